/*
 * The search itself, without any page: finds the parts of pages that answer what is typed.
 * The build writes what it reads: see hooks/reperes/search/. Needs lunr (assets/vendor/lunr)
 * and the scripts that hooks/reperes/search/engine.py puts before it.
 */
(function () {
  'use strict';

  const Reperes = (window.Reperes = window.Reperes || {});

  const MAX_CHARACTERS = 200;
  const MAX_WORDS = 12;
  const SENTENCE = 4; // words: with fewer, capitals are sigles
  const OTHERS = ['textes', 'sources']; // collections asked when the core has too few answers
  const ENOUGH = 4;
  const SHORT = 3; // characters: the start of many words
  const MOST_NEAR = 6; // words taken for one that nobody wrote

  // What a word that is not whole, or not spelt so, is worth beside one that is.
  const BEGUN = 0.6;
  const NEAR = 0.75;

  // How much an answer gains when editors wrote that question for it, or nearly.
  const QUESTION = 1.1;
  const NEARNESS = 2;
  const SAME_QUESTION = 0.8;
  // A second part of a page comes after the first of others that answer as well.
  const NEXT_PART = 0.55;
  const MAX_PARTS = 3;
  const ON_PAGE_ITSELF = 1.25; // a page is landed on at its top, unless a section says it better
  // What every page of this site is about tells nothing of the need.
  const CONTEXT = new Set(
    'prison detention detenu incarcere incarceration etranger france'.split(' ')
  );
  const CONTEXT_WORTH = 0.3;
  const MANY_PAGES = 100; // a word that as many pages have in their title says very little
  const MENTION = 0.6; // a word that no title and no heading has
  const DEFINED = 2; // a word that the glossary defines
  const SECOND_PART = 0.5; // what each other part of a page adds for a word
  const PLACE_UNSURE = 2; // results that come before those of a place that may not be meant

  /** A set of pages with their indexes: the core, the texts of law, or the sources. */
  class Collection {
    constructor(name, data, genres) {
      this.name = name;
      this.genres = genres; // kind → [label, worth, whether its parts are records]
      this.parts = []; // by number: { page, anchor, label }
      this.byAddress = new Map(); // address → number of the part
      this.pages = data.pages.map((row, number) => this.addPage(row, number));
      this.names = loadIndex(data.noms);
      this.nameTerms = Object.keys(this.names.invertedIndex);
      this.beginnings = new Set(data.debuts);
      this.edition = data.edition;
      this.loaded = new Map(); // file → { texts, asked }: indexes of the words of each
      this.questions = new Reperes.Questions((term) => this.weight(term));
      this.likes = new Map(); // what `remembered` remembers
    }

    addPage([url, kind, title, readers, checked, parts], number) {
      const page = { url, kind, title, readers, checked, number, first: this.parts.length };
      for (const [anchor, label] of [['', ''], ...parts]) {
        this.byAddress.set(url + (anchor && '#' + anchor), this.parts.length);
        this.parts.push({ page, anchor, label });
      }
      return page;
    }

    /** Give the number of the part that stands for another: its page, or itself if it is a record. */
    standsFor(number) {
      const { page, anchor } = this.parts[number];
      return this.genres[page.kind][2] && anchor !== '' ? number : page.first;
    }

    /** Load the files that may hold `terms`; those that fail are left out. */
    async loadWords(terms) {
      const wanted = new Set(terms.map((term) => this.fileOf(term)));
      const isMissing = (file) => this.beginnings.has(file) && !this.loaded.has(file);
      await Promise.all(
        [...wanted].filter(isMissing).map(async (file) => {
          const data = await Reperes.load('search/' + this.name + '/' + file).catch(() => null);
          if (data && data.edition === this.edition && !this.loaded.has(file)) {
            const indexOf = (packed) => packed && loadIndex(packed);
            this.loaded.set(file, { texts: indexOf(data.textes), asked: indexOf(data.demandes) });
            this.questions.add(data.questions || [], file);
            this.likes.clear();
          }
        })
      );
    }

    /** Give the file that holds a term: see hooks/reperes/search/beginnings.py. */
    fileOf(term) {
      const [two, one] = [term.slice(0, 2), term[0]];
      return this.beginnings.has(two) ? two : /[a-z0-9]/.test(one) ? one : '_';
    }

    /** Give what is known of the words that begin like a term: `texts` and `asked`, indexes or none. */
    wordsLike(term) {
      return this.loaded.get(this.fileOf(term)) || {};
    }

    /** Give the words taken for one that no word is nor begins with: see search-near.js. */
    near(term) {
      return this.remembered('near ' + term, () => {
        const known = this.terms(term);
        const isBegun = known.some((each) => each.startsWith(term));
        return isBegun ? [] : Reperes.nearWords(term, known).slice(0, MOST_NEAR);
      });
    }

    /** Give the words of the family of one that no name and no question has: they begin alike. */
    family(term) {
      return this.remembered('family ' + term, () => {
        const isLikely = (each) => this.fileOf(each) === this.fileOf(term);
        const known = this.isKnown(term) ? [] : this.namedTerms(term).filter(isLikely);
        return Reperes.wordsOfFamily(term, known);
      });
    }

    /** Give what `find` finds, once until another file is loaded: each letter typed asks again. */
    remembered(key, find) {
      if (!this.likes.has(key)) {
        this.likes.set(key, find());
      }
      return this.likes.get(key);
    }

    /** Give the indexes that may hold a word. */
    indexesFor(word) {
      const { texts, asked } = this.wordsLike(word);
      return [this.names, texts, asked].filter(Boolean);
    }

    /** Give how much a term of questions tells: little when many parts are asked for with it. */
    weight(term) {
      const { asked } = this.wordsLike(term);
      const posting = asked && asked.invertedIndex[term];
      return Math.log(1 + this.parts.length / (posting ? Object.keys(posting.question).length : 1));
    }

    /** Whether a page has a term, in its text or elsewhere; its file must be loaded. */
    has(term) {
      return this.indexesFor(term).some((index) => index.invertedIndex[term] !== undefined);
    }

    /** Whether a name, a heading or a synonym has a term. */
    isName(term) {
      return this.names.invertedIndex[term] !== undefined;
    }

    /** Whether a name has a term, or a question. */
    isKnown(term) {
      const { asked } = this.wordsLike(term);
      return this.isName(term) || Boolean(asked && asked.invertedIndex[term]);
    }

    /** Whether a term alone is what the glossary defines. */
    isDefined(term) {
      const answers = this.questions.choicesOf([term]);
      return answers.some(({ address }) => address.startsWith('glossaire/'));
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
      return scores;
    }

    /** Give every term of the names, and of the questions with the beginning of `word`. */
    namedTerms(word) {
      const { asked } = this.wordsLike(word);
      const terms = asked ? Object.keys(asked.invertedIndex) : [];
      return [...new Set([...this.nameTerms, ...terms])];
    }

    /** Give the same, and every term of the texts with that beginning. */
    terms(word) {
      const { texts } = this.wordsLike(word);
      const terms = texts ? Object.keys(texts.invertedIndex) : [];
      return [...new Set([...this.namedTerms(word), ...terms])];
    }
  }

  /**
   * Make a search over what the build has written.
   *
   * Input: the data of search/index.js.
   * Output: `{ find, extract }`.
   */
  function createSearch(data) {
    const core = new Collection('index', data, data.genres);
    const collections = new Map([[core.name, core]]);

    /** Load a collection that is not needed at once. */
    async function collection(name) {
      const texts = await Reperes.load('search/' + name);
      if (!collections.has(name)) {
        collections.set(name, new Collection(name, texts, data.genres));
      }
      return collections.get(name);
    }

    /**
     * Find what answers `text`, best first. `isTyping`: its last word may be unfinished.
     *
     * Output, a promise of: `words`, what was understood, as typed; `near`, the words taken for
     * others, `[typed, meant]`; `closest`, words like those that nobody wrote; `results`, each
     * `{ url, kind, genre, title, section, readers, checked, terms }`: see `extract` for its text.
     */
    async function find(text, { isTyping = false } = {}) {
      const query = readable(Reperes.clean(text).slice(0, MAX_CHARACTERS));
      const words = wordsOf(query);
      const isAboutTexts = Reperes.isAboutTexts(query);
      const loaded = loadFor(core, words);
      const [places, articles] = await Promise.all([
        placesIn(query, loaded, isTyping),
        isAboutTexts ? articlesIn(words, query) : { results: [], isAlone: false },
        loaded,
      ]);
      const needs = words.filter((word) => !places.words.includes(word.word));
      const inCore = rank(core, articles.isAlone ? articles.words : needs.length ? needs : words);
      // Each letter typed must not wait for two more files.
      const isPoor = isTyping ? !inCore.length && query.length > SHORT : inCore.length < ENOUGH;
      const isWider = isPoor || isAboutTexts;
      const others = isWider ? await Promise.all(OTHERS.map((name) => rankIn(name, words))) : [];
      const found = [...inCore, ...others.flat()].sort((a, b) => b.score - a.score);
      const local = places.isSure || !places.words.length ? [] : contactsWith(core, words);
      const ranked = distinct([...chosenResults(core, words), ...local, ...found]);
      return {
        ...understood(query, words),
        results: withPlaces(withArticles(ranked, articles), places),
      };
    }

    /** Give how a query was read: `words`, `near` and `closest` of `find`. */
    function understood(query, words) {
      const typed = (word) => query.slice(word.start, word.end);
      const meant = words.filter((word) => word.near && word.near.length);
      const unknown = words.filter((word) => word.isUnknown);
      return {
        words: [...new Set(words.map(typed))],
        near: meant.map((word) => [typed(word), word.near[0]]),
        closest: unknown.flatMap((word) => Reperes.closestWords(word.term, core.terms(word.term))),
      };
    }

    /** Give what the directory answers; `loaded` ends when the words of the core are there. */
    function placesIn(query, loaded, isTyping) {
      const vocabulary = {
        loaded,
        knows: (word) => Reperes.tokenise(word).some((term) => core.isKnown(term)),
        has: (word) => Reperes.tokenise(word).some((term) => core.has(term)),
        begins: (word) => core.nameTerms.some((term) => term.startsWith(word)),
      };
      const nothing = { results: [], words: [], isSure: false };
      return Reperes.askDirectory(query, vocabulary, isTyping).catch(() => nothing);
    }

    async function rankIn(name, words) {
      const found = await collection(name).catch(() => null);
      if (!found) {
        return [];
      }
      const own = words.map((word) => ({ ...word })); // what is near depends on the collection
      await loadFor(found, own);
      return rank(found, own);
    }

    /** Give the articles of law that are asked for by their number: see search-articles.js. */
    async function articlesIn(words, query) {
      const texts = await collection('textes').catch(() => null);
      const asked = Reperes.articlesAsked(texts ? texts.parts : [], words, query);
      const terms = new Set(words.map(({ term }) => term));
      const result = (part) => ({ ...shown(texts, texts.parts.indexOf(part)), terms });
      return { ...asked, results: asked.articles.map(result) };
    }

    /** Give the text of the part that a result shows, or '' when it cannot be loaded. */
    async function extract({ collection: name, page, part, text }) {
      if (page === undefined) {
        return text || '';
      }
      const prefix = name === 'index' ? '' : name + '-';
      const texts = await Reperes.load('search/extraits/' + prefix + page).catch(() => null);
      const { edition } = await collection(name);
      return (texts && texts.edition === edition && texts.textes[part]) || '';
    }

    return { find, extract };
  }

  // --- Ranking ---

  /** Give the results of a collection, with their scores, best first. */
  function rank(collection, words) {
    const met = words.map((word) => meet(collection, word)).filter((each) => each.scores.size);
    const mass = met.reduce((sum, each) => sum + each.mass, 0);
    const results = [];
    for (const unit of unitsOf(collection, met).values()) {
      const total = [...unit.words.values()].reduce((sum, share) => sum + share, 0);
      const covered = [...unit.words.keys()].reduce((sum, each) => sum + each.mass, 0) / mass;
      const score = total * covered + QUESTION * mass * unit.asked.share ** NEARNESS;
      const worth = collection.genres[unit.page.kind][1];
      const found = resultsOf(collection, unit, score * worth);
      results.push(...found.map((each) => ({ ...each, covered })));
    }
    return results.sort((a, b) => b.score - a.score);
  }

  /**
   * Give the evidence for each page, or each record, by the number of the part that stands for it:
   * `words`, how much of what each word says it has; `parts`, the same for each of its parts;
   * `asked`, its question that comes nearest.
   */
  function unitsOf(collection, met) {
    const units = new Map();
    for (const each of met) {
      const found = new Map(); // unit → scores of its parts
      for (const [number, { score, terms }] of each.scores) {
        const unit = unitOf(collection, number, units);
        found.set(unit, [...(found.get(unit) || []), score]);
        unit.parts.set(number, (unit.parts.get(number) || 0) + each.mass * Math.sqrt(score));
        terms.forEach((term) => unit.terms.add(term));
      }
      const totals = [...found].map(([unit, scores]) => [unit, together(scores)]);
      const best = Math.max(...totals.map(([, total]) => total));
      totals.forEach(([unit, total]) => unit.words.set(each, each.mass * Math.sqrt(total / best)));
    }
    const meanings = met.map(({ word, others }) => [word.term, ...others]);
    const files = new Set(meanings.flat().map((term) => collection.fileOf(term)));
    for (const [address, share] of collection.questions.nearest(meanings, files)) {
      const number = collection.byAddress.get(address);
      const unit = number !== undefined && unitOf(collection, number, units);
      if (unit && share > unit.asked.share) {
        unit.asked = { number, share };
      }
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
    word.near = scores.size ? [] : collection.near(word.term);
    const others = [...new Set([...word.near, ...collection.family(word.term)])];
    others.forEach((term) => addScores(scores, collection.scores(term), NEAR, true));
    word.isUnknown = !scores.size;
    const mass = worthOf(collection, word.term, others) * massOf(collection, scores);
    return { word, others, scores, mass };
  }

  /** Give how much a word counts, by what it is. */
  function worthOf(collection, term, others) {
    const isNamed = [term, ...others].some((each) => collection.isName(each));
    const context = CONTEXT.has(term) ? CONTEXT_WORTH : 1;
    return context * (isNamed ? 1 : MENTION) * (collection.isDefined(term) ? DEFINED : 1);
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
  function unitOf(collection, number, units) {
    const key = collection.standsFor(number);
    if (!units.has(key)) {
      const { page } = collection.parts[key];
      const asked = { number: key, share: 0 };
      units.set(key, { page, parts: new Map(), words: new Map(), terms: new Set(), asked });
    }
    return units.get(key);
  }

  /**
   * Give the results of a page: the part that answers best, then its other parts, lower. The part
   * that a question names answers best when the question is nearly the one asked.
   */
  function resultsOf(collection, unit, score) {
    const { asked, page } = unit;
    const shares = [...unit.parts].map(([number, share]) => ({
      number,
      share: number === page.first ? share * ON_PAGE_ITSELF : share,
    }));
    shares.sort((a, b) => b.share - a.share || a.number - b.number);
    if (asked.share > SAME_QUESTION || !shares.length) {
      const others = shares.filter(({ number }) => number !== asked.number);
      const { share } = shares[0] || { share: 1 };
      shares.splice(0, shares.length, { number: asked.number, share }, ...others);
    }
    const [first] = shares;
    return shares.slice(0, MAX_PARTS).map(({ number, share }, place) => ({
      ...shown(collection, number),
      terms: unit.terms,
      score: place ? score * NEXT_PART * (share / first.share) ** 2 : score,
    }));
  }

  /** Give what to show of a part. A record goes by its own name; its page only tells its kind. */
  function shown(collection, number) {
    const { page, anchor, label } = collection.parts[number];
    const [kind, , isRecord] = collection.genres[page.kind];
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

  /** Give the results that editors chose for just this question. */
  function chosenResults(core, words) {
    const terms = words.map(({ term, near }) => (near && near.length === 1 ? near[0] : term));
    return core.questions.choicesOf(terms).map(({ address: url, title }) => {
      const number = core.byAddress.get(url);
      return number === undefined
        ? { url, kind: 'Annuaire', genre: 'lieu', title, section: '', text: '', terms: new Set() }
        : { ...shown(core, number), terms: new Set(terms) };
    });
  }

  /** Put the articles first when nothing else is asked, else after the first answer. */
  function withArticles(results, { results: articles, isAlone }) {
    return inserted(results, articles, isAlone ? 0 : 1);
  }

  /** Give the contacts that have all the words, that of a place among them: « SPIP Bobigny ». */
  function contactsWith(core, words) {
    const isWritten = words.every(({ term }) => core.has(term));
    const hasAll = ({ genre, covered }) => genre === 'contacts' && covered === 1;
    return isWritten ? rank(core, words).filter(hasAll) : [];
  }

  /** Put the answers of the directory first when a place is what is asked, else a little below. */
  function withPlaces(results, { results: found, isSure }) {
    const places = found.map((place) => ({ ...place, genre: 'lieu', terms: new Set() }));
    return inserted(results, places, isSure ? 0 : PLACE_UNSURE);
  }

  /** Put others among results, after the first ones. */
  function inserted(results, others, before) {
    return distinct([...results.slice(0, before), ...others, ...results.slice(before)]);
  }

  /** Keep each address once. */
  function distinct(results) {
    const seen = new Set();
    return results.filter(({ url }) => !seen.has(url) && seen.add(url));
  }

  // --- Words and indexes ---

  /** Write a query as the others: numbers of articles joined, a sentence not in capitals. */
  function readable(text) {
    const isShouted = text === text.toUpperCase() && text.split(/\s+/).length >= SENTENCE;
    return Reperes.joinNumbers(isShouted ? text.toLowerCase() : text);
  }

  /** Load the files of words; then those of the words near to the ones that nobody wrote. */
  async function loadFor(collection, words) {
    const terms = words.map(({ term }) => term);
    await collection.loadWords(terms);
    await collection.loadWords(terms.flatMap((term) => collection.near(term)));
  }

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
