/*
 * What a query asks of the directory: a town, a prison, a day, a telephone number, a postcode.
 * Answers come from the files of the finder, which stay small however large the directory grows.
 * Needs finder-data.js and finder-nearest.js.
 */
(function () {
  'use strict';

  const Reperes = (window.Reperes = window.Reperes || {});

  const NEAR = 60; // kilometres: a permanence further away does not answer « permanence lille »
  const SAME_TOWN = 10;
  const PERMANENCES = 3;
  const LONGEST_NAME = 5; // words
  const SHORTEST_NAME = 2; // characters: « 59 »

  const DAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];
  // Words of people who look for somebody near them; each may name a need (see traits.py).
  const HELP = {
    permanence: null, permanences: null, accueil: null, cimade: null, association: null, aide: null,
    adresse: null, horaire: null, horaires: null, ouvert: null, ouverte: null, groupe: null,
    local: null, locaux: null, pres: null, proche: null, autour: null, rdv: null,
    rendez: null, vous: null, numero: null, telephone: null, contact: null, ville: null,
    juridique: 'juridique', juriste: 'juridique', asile: 'asile', sante: 'sante',
    francais: 'francais', cours: 'francais', violences: 'violences', violence: 'violences',
  };
  const PRISONS = new Set(['prison', 'prisons', 'maison', 'arret', 'centre', 'penitentiaire',
    'detention', 'centrale', 'etablissement']);
  const SMALL = new Set(['a', 'au', 'aux', 'd', 'de', 'des', 'du', 'en', 'et', 'l', 'la', 'le', 'les',
    'ou', 'dans', 'sur', 'un', 'une', 'je', 'cherche', 'est', 'trouver', 'y', 'il', 'que', 'qui']);

  /**
   * Give what the directory answers to a query: `{ results, isSure, words }`.
   *
   * Input: `text`, and `isKnown(word)`, whether guides have something to say of a word.
   * `isSure`: the query is about a place, before anything else; `words`: those that name it.
   */
  async function askDirectory(text, isKnown) {
    const direct = await withExactKey(text);
    if (direct.length) {
      return { results: direct, isSure: true, words: [] };
    }
    const asked = readQuery(text);
    const named = await namedPlace(asked, isKnown);
    if (!named) {
      return { results: [], isSure: false, words: [] };
    }
    const { rows, rest, run } = named;
    const results = await answersFor(rows, asked);
    const isAlone = !rest.some(isKnown);
    return { results, isSure: isAlone || asked.wantsPrison || Boolean(asked.day), words: run };
  }

  /** An e-mail address or a telephone number leads to its record; a prison by its name, to its page. */
  async function withExactKey(text) {
    const prison = Reperes.finder.prisonKey(text);
    const isPrison = prison !== Reperes.finder.placeKey(text);
    const key = isPrison ? prison : contactKey(text);
    const rows = key ? await Reperes.finder.rowsFrom(key).catch(() => []) : [];
    const wanted = isPrison ? 'p' : 'f';
    return rows.filter((row) => row[0] === key && row[2] === wanted).map(resultOf);
  }

  /** `appeler le 01 44 18 72 65` → `tel 0144187265`; `a@b.fr` → `mel a b fr`; see entries.py. */
  function contactKey(text) {
    const mail = /[^\s@]+@[^\s@]+/.exec(text);
    if (mail) {
      return 'mel ' + Reperes.finder.placeKey(mail[0]);
    }
    const phone = /(?:^|\s)((?:\+|00)?\d[\d\s.]{1,20}\d)(?=$|\s)/.exec(text);
    const digits = phone ? phone[1].replace(/[\s.]/g, '').replace(/^(?:\+|00)33/, '0') : '';
    return /^(?:0\d{9}|\d{3,4}|116\d{3})$/.test(digits) ? 'tel ' + digits : '';
  }

  /** Read a query: the days, the kinds of help and the words that may name a place. */
  function readQuery(text) {
    const words = Reperes.finder.placeKey(text).split(' ').filter(Boolean);
    const day = words.find((word) => DAYS.includes(word.replace(/s$/, '')));
    const isHelp = (word) => word in HELP;
    const others = words.filter(
      (word) => !isHelp(word) && !PRISONS.has(word) && !SMALL.has(word) && word !== day
    );
    return {
      words,
      others,
      day: day && day.replace(/s$/, ''),
      needs: words.map((word) => HELP[word]).filter(Boolean),
      wantsPrison: words.some((word) => PRISONS.has(word)),
      wantsPlace: Boolean(day) || words.some((word) => isHelp(word) || PRISONS.has(word)),
    };
  }

  /** Find the longest run of words that is the name of a place: `{ rows, rest }`, or null. */
  async function namedPlace({ words, others, wantsPlace }, isKnown) {
    if (!others.length || (!wantsPlace && others.length > 2)) {
      return null;
    }
    for (const [start, end] of runs(words)) {
      const run = words.slice(start, end);
      const key = run.join(' ');
      if (key.length < SHORTEST_NAME || !run.some((word) => others.includes(word)) || SMALL.has(run[run.length - 1])) {
        continue;
      }
      const rows = (await Reperes.finder.rowsFrom(key)).filter((row) => row[0] === key);
      if (rows.length && (!run.every(isKnown) || (await isLarge(key)))) {
        return { rows, run, rest: others.filter((word) => !run.includes(word)) };
      }
    }
    return null;
  }

  /** Whether a name is that of one of the largest places: « Lille » is, « Vert » is a word first. */
  async function isLarge(key) {
    const largest = await Reperes.finder.load('lieux/l-');
    return largest.some((row) => row[0] === key && row[2] !== 'p');
  }

  /** Give the places of every run of words, the longest first. */
  function runs(words) {
    const found = [];
    for (let length = Math.min(LONGEST_NAME, words.length); length > 0; length -= 1) {
      for (let start = 0; start + length <= words.length; start += 1) {
        found.push([start, start + length]);
      }
    }
    return found;
  }

  /** Give the results for a place: its prisons or its permanences first, then the finder. */
  async function answersFor(rows, { day, needs, wantsPrison }) {
    const places = rows.map(Reperes.finder.placeOf);
    const town = places.find((place) => place.point && place.kind !== 'prison') || places[0];
    const prisons = rows.filter((row) => row[2] === 'p').map(resultOf);
    const groups = rows.filter((row) => row[2] === 'g').map(resultOf);
    const near = town.point ? await permanencesNear(town.point, day, needs) : [];
    const around = finderResult(town, day);
    const pages = rows.filter((row) => row[2] === 'd').map(resultOf);
    const isTown = town.kind !== 'prison';
    const isHere = isTown && near.length > 0 && near[0].distance < SAME_TOWN;
    return isHere && !wantsPrison
      ? [...near, ...groups, ...pages, around, ...prisons]
      : [...prisons, ...groups, ...pages, around, ...near];
  }

  async function permanencesNear(point, day, needs) {
    const { traits } = await Reperes.finder.load('index');
    const bit = (name) => (name ? 1 << traits.indexOf(name) : 0);
    const wanted = { all: bit(day), oneOf: needs.reduce((sum, need) => sum | bit(need), 0) };
    const found = [];
    for await (const { distance, permanence } of Reperes.finder.nearest(point, wanted, NEAR)) {
      if (found.length === PERMANENCES) {
        break;
      }
      found.push({
        distance,
        url: permanence.page,
        kind: 'Permanence',
        title: permanence.nom,
        section: day ? 'ouverte le ' + day : '',
        text: permanence.horaires,
      });
    }
    return found;
  }

  /** The finder itself, around a place. */
  function finderResult({ name, kind, reference, department }) {
    const prison = kind === 'prison';
    const place = prison ? reference : name + ' (' + department + ')';
    return {
      url: 'annuaire/#' + (prison ? 'prison=' : 'lieu=') + encodeURIComponent(place),
      kind: 'Annuaire',
      title: 'Permanences près de ' + (prison ? '' : place) + (prison ? name : ''),
      section: '',
      text: 'Qui peut aider, à quelle distance, la prochaine séance, les téléphones.',
    };
  }

  /** A prison, a group, a département or a record: its own page. */
  function resultOf([, name, kind, department, reference]) {
    const pages = {
      p: ['Prison', 'annuaire/prisons/' + reference + '/'],
      g: ['Groupe local', reference],
      f: ['Annuaire', reference],
      d: ['Annuaire', 'annuaire/departements/' + reference.toLowerCase() + '/'],
    };
    const [label, url] = pages[kind] || ['Annuaire', 'annuaire/'];
    const title = kind === 'd' ? 'Annuaire : ' + name + ' (' + department + ')' : name;
    return { url, kind: label, title, section: '', text: '' };
  }

  Object.assign(Reperes, { askDirectory });
})();
