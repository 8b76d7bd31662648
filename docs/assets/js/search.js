/*
 * The search field, on every page: shows the forms, sends what is typed to the results page, and
 * loads the rest when someone needs it. What is typed stays in the fragment of the address (#q=…),
 * which browsers do not send.
 *
 * Forms: <form data-recherche hidden> with one <input type="search">. They are hidden until this
 * script runs, because they can do nothing without it.
 */
(function () {
  'use strict';

  const Reperes = (window.Reperes = window.Reperes || {});

  // This script is assets/js/search.js: the site starts two folders up, wherever it is published.
  const ROOT = new URL('../../', document.currentScript.src);
  const loading = new Map(); // path → promise
  const delivered = new Map(); // name of a data file → its data

  /** Give the address of a page or file of the site: `path` is written from its root. */
  function address(path) {
    const [page, anchor] = path.split('#');
    const isFolder = page === '' || page.endsWith('/');
    const file = location.protocol === 'file:' && isFolder ? page + 'index.html' : page;
    return new URL(file + (anchor === undefined ? '' : '#' + anchor), ROOT).href;
  }

  /** Give the address of the results for `text`. */
  function resultsAddress(text) {
    return address('recherche/#q=' + encodeURIComponent(text));
  }

  /** Load a script of the site, once; a failure is forgotten, so that one may try again. */
  function loadScript(path) {
    if (!loading.has(path)) {
      const promise = new Promise((resolve, reject) => {
        const script = document.createElement('script');
        script.src = address(path);
        script.async = false; // they run in the order they are asked for
        script.onload = resolve;
        script.onerror = () => {
          loading.delete(path);
          script.remove();
          reject(new Error('Not loaded: ' + path));
        };
        document.head.append(script);
      });
      loading.set(path, promise);
    }
    return loading.get(path);
  }

  /** Called by each data file of the site: they are scripts, which load from a disk too. */
  function deliver(name, data) {
    delivered.set(name, data);
  }

  /** Load a data file, `finder/index` for assets/finder/index.js. Output: a promise of its data. */
  async function load(name) {
    await loadScript('assets/' + name + '.js');
    return delivered.get(name);
  }

  /** Load the index and what reads it. Output: a promise of the search (see search-engine.js). */
  async function loadSearch() {
    const engine = loadScript('assets/search/engine.js'); // see hooks/reperes/search/engine.py
    const core = load('search/index');
    load('finder/index').catch(() => {}); // a query may name a place: one delay less then
    const [index] = await Promise.all([core, engine]);
    Reperes.search = Reperes.search || Reperes.createSearch(index);
    return Reperes.search;
  }

  /** Show a form and make it work. */
  function prepare(form) {
    const input = form.querySelector('input[type="search"]');
    input.spellcheck = false; // some browsers send what they check to a server
    input.autocapitalize = 'none';
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (input.value.trim()) {
        location.assign(resultsAddress(input.value.trim()));
      }
    });
    // A failure is told where it matters, on the results page.
    input.addEventListener('focus', () => loadSearch().catch(() => {}), { once: true });
    form.hidden = false;
  }

  Object.assign(Reperes, { address, resultsAddress, deliver, load, loadSearch });
  document.querySelectorAll('form[data-recherche]').forEach(prepare);
})();
