/*
 * The search itself, without any page: finds documents in the index that the build has made.
 * Needs lunr (assets/vendor/lunr) and fold.js.
 */
(function () {
  'use strict';

  const Reperes = (window.Reperes = window.Reperes || {});

  const MAX_CHARACTERS = 200;
  const MAX_WORDS = 12;
  const MAX_RESULTS = 50;
  const ENOUGH = 10; // with that many good results, poorer ones are not shown

  // The ways in which a word asked for meets a term of the index, and what each is worth.
  const WAYS = [
    { weight: 10, isSure: true, suits: () => true, ask: (query, word) => query.term(word.term) },
    {
      weight: 3,
      isSure: true,
      suits: () => true,
      ask: (query, word) => query.term(word.word, { wildcard: window.lunr.Query.wildcard.TRAILING }),
    },
    {
      // One slip: a letter added, missing, changed, or two swapped. Never in a number.
      weight: 1,
      isSure: false,
      suits: (word) => word.term.length >= 4 && word.term.length <= 40 && !/[0-9@]/.test(word.term),
      ask: (query, word) => query.term(word.term, { editDistance: 1 }),
    },
  ];

  /**
   * Make a search over what the build has written.
   *
   * Input: `data`, with `kinds` (label and maxPerPage by kind), `documents` ({url, kind, title,
   * section}) and `index` (serialised by lunr.py; references are positions in `documents`).
   * Output: `{find, label}`.
   */
  function createSearch(data) {
    const index = window.lunr.Index.load(data.index);

    /**
     * Find the documents that answer `text`, best first.
     *
     * Those that have all the words come first; then those that have them but for a slip; then
     * those that have some. Output: `words`, what was understood, as typed; and `results`, each
     * `{document, position, terms, missing, near}`: `position` in the list of documents, `terms`
     * of the index that matched, how many words are `missing` or only `near`.
     */
    function find(text) {
      const query = Reperes.clean(text).slice(0, MAX_CHARACTERS);
      const words = wordsOf(query);
      const results = [...combine(words.map((word) => meet(index, word)))];
      results.sort(byRelevance);
      return {
        words: words.map((word) => query.slice(word.start, word.end)),
        results: thinned(goodEnough(results).map(withDocument), data.kinds).slice(0, MAX_RESULTS),
      };
    }

    function withDocument(result) {
      return Object.assign(result, { document: data.documents[result.position] });
    }

    return { find, label: (kind) => data.kinds[kind].label };
  }

  /** Give the words to look for, each once. */
  function wordsOf(query) {
    const byTerm = new Map();
    for (const token of Reperes.significant(Reperes.tokens(query))) {
      if (!byTerm.has(token.term)) {
        byTerm.set(token.term, token);
      }
    }
    return [...byTerm.values()].slice(0, MAX_WORDS);
  }

  /** Give what one word meets: a map from reference to `{score, isSure, terms}`. */
  function meet(index, word) {
    const met = new Map();
    for (const way of WAYS.filter((each) => each.suits(word))) {
      for (const match of index.query((query) => way.ask(query, word))) {
        const entry = met.get(match.ref) || { score: 0, isSure: false, terms: [] };
        entry.score += way.weight * match.score;
        entry.isSure = entry.isSure || way.isSure;
        entry.terms.push(...Object.keys(match.matchData.metadata));
        met.set(match.ref, entry);
      }
    }
    return met;
  }

  /** Give one result for each document that any word meets. */
  function combine(metByWord) {
    const results = new Map();
    for (const met of metByWord) {
      for (const [ref, entry] of met) {
        const result = results.get(ref) || emptyResult(ref, metByWord.length);
        result.score += entry.score;
        result.missing -= 1;
        result.near += entry.isSure ? 0 : 1;
        entry.terms.forEach((term) => result.terms.add(term));
        results.set(ref, result);
      }
    }
    return results.values();
  }

  function emptyResult(ref, wordCount) {
    return { position: Number(ref), score: 0, missing: wordCount, near: 0, terms: new Set() };
  }

  function byRelevance(one, other) {
    return (
      one.missing - other.missing ||
      one.near - other.near ||
      other.score - one.score ||
      one.position - other.position
    );
  }

  /** Leave out results that miss words, or only come near them, when there are enough better ones. */
  function goodEnough(results) {
    const sure = results.filter((result) => !result.missing && !result.near);
    const complete = results.filter((result) => !result.missing);
    return [sure, complete].find((each) => each.length >= ENOUGH) || results;
  }

  /** Keep the first sections of each page only, so that one guide does not fill the list. */
  function thinned(results, kinds) {
    const seen = new Map();
    return results.filter(({ document }) => {
      const page = document.url.split('#')[0];
      seen.set(page, (seen.get(page) || 0) + 1);
      return seen.get(page) <= (kinds[document.kind].maxPerPage || MAX_RESULTS);
    });
  }

  Reperes.createSearch = createSearch;
})();
