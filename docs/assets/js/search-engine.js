/*
 * The search itself, without any page: finds the parts of pages that answer what is typed.
 * The build writes what it reads: see hooks/reperes/search/. Needs lunr (assets/vendor/lunr),
 * fold.js, search-near.js and search-places.js.
 */
(function () {
  'use strict';

  const Reperes = (window.Reperes = window.Reperes || {});

  const MAX_CHARACTERS = 200;
  const MAX_WORDS = 12;
  const ENOUGH = 4; // with so many good answers, texts of law and sources are not asked
  const MOST_NEAR = 6; // words taken for one that nobody wrote

  // What a word that is not whole, or not spelt so, is worth beside one that is.
  const BEGUN = 0.6;
  const NEAR = 0.75;

  // How much an answer gains when it is what people call by that expression, and what it keeps of
  // its score for the words of the question that it lacks.
  const EXPRESSION = 1.1;
  const SAID = 8; // what a word of an expression weighs: a title is 30, see index.py
  const COVERAGE = 1.5;
  // A second part of a page comes after the first of others that answer as well.
  const NEXT_PART = 0.55;
  const MAX_PARTS = 3;
  const ON_PAGE_ITSELF = 1.25; // a page is landed on at its top, unless a section says it better
  // What every page of this site is about tells nothing of the need.
  const CONTEXT = new Set(['prison', 'detention', 'detenu', 'incarcere', 'incarceration', 'etranger', 'france']);
  const CONTEXT_WORTH = 0.3;
  const MANY_PAGES = 100; // a word that as many pages have in their title says very little
  const MENTION = 0.6; // a word that no title and no heading has
  const SECOND_PART = 0.25; // what each other part of a page adds for a word
  const PLACE_UNSURE = 2; // results that come before those of a place that may not be meant

  const KINDS_ASKED = /\d|\b(?:article|art|loi|code|decret|circulaire|arrete|instruction|texte|jurisprudence|ceseda|cpp)\b/;

  /** A set of pages with their indexes: the core, the texts of law, or the sources. */
  class Collection {
    constructor(name, data) {
      this.name = name;
      this.parts = []; // by number: { page, anchor, label }
      this.pages = data.pages.map((row, number) => this.addPage(row, number));
      this.names = loadIndex(data.noms);
      this.letters = data.lettres;
      this.texts = new Map(); // letter → index of the words of texts
      this.expressions = readExpressions(data.expressions || {});
      this.said = this.readWordsOfExpressions(); // term → the parts that it may mean
      this.nameTerms = [...Object.keys(this.names.invertedIndex), ...this.said.keys()];
    }

    /** Give the words of expressions, which mean their page a little even alone. */
    readWordsOfExpressions() {
      const parts = new Map(this.pages.map((page) => [page.url, page.first]));
      const said = new Map();
      for (const [url, expressions] of Object.entries(this.expressions)) {
        for (const term of new Set(expressions.flat())) {
          said.set(term, [...(said.get(term) || []), parts.get(url)]);
        }
      }
      return said;
    }

    addPage([url, kind, title, readers, checked, parts], number) {
      const page = { url, kind, title, readers, checked, number, first: this.parts.length };
      [['', ''], ...parts].forEach(([anchor, label]) => this.parts.push({ page, anchor, label }));
      return page;
    }

    /** Load the words of texts that begin with the letters of `words`; those that fail are left out. */
    async loadLetters(words) {
      const letters = [...new Set(words.map((word) => letterOf(word.word)))];
      const missing = letters.filter((each) => this.letters.includes(each) && !this.texts.has(each));
      await Promise.all(
        missing.map(async (letter) => {
          const data = await Reperes.load('search/' + this.name + '/' + letter).catch(() => null);
          if (data) {
            this.texts.set(letter, loadIndex(data));
          }
        })
      );
    }

    /** Give the indexes that may hold a word. */
    indexesFor(word) {
      const texts = this.texts.get(letterOf(word));
      return texts ? [this.names, texts] : [this.names];
    }

    isName(term) {
      return this.names.invertedIndex[term] !== undefined || this.said.has(term);
    }


    /** Give the score of each part for a term, or for all terms that begin so: a map by number. */
    scores(word, options) {
      const scores = new Map();
      for (const index of this.indexesFor(word)) {
        for (const match of index.query((query) => query.term(word, { ...options }))) {
          const number = Number(match.ref);
          const entry = scores.get(number) || { score: 0, terms: [] };
          entry.score += match.score;
          entry.terms.push(...Object.keys(match.matchData.metadata));
          scores.set(number, entry);
        }
      }
      const isWhole = !options;
      for (const number of (isWhole && this.said.get(word)) || []) {
        const entry = scores.get(number) || { score: 0, terms: [] };
        entry.score += SAID * Math.log(1 + this.parts.length / this.said.get(word).length);
        entry.terms.push(word);
        scores.set(number, entry);
      }
      return scores;
    }

    /** Give every term of the names and expressions, and of the texts with the letter of `word`. */
    terms(word) {
      const texts = this.texts.get(letterOf(word));
      return texts ? [...this.nameTerms, ...Object.keys(texts.invertedIndex)] : this.nameTerms;
    }
  }

  /**
   * Make a search over what the build has written.
   *
   * Input: the data of search/index.js.
   * Output: `{ find, extract }`.
   */
  function createSearch(data) {
    const core = new Collection('index', data);
    const collections = [core];

    /** Load a collection that is not needed at once. */
    async function collection(name) {
      let found = collections.find((each) => each.name === name);
      if (!found) {
        found = new Collection(name, await Reperes.load('search/' + name));
        collections.push(found);
      }
      return found;
    }

    /**
     * Find what answers `text`, best first.
     *
     * Output, a promise of: `words`, what was understood, as typed; `near`, the words taken for
     * others, `[typed, meant]`; `closest`, words like those that nobody wrote; `results`, each
     * `{ url, kind, genre, title, section, readers, checked, terms }`: see `extract` for its text.
     */
    async function find(text) {
      const query = Reperes.clean(text).slice(0, MAX_CHARACTERS);
      const words = wordsOf(query);
      const isKnown = (word) => core.isName(word);
      const [places] = await Promise.all([
        Reperes.askDirectory(query, isKnown).catch(() => ({ results: [], words: [] })),
        core.loadLetters(words),
      ]);
      const needs = words.filter((word) => !places.words.includes(word.word));
      const inCore = rank(core, needs.length ? needs : words, data);
      const others = [];
      if (inCore.length < ENOUGH || KINDS_ASKED.test(Reperes.fold(query))) {
        for (const name of ['textes', 'sources']) {
          others.push(...(await rankIn(name, words)));
        }
      }
      const found = [...inCore, ...others].sort((a, b) => b.score - a.score);
      const chosen = chosenResult(core, data, words);
      const results = withPlaces(distinct([...chosen, ...found]), places);
      const typed = (word) => query.slice(word.start, word.end);
      const meant = words.filter((word) => word.near && word.near.length);
      const unknown = words.filter((word) => word.isUnknown);
      return {
        words: [...new Set(words.map(typed))],
        near: meant.map((word) => [typed(word), word.near[0]]),
        closest: unknown.flatMap((word) => Reperes.closestWords(word.term, core.terms(word.term))),
        results,
      };
    }

    async function rankIn(name, words) {
      const found = await collection(name).catch(() => null);
      if (!found) {
        return [];
      }
      await found.loadLetters(words);
      return rank(found, words, data);
    }

    /** Give the text of the part that a result shows, or '' when it cannot be loaded. */
    async function extract({ collection: name, page, part, text }) {
      if (page === undefined) {
        return text || '';
      }
      const prefix = name === 'index' ? '' : name + '-';
      const texts = await Reperes.load('search/extraits/' + prefix + page).catch(() => []);
      return texts[part] || '';
    }

    return { find, extract };
  }

  // --- Ranking ---

  /** Give the results of a collection, with their scores, best first. */
  function rank(collection, words, { genres }) {
    const met = words.map((word) => meet(collection, word)).filter((each) => each.scores.size);
    const mass = met.reduce((sum, each) => sum + each.mass, 0);
    const units = unitsOf(collection, met, genres);
    const results = [];
    for (const unit of units.values()) {
      const total = [...unit.words.values()].reduce((sum, share) => sum + share, 0);
      const covered = [...unit.words.keys()].reduce((sum, each) => sum + each.mass, 0) / mass;
      const called = expressionShare(collection.expressions[unit.url], met, mass);
      const score = total * covered ** COVERAGE + EXPRESSION * mass * called;
      results.push(...resultsOf(collection, unit, score * genres[unit.page.kind][1], genres));
    }
    return results.sort((a, b) => b.score - a.score);
  }

  /**
   * Give the evidence for each page, or each record, by the number of the part that stands for it:
   * `words`, how much of what each word says it has; `parts`, the same for each of its parts.
   */
  function unitsOf(collection, met, genres) {
    const units = new Map();
    for (const each of met) {
      const found = new Map(); // unit → scores of its parts
      for (const [number, { score, terms }] of each.scores) {
        const unit = unitOf(collection, number, genres, units);
        found.set(unit, [...(found.get(unit) || []), score]);
        unit.parts.set(number, (unit.parts.get(number) || 0) + each.mass * Math.sqrt(score));
        terms.forEach((term) => unit.terms.add(term));
      }
      const totals = [...found].map(([unit, scores]) => [unit, together(scores)]);
      const best = Math.max(...totals.map(([, total]) => total));
      totals.forEach(([unit, total]) => unit.words.set(each, each.mass * Math.sqrt(total / best)));
    }
    return units;
  }

  /** The best of several scores, and a little of the others. */
  function together(scores) {
    const best = Math.max(...scores);
    return best + SECOND_PART * (scores.reduce((sum, score) => sum + score, 0) - best);
  }

  /**
   * Give what one word meets: its scores, and how much the word says. A word that nobody wrote is
   * taken for those nearest to it; one that no title has, also for the titles' words of its family.
   */
  function meet(collection, word) {
    const scores = collection.scores(word.term);
    if (word.isLast || !scores.size) {
      addScores(scores, collection.scores(word.word, beginning()), BEGUN, word.word.length > 2);
    }
    const isWritten = scores.size > 0;
    word.near = isWritten ? [] : Reperes.nearWords(word.term, collection.terms(word.term));
    const family = collection.isName(word.term)
      ? []
      : Reperes.wordsOfFamily(word.term, collection.nameTerms).filter((term) => term !== word.term);
    const others = [...new Set([...word.near.slice(0, MOST_NEAR), ...family])];
    others.forEach((term) => addScores(scores, collection.scores(term), NEAR, true));
    word.isUnknown = !scores.size;
    const isNamed = [word.term, ...others].some((term) => collection.isName(term));
    const worth = (CONTEXT.has(word.term) ? CONTEXT_WORTH : 1) * (isNamed ? 1 : MENTION);
    return { word, others, scores, mass: worth * massOf(collection, scores) };
  }

  /**
   * Give how much a word says: little when many pages have it. A page that has it in its title
   * counts for one, a page that only mentions it for much less.
   */
  function massOf(collection, scores) {
    const best = Math.max(0, ...[...scores.values()].map((entry) => entry.score));
    const shares = new Map(); // page → the best score of its parts, as a share of the best of all
    for (const [number, { score }] of scores) {
      const { page } = collection.parts[number];
      shares.set(page, Math.max(shares.get(page) || 0, score / best));
    }
    const count = [...shares.values()].reduce((sum, share) => sum + share, 0);
    return Math.log(1 + MANY_PAGES / (count || 1));
  }

  function beginning() {
    return { wildcard: window.lunr.Query.wildcard.TRAILING };
  }

  function addScores(scores, more, weight, isWanted) {
    for (const [number, { score, terms }] of isWanted ? more : []) {
      const entry = scores.get(number) || { score: 0, terms: [] };
      entry.score = Math.max(entry.score, weight * score);
      entry.terms.push(...terms);
      scores.set(number, entry);
    }
  }

  /** Give the page that a part belongs to, or the part itself when it is a record. */
  function unitOf(collection, number, genres, units) {
    const { page, anchor } = collection.parts[number];
    const isRecord = genres[page.kind][2] && anchor !== '';
    const key = isRecord ? number : page.first;
    if (!units.has(key)) {
      const url = isRecord ? page.url + '#' + anchor : page.url;
      units.set(key, { page, url, parts: new Map(), words: new Map(), terms: new Set() });
    }
    return units.get(key);
  }

  /** Give how much of the question is an expression that means the page, from 0 to 1. */
  function expressionShare(expressions, met, mass) {
    const shares = (expressions || []).map((terms) => {
      const said = met.filter((each) => terms.some((term) => isSaid(each, term)));
      const isWhole = terms.every((term) => said.some((each) => isSaid(each, term)));
      return isWhole ? said.reduce((sum, each) => sum + each.mass, 0) / mass : 0;
    });
    return Math.max(0, ...shares);
  }

  function isSaid({ word, others }, term) {
    return word.term === term || others.includes(term);
  }

  /** Give the results of a page: the part that answers best, then its other parts, lower. */
  function resultsOf(collection, unit, score, genres) {
    const shares = [...unit.parts].map(([number, share]) => ({
      number,
      share: number === unit.page.first ? share * ON_PAGE_ITSELF : share,
    }));
    shares.sort((a, b) => b.share - a.share || a.number - b.number);
    const [first] = shares;
    return shares.slice(0, MAX_PARTS).map(({ number, share }, place) => ({
      ...shown(collection, number, genres),
      terms: unit.terms,
      score: place ? score * NEXT_PART * (share / first.share) ** 2 : score,
    }));
  }

  /** Give what to show of a part. A record goes by its own name; its page only tells its kind. */
  function shown(collection, number, genres) {
    const { page, anchor, label } = collection.parts[number];
    const [kind, , isRecord] = genres[page.kind];
    const named = isRecord && anchor !== '';
    return {
      url: page.url + (anchor && '#' + anchor),
      kind: named && kind !== page.title ? kind + ' · ' + page.title : kind,
      genre: page.kind,
      title: named ? label : page.title,
      section: named ? '' : label,
      readers: page.readers,
      checked: page.checked,
      collection: collection.name,
      page: page.number,
      part: number - page.first,
    };
  }

  // --- What comes before, what is left out ---

  /** Give the result that was chosen by hand for this question, if there is one. */
  function chosenResult(core, { reponses, genres }, words) {
    const terms = words.map(({ term, near }) => (near && near.length === 1 ? near[0] : term));
    const chosen = reponses[[...new Set(terms)].sort().join(' ')];
    if (!chosen) {
      return [];
    }
    const [url, title] = chosen;
    const number = core.parts.findIndex(
      ({ page, anchor }) => page.url + (anchor && '#' + anchor) === url
    );
    return number < 0
      ? [{ url, kind: 'Annuaire', genre: 'lieu', title, section: '', text: '', terms: new Set() }]
      : [{ ...shown(core, number, genres), terms: new Set(terms) }];
  }

  /** Put the answers of the directory first when a place is what is asked, else a little below. */
  function withPlaces(results, { results: found, isSure }) {
    const places = found.map((place) => ({ ...place, genre: 'lieu', terms: new Set() }));
    const before = isSure ? 0 : PLACE_UNSURE;
    return distinct([...results.slice(0, before), ...places, ...results.slice(before)]);
  }

  /** Keep each address once. */
  function distinct(results) {
    const seen = new Set();
    return results.filter(({ url }) => !seen.has(url) && seen.add(url));
  }

  // --- Words and indexes ---

  /** Give the words to look for, each once; the last one may be unfinished. */
  function wordsOf(query) {
    const tokens = Reperes.significant(Reperes.tokens(query));
    const byTerm = new Map(tokens.map((token) => [token.term, { ...token }]));
    const words = [...byTerm.values()].slice(0, MAX_WORDS);
    const last = words[words.length - 1];
    if (last) {
      last.isLast = last.end === query.length;
    }
    return words;
  }

  /** The file that holds a word: see `letter` in hooks/reperes/search/index.py. */
  function letterOf(word) {
    return /^[a-z0-9]/.test(word) ? word[0] : '_';
  }

  /** Read expressions: page → lists of terms. */
  function readExpressions(expressions) {
    const split = ([page, texts]) => [page, texts.map((text) => text.split(' '))];
    return Object.fromEntries(Object.entries(expressions).map(split));
  }

  function loadIndex(packed) {
    return window.lunr.Index.load(unpack(packed));
  }

  /**
   * Give the serialised index that lunr loads, from the one that the build has packed.
   *
   * Input: `terms`, in alphabetical order, and `vectors`: for each field, the number of a part, then
   * the numbers of its terms there, each followed by a score, and so on. Numbers are steps from the
   * one before. That is all there is to say, but lunr wants it twice: by document and by term.
   */
  function unpack({ version, fields, pipeline, terms, vectors }) {
    const inverted = terms.map((term, number) => [term, emptyPosting(fields, number)]);
    const fieldVectors = [];
    for (const field of fields) {
      for (let at = 0, ref = 0; at < vectors[field].length; at += 2) {
        ref += vectors[field][at];
        const vector = vectors[field][at + 1].slice();
        for (let place = 0, number = 0; place < vector.length; place += 2) {
          number += vector[place];
          vector[place] = number;
          inverted[number][1][field][ref] = {};
        }
        fieldVectors.push([field + '/' + ref, vector]);
      }
    }
    return { version, fields, pipeline, fieldVectors, invertedIndex: inverted };
  }

  function emptyPosting(fields, number) {
    const posting = { _index: number };
    fields.forEach((field) => (posting[field] = {}));
    return posting;
  }

  Object.assign(Reperes, { createSearch, unpack });
})();
