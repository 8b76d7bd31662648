/*
 * A copy of the site on a USB stick or a disk (file://) has no server to turn `droits/oqtf/` into
 * `droits/oqtf/index.html`: this script does it for the links of the page. On the web it does
 * nothing.
 */
(function () {
  'use strict';

  if (location.protocol !== 'file:') {
    return;
  }
  document.querySelectorAll('a[href]').forEach((link) => {
    const address = new URL(link.href);
    if (address.protocol === 'file:' && address.pathname.endsWith('/')) {
      address.pathname += 'index.html';
      link.href = address.href;
    }
  });
})();
