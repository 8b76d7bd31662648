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

  /** Lead a link to the page of its folder; those of the map, in SVG, have no `href` property. */
  function complete(link) {
    const address = new URL(link.getAttribute('href'), document.baseURI);
    if (address.protocol === 'file:' && address.pathname.endsWith('/')) {
      address.pathname += 'index.html';
      link.setAttribute('href', address.href);
    }
  }

  document.querySelectorAll('a[href]').forEach(complete);

  // Links that scripts add later are completed as they are followed.
  for (const following of ['click', 'auxclick', 'contextmenu']) {
    const onFollowing = ({ target }) => {
      const link = target.closest('a[href]');
      if (link) {
        complete(link);
      }
    };
    document.addEventListener(following, onFollowing, true);
  }
})();
