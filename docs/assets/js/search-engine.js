/*
 * The search itself, without any page: finds documents in the index that the build has made.
 * Needs lunr (assets/vendor/lunr) and fold.js.
 */
(function () {
  'use strict';

  const Reperes = (window.Reperes = window.Reperes || {});

  const MAX_CHARACTERS = 200;
  const MAX_WORDS = 12;
  const MAX_RESULTS = 30;
  const ENOUGH = 10; // with that many good results, poorer ones are not shown

  // The ways in which a word asked for meets a term of the index, and what each is worth.
  const WAYS = [
    { weight: 10, isSure: true, suits: () => true, ask: (query, word) => query.term(word.term) },
    {
      // The start of a word. Two letters that are a word of their own (PE, TA) start nothing.
      weight: 3,
      isSure: true,
      suits: (word, index) => word.word.length > 2 || !index.invertedIndex[word.term],
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
   * Input: `data`, with `kinds` ({label, hasRecords, maxPerPage} by kind), `documents` ({url, kind,
   * title, section}) and `index` (see `unpack`; references are positions in `documents`).
   * Output: `{find, describe}`.
   */
  function createSearch(data) {
    const index = window.lunr.Index.load(unpack(data.index));

    /**
     * Find the documents that answer `text`, best first.
     *
     * Those that have all the words come first, then those that have some. A word that nothing has
     * is taken for a slip: what comes near it counts. Output: `words`, what was understood, as
     * typed; `total`, how many answers; and `results`, the first of them, each `{document,
     * position, terms, missing, near}`: `position` in the list of documents, `terms` of the index
     * that matched, how many words are `missing` or only `near`.
     */
    function find(text) {
      const query = Reperes.clean(text).slice(0, MAX_CHARACTERS);
      const words = wordsOf(query);
      const results = [...combine(words.map((word) => meet(index, word)))].sort(byRelevance);
      const kept = thinned(goodEnough(results).map(withDocument), data.kinds);
      return {
        words: [...new Set(words.map((word) => query.slice(word.start, word.end)))],
        total: kept.length,
        results: kept.slice(0, MAX_RESULTS),
      };
    }

    function withDocument(result) {
      return Object.assign(result, { document: data.documents[result.position] });
    }

    /**
     * Give what to show of a document: `{kind, title, section}`. A record goes by its own name; the
     * page where it is listed only says more about its kind.
     */
    function describe({ kind, title, section }) {
      const { label, hasRecords } = data.kinds[kind];
      if (!hasRecords || !section) {
        return { kind: label, title, section };
      }
      return { kind: label === title ? label : label + ' · ' + title, title: section, section: '' };
    }

    return { find, describe };
  }

  /**
   * Give the serialised index that lunr loads, from the one that the build has packed.
   *
   * Input: `terms`, in alphabetical order, and `vectors`: for each field of each document
   * (`field/ref`), the numbers of its terms, each as a step from the one before, each followed by a
   * score. That is all there is to say, but lunr wants it twice: by document and by term.
   */
  function unpack(packed) {
    const inverted = packed.terms.map((term, number) => [term, emptyPosting(packed.fields, number)]);
    const fieldVectors = packed.vectors.map(([name, steps]) => {
      const [field, ref] = name.split('/');
      const vector = steps.slice();
      for (let at = 0, number = 0; at < steps.length; at += 2) {
        number += steps[at];
        vector[at] = number;
        inverted[number][1][field][ref] = {};
      }
      return [name, vector];
    });
    const { version, fields, pipeline } = packed;
    return { version, fields, pipeline, fieldVectors, invertedIndex: inverted };
  }

  function emptyPosting(fields, number) {
    const posting = { _index: number };
    fields.forEach((field) => (posting[field] = {}));
    return posting;
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
    for (const way of WAYS.filter((each) => each.suits(word, index))) {
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
      const isKnown = [...met.values()].some((entry) => entry.isSure);
      for (const [ref, entry] of met) {
        const result = results.get(ref) || emptyResult(ref, metByWord.length);
        result.score += entry.score;
        result.missing -= entry.isSure || !isKnown ? 1 : 0;
        result.near += isKnown ? 0 : 1;
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
    return one.missing - other.missing || other.score - one.score || one.position - other.position;
  }

  /** Leave out the results that miss words, when there are enough that have them all. */
  function goodEnough(results) {
    const complete = results.filter((result) => !result.missing);
    return complete.length >= ENOUGH ? complete : results;
  }

  /** Keep the first sections of each page only, so that one guide does not fill the list. */
  function thinned(results, kinds) {
    const seen = new Map();
    return results.filter(({ document }) => {
      const page = document.url.split('#')[0];
      seen.set(page, (seen.get(page) || 0) + 1);
      return seen.get(page) <= (kinds[document.kind].maxPerPage || Infinity);
    });
  }

  Object.assign(Reperes, { createSearch, unpack });
})();
