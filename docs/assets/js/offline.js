/*
 * Keeps the pages of the directory that were read for when there is no network: see hors-ligne.js.
 * Needs search.js.
 */
(function () {
  'use strict';

  const Reperes = window.Reperes;

  if (!navigator.serviceWorker || !location.protocol.startsWith('http')) {
    return;
  }

  /** Tell the worker what this page has loaded, now and later: it came too late to see it. */
  function tell(worker) {
    const send = (entries) => worker.postMessage(entries.map((entry) => entry.name));
    worker.postMessage([location.href.split('#')[0]]);
    new PerformanceObserver((list) => send(list.getEntries())).observe({
      type: 'resource',
      buffered: true,
    });
  }

  navigator.serviceWorker
    .register(Reperes.address('hors-ligne.js'), { scope: Reperes.address('annuaire/') })
    .then(() => navigator.serviceWorker.ready)
    .then(({ active }) => navigator.serviceWorker.controller || tell(active))
    .catch(() => {}); // a browser that keeps nothing loses only this
})();
