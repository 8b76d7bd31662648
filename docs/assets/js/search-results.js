/*
 * The results page: reads the query in the address (#q=…) and lists what is found.
 * The page lists it in its front matter. Needs search.js.
 */
(function () {
  'use strict';

  const Reperes = (window.Reperes = window.Reperes || {});

  const EXTRACT = 220; // characters
  const BEFORE = 60; // of them before the first word found

  const MAX_SHOWN = 30;

  // What each choice of the filter lets through; the kinds are those of documents.py.
  const GENRES = {
    guides: ['guide', 'rubrique', 'page'],
    annuaire: ['lieu', 'contacts', 'region', 'annuaire', 'departements', 'prisons'],
    mots: ['glossaire'],
    textes: ['textes', 'sources'],
  };

  const list = document.querySelector('[data-recherche-resultats]');
  const status = document.querySelector('[data-recherche-etat]');
  const closest = document.querySelector('[data-recherche-proches]');
  const filters = document.querySelector('[data-recherche-filtres]');
  const helps = document.querySelectorAll('[data-recherche-aide]');

  let shown = null; // the search shown: { query, answers, search }

  /** Give the query of the address, or ''. */
  function queryOfAddress() {
    return (new URLSearchParams(location.hash.slice(1)).get('q') || '').trim();
  }

  /** Answer the query of the address. */
  async function answer() {
    const query = queryOfAddress();
    document.querySelectorAll('form[data-recherche] input[type="search"]').forEach((input) => {
      input.value = query;
    });
    list.replaceChildren();
    closest.hidden = true;
    showHelp(false);
    filters.hidden = !query;
    status.textContent = query ? 'Recherche en cours…' : '';
    if (!query) {
      return;
    }
    try {
      const search = await Reperes.loadSearch();
      const answers = await search.find(query);
      if (query === queryOfAddress()) {
        shown = { query, answers, search };
        show();
      }
    } catch (error) {
      status.textContent =
        'La recherche n’a pas pu être chargée. Rechargez la page, ou suivez ces liens.';
      showHelp(true);
    }
  }

  function showHelp(isShown) {
    helps.forEach((help) => (help.hidden = !isShown));
  }

  /** Show the results that the filters let through. */
  function show() {
    const { query, answers, search } = shown;
    const results = answers.results.filter(isWanted);
    list.replaceChildren(
      ...results.slice(0, MAX_SHOWN).map((result) => makeResult(result, search))
    );
    status.textContent = summary(query, answers, results.length);
    showClosest(results.length ? [] : answers.closest);
    showHelp(results.length === 0);
  }

  function isWanted({ genre, readers }) {
    const { genre: kinds, public: reader } = filters.elements;
    const suits = !kinds.value || GENRES[kinds.value].includes(genre);
    return suits && (!reader.value || !readers || readers.split(' ').includes(reader.value));
  }

  /** Say in a sentence or two what was found, and how it was read. */
  function summary(query, { words, near, results }, count) {
    const asked = ' pour «\u202f' + query + '\u202f».';
    if (!count) {
      const filtered = results.length ? ' avec ces filtres' : '';
      const understood = words.length ? ' Mots cherchés\u00a0: ' + words.join(', ') + '.' : '';
      return 'Aucun résultat' + filtered + asked + understood;
    }
    const meant = near.map(([typed, word]) => quoted(typed) + ' lu ' + quoted(word));
    const spelling = meant.length ? ' Orthographe\u00a0: ' + meant.join(', ') + '.' : '';
    return counted(count) + asked + spelling;
  }

  function quoted(text) {
    return '«\u202f' + text + '\u202f»';
  }

  function counted(count) {
    if (count > MAX_SHOWN) {
      return MAX_SHOWN + ' premiers résultats sur ' + count;
    }
    return count === 1 ? '1 résultat' : count + ' résultats';
  }

  /** Offer the words that look most like those that nobody wrote. */
  function showClosest(words) {
    const links = words.flatMap((word, place) => {
      const link = makeElement('a', '', word);
      link.href = Reperes.resultsAddress(word);
      return place ? [', ', link] : [link];
    });
    closest.replaceChildren('Mots proches\u00a0: ', ...links);
    closest.hidden = !words.length;
  }

  function makeResult(result, search) {
    const link = makeElement('a', 'resultat-lien');
    link.href = Reperes.address(result.url);
    link.append(makeElement('span', 'resultat-genre', result.kind), ' ');
    link.append(makeElement('span', 'resultat-titre', result.title));
    if (result.section) {
      link.append(' ', makeElement('span', 'resultat-section', result.section));
    }
    const item = makeElement('li', 'resultat');
    item.setAttribute('data-resultat', result.url);
    item.append(link);
    if (result.checked) {
      item.append(makeElement('p', 'resultat-verification', 'Vérifié le ' + result.checked));
    }
    whenSeen(item, async () => {
      const text = await search.extract(result);
      if (text) {
        link.after(makeExtract(text, result.terms));
      }
    });
    return item;
  }

  /** Do something once an element comes near the screen: the texts of others are not loaded. */
  function whenSeen(element, act) {
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) {
        observer.disconnect();
        act();
      }
    });
    observer.observe(element);
  }

  /** Make the paragraph that shows a piece of `text` with the words found marked. */
  function makeExtract(text, terms) {
    const tokens = Reperes.tokens(text);
    const hits = tokens.filter((token) => terms.has(token.term) && !token.empty);
    const { start, end } = bounds(text, tokens, bestStart(hits));
    const paragraph = makeElement('p', 'resultat-extrait', start > 0 ? '… ' : '');
    let at = start; // what comes before is written
    for (const hit of hits) {
      if (hit.start >= at && hit.end <= end) {
        const mark = makeElement('mark', '', text.slice(hit.start, hit.end));
        paragraph.append(text.slice(at, hit.start), mark);
        at = hit.end;
      }
    }
    paragraph.append(text.slice(at, end), end < text.length ? ' …' : '');
    return paragraph;
  }

  /** Give the place of the word found that has the most different words found after it. */
  function bestStart(hits) {
    let best = { start: 0, count: 0 };
    for (const { start } of hits) {
      const end = start + EXTRACT - BEFORE;
      const shown = hits.filter((hit) => hit.start >= start && hit.end <= end);
      const count = new Set(shown.map((hit) => hit.term)).size;
      if (count > best.count) {
        best = { start, count };
      }
    }
    return best.start;
  }

  /** Give where an extract around `place` starts and ends, at the edge of words. */
  function bounds(text, tokens, place) {
    if (place <= BEFORE) {
      return { start: 0, end: lastEnd(text, tokens, EXTRACT) };
    }
    const first = tokens.find((token) => token.start >= place - BEFORE);
    return { start: first.start, end: lastEnd(text, tokens, first.start + EXTRACT) };
  }

  function lastEnd(text, tokens, limit) {
    if (text.length <= limit) {
      return text.length;
    }
    return tokens.reduce((end, token) => (token.end <= limit ? token.end : end), 0) || limit;
  }

  function makeElement(tag, className, text) {
    const element = document.createElement(tag);
    if (className) {
      element.className = className;
    }
    if (text) {
      element.textContent = text;
    }
    return element;
  }

  filters.addEventListener('change', () => shown && show());
  filters.addEventListener('submit', (event) => event.preventDefault());
  window.addEventListener('hashchange', answer);
  answer();
})();
