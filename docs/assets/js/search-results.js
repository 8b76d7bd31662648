/*
 * The results page: reads the query in the address (#q=…) and lists what is found.
 * The page lists it in its front matter. Needs search.js.
 */
(function () {
  'use strict';

  const Reperes = (window.Reperes = window.Reperes || {});

  const EXTRACT = 220; // characters
  const BEFORE = 60; // of them before the first word found

  const list = document.querySelector('[data-recherche-resultats]');
  const status = document.querySelector('[data-recherche-etat]');
  const help = document.querySelector('[data-recherche-aide]');

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
    help.hidden = true;
    if (!query) {
      status.textContent = '';
      return;
    }
    status.textContent = 'Recherche en cours…';
    // Without the texts there are results still, only without extracts.
    const texts = Reperes.loadScript('assets/search/texts.js').catch(() => {});
    try {
      const search = await Reperes.loadSearch();
      await texts;
      if (query === queryOfAddress()) {
        show(query, search);
      }
    } catch (error) {
      status.textContent =
        'La recherche n’a pas pu être chargée. Rechargez la page, ou suivez ces liens.';
      help.hidden = false;
    }
  }

  function show(query, search) {
    const answers = search.find(query);
    list.replaceChildren(...answers.results.map((result) => makeResult(result, search)));
    status.textContent = summary(query, answers);
    help.hidden = answers.total > 0;
  }

  /** Say in a sentence or two what was found, and what was understood when it is not enough. */
  function summary(query, { words, total, results }) {
    const asked = ' pour «\u202f' + query + '\u202f».';
    const understood = words.join(', ') + '.';
    if (!total) {
      return 'Aucun résultat' + asked + (words.length ? ' Mots cherchés\u00a0: ' + understood : '');
    }
    const found = count(total, results.length) + asked;
    if (results[0].missing) {
      return 'Rien ne contient tous ces mots\u00a0: ' + understood + ' Au plus près\u00a0: ' + found;
    }
    if (results[0].near) {
      return 'Rien avec cette orthographe. Avec des mots voisins\u00a0: ' + found;
    }
    return found;
  }

  function count(total, shown) {
    if (total > shown) {
      return shown + ' premiers résultats sur ' + total;
    }
    return total === 1 ? '1 résultat' : total + ' résultats';
  }

  function makeResult(result, search) {
    const { kind, title, section } = search.describe(result.document);
    const link = makeElement('a', 'resultat-lien');
    link.href = Reperes.address(result.document.url);
    link.append(makeElement('span', 'resultat-genre', kind), ' ');
    link.append(makeElement('span', 'resultat-titre', title));
    if (section) {
      link.append(' ', makeElement('span', 'resultat-section', section));
    }
    const item = makeElement('li', 'resultat');
    item.setAttribute('data-resultat', result.document.url);
    item.setAttribute('data-genre', result.document.kind);
    item.append(link);
    const text = Reperes.searchTexts && Reperes.searchTexts[result.position];
    if (text) {
      item.append(makeExtract(text, result.terms));
    }
    return item;
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

  window.addEventListener('hashchange', answer);
  answer();
})();
