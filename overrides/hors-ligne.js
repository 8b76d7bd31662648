/*
 * The service worker of the directory: pages of /annuaire/ that were read once can be read again
 * without network. The network comes first, so that nobody reads an old hour while a new one is
 * there; the copy serves when the network does not answer.
 */
'use strict';

const CACHE = 'reperes-annuaire-1';
const PATIENCE = 6000; // milliseconds before the copy is shown, on a line that does not answer
const MAX_COPIES = 300; // files; the oldest go first
const SEARCH = '/assets/search/';
const MAX_SEARCHES = 100; // files of the search, counted apart: each query asks for a few

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('activate', (event) => {
  event.waitUntil(removeOldCaches().then(() => self.clients.claim()));
});

// A page that was loaded before the worker says what it loaded.
self.addEventListener('message', ({ data }) => {
  if (Array.isArray(data)) {
    data.filter((url) => url.startsWith(self.location.origin)).forEach((url) => copyAgain(url));
  }
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method === 'GET' && request.url.startsWith(self.location.origin)) {
    event.respondWith(fromNetworkOrCopy(event, request));
  }
});

async function removeOldCaches() {
  const names = await caches.keys();
  return Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
}

/** Answer from the network; from the copy when it fails, or when it takes too long. */
async function fromNetworkOrCopy(event, request) {
  const copy = await (await caches.open(CACHE)).match(request, { ignoreSearch: true });
  const network = fetch(request).then((response) => {
    if (response.ok) {
      event.waitUntil(keep(request, response.clone()));
    }
    return response;
  });
  if (!copy) {
    return network;
  }
  const patience = new Promise((resolve) => setTimeout(() => resolve(copy), PATIENCE));
  return Promise.race([network.catch(() => copy), patience]);
}

async function keep(request, response) {
  const cache = await caches.open(CACHE);
  await cache.put(request, response);
  const kept = await cache.keys();
  const isOfSearch = ({ url }) => url.includes(SEARCH);
  const tooMany = [
    ...kept.filter(isOfSearch).slice(0, -MAX_SEARCHES),
    ...kept.filter((each) => !isOfSearch(each)).slice(0, -MAX_COPIES),
  ];
  return Promise.all(tooMany.map((old) => cache.delete(old)));
}

async function copyAgain(url) {
  const response = await fetch(url).catch(() => null);
  return response && response.ok ? keep(url, response) : undefined;
}
