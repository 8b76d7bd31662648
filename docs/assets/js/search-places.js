/*
 * What a query asks of the directory: a town, a prison, a day, a telephone number, a postcode.
 * Answers come from the files of the finder, which stay small however large the directory grows.
 * Needs fold.js, search-near.js, finder-data.js and finder-nearest.js.
 */
(function () {
  'use strict';

  const Reperes = (window.Reperes = window.Reperes || {});

  const NEAR = 60; // kilometres: a permanence further away does not answer « permanence lille »
  const SAME_TOWN = 10;
  const PERMANENCES = 3;
  const LONGEST_NAME = 5; // words
  const SHORTEST_NAME = 2; // characters: « 59 »
  const LONG_WORD = 8; // letters: shorter, a slip makes « Lille » of « ville »
  // How many words beside those of help may go with a small town: a sentence seldom names one.
  const FEW_WORDS = 2;
  const SOME_WORDS = 3; // when a prison is meant
  const MANY_WORDS = 4; // when help is

  const LARGEST = 'lieux/l-'; // the file of the largest places: see shards.py

  const DAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];
  // Words of people who look for somebody near them; each may name a need (see traits.py).
  const HELP = new Map(
    Object.entries({
      permanence: '', permanences: '', accueil: '', cimade: '', association: '', aide: '',
      adresse: '', horaire: '', horaires: '', ouvert: '', ouverte: '', groupe: '', local: '',
      locaux: '', pres: '', proche: '', autour: '', rdv: '', rendez: '', vous: '', numero: '',
      num: '', telephone: '', tel: '', contact: '', mail: '', ville: '',
      juridique: 'juridique', juriste: 'juridique', asile: 'asile', sante: 'sante',
      francais: 'francais', cours: 'francais', violences: 'violences', violence: 'violences',
    })
  );
  const PRISONS = new Set(['prison', 'prisons', 'maison', 'arret', 'centre', 'penitentiaire',
    'detention', 'centrale', 'etablissement']);
  // Words that link others, in the name of a place as in a sentence.
  const SMALL = new Set(['a', 'au', 'aux', 'd', 'de', 'des', 'du', 'en', 'et', 'l', 'la', 'le', 'les',
    'ou', 'dans', 'sur', 'un', 'une', 'je', 'cherche', 'est', 'trouver', 'y', 'il', 'que', 'qui']);

  /**
   * Give what the directory answers to a query: `{ results, isSure, words }`.
   *
   * Input: `text`; `vocabulary`: whether guides have something to say of a word (`knows`), of one
   * that begins so (`begins`), or have it in their text (`has`), once they are `loaded`;
   * `isTyping`: the last word may be unfinished.
   * `isSure`: the query is about a place, before anything else; `words`: those that name it.
   */
  async function askDirectory(text, vocabulary, isTyping) {
    const direct = await withExactKey(text);
    if (direct.length) {
      return { results: direct, isSure: true, words: [] };
    }
    const asked = readQuery(text);
    const named = await namedPlace(asked, vocabulary, isTyping);
    if (!named) {
      return { results: [], isSure: false, words: [] };
    }
    const { rows, run } = named;
    const rest = asked.others.filter((word) => !run.includes(word));
    const { results, isNamed } = await answersFor(rows, asked, rest);
    const needs = rest.filter(vocabulary.knows);
    const isSure = isNamed || Boolean(asked.day) || !needs.length || asked.helps > needs.length;
    return { results, isSure, words: run };
  }

  /** A telephone number or an e-mail leads to its record; a prison by its name, to its page. */
  async function withExactKey(text) {
    const mail = /[^\s@]+@[^\s@]*/.exec(text); // its domain may be left out
    if (mail) {
      const key = 'mel ' + Reperes.finder.placeKey(mail[0]);
      return rowsOfKind('f', key, (found) => (found + ' ').startsWith(key + ' '));
    }
    // « la Santé » is a prison: words that name a need stay, those that ask for an address do not.
    const words = Reperes.finder.placeKey(text).split(' ');
    const bare = words.filter((word) => HELP.get(word) !== '').join(' ');
    const prison = Reperes.finder.prisonKey(bare);
    if (prison && prison !== bare) {
      return rowsOfKind('p', prison, (found) => found === prison);
    }
    const phone = phoneKey(text);
    return phone ? rowsOfKind('f', phone, (found) => found === phone) : [];
  }

  async function rowsOfKind(kind, key, isWanted) {
    const rows = await Reperes.finder.rowsFrom(key).catch(() => []);
    return rows.filter((row) => isWanted(row[0]) && row[2] === kind).map(resultOf);
  }

  /** `appeler le 01 44 18 72 65` → `tel 0144187265`: see entries.py. */
  function phoneKey(text) {
    const phone = /(?:^|\s)((?:\+|00)?\d[\d\s.]{1,20}\d)(?=$|\s)/.exec(text);
    const digits = phone ? phone[1].replace(/[\s.]/g, '').replace(/^(?:\+|00)33/, '0') : '';
    return /^(?:0\d{9}|\d{3,4}|116\d{3})$/.test(digits) ? 'tel ' + digits : '';
  }

  /** Read a query: the days, the kinds of help and the words that may name a place. */
  function readQuery(text) {
    const words = Reperes.finder.placeKey(text).split(' ').filter(Boolean);
    const day = words.find((word) => DAYS.includes(word.replace(/s$/, '')));
    const isHelp = (word) => Boolean(helpOf(word));
    const isEmpty = (word) => SMALL.has(word) || Reperes.tokens(word).every((token) => token.empty);
    const others = words.filter(
      (word) => !isHelp(word) && !PRISONS.has(word) && !isEmpty(word) && word !== day
    );
    return {
      words,
      others,
      day: day && day.replace(/s$/, ''),
      needs: words.map((word) => HELP.get(helpOf(word))).filter(Boolean),
      wantsPrison: words.some((word) => PRISONS.has(word)),
      wantsHelp: Boolean(day) || words.some(isHelp),
      helps: words.filter(isHelp).length,
    };
  }

  /** Give the word of HELP that a word is, but for slips in a long one (`permanance`), or ''. */
  function helpOf(word) {
    if (HELP.has(word) || word.length < LONG_WORD) {
      return HELP.has(word) ? word : '';
    }
    return Reperes.nearWords(word, [...HELP.keys()])[0] || '';
  }

  /** Find the longest run of words that is the name of a place: `{ rows, run }`, or null. */
  async function namedPlace(asked, vocabulary, isTyping) {
    const { words, others } = asked;
    const most = asked.wantsHelp ? MANY_WORDS : asked.wantsPrison ? SOME_WORDS : FEW_WORDS;
    const isSentence = others.length > most; // only a large town is meant there
    if (!others.length || others.length > MANY_WORDS) {
      return null;
    }
    Reperes.finder.load(LARGEST).catch(() => {}); // meanwhile: a slow line loads both at once
    await vocabulary.loaded;
    const last = words[words.length - 1];
    const isWord = (word) =>
      vocabulary.knows(word) || (isTyping && word === last && vocabulary.begins(word));
    const isLikely = async (run) =>
      (!isSentence && !run.every(isWord)) || isLarge(run.join(' '));
    const possible = runs(words).filter((run) => mayBeName(run, others));
    const likely = await Promise.all(possible.map(isLikely));
    const names = possible.filter((_, at) => likely[at]);
    const found = await Promise.all(names.map((run) => rowsNamed(run.join(' '))));
    const first = found.findIndex((rows) => rows.length);
    if (first >= 0) {
      return { rows: found[first], run: names[first] };
    }
    if (words.length === 1 && !isTyping) {
      const rows = await rowsNamed(last);
      return isPrisonTown(rows) ? { rows, run: words } : null;
    }
    const mayHaveSlip = !isSentence && (asked.wantsHelp || asked.wantsPrison);
    return mayHaveSlip ? nearlyNamed(names, vocabulary) : null;
  }

  /** Whether words in a row may name a place, by their look. */
  function mayBeName(run, others) {
    const isShort = run.join(' ').length < SHORTEST_NAME;
    return !isShort && run.some((word) => others.includes(word)) && !SMALL.has(run[run.length - 1]);
  }

  /** Whether a name is that of a town and of its prison: « Fresnes » is more than a word. */
  function isPrisonTown(rows) {
    return ['c', 'p'].every((kind) => rows.some((row) => row[2] === kind));
  }

  /** Give the rows of just that name. */
  async function rowsNamed(key) {
    return (await Reperes.finder.rowsFrom(key)).filter((row) => row[0] === key);
  }

  /** Find the longest run that is a place but for one slip: `permanence valencienne`. */
  async function nearlyNamed(unknown, vocabulary) {
    for (const run of unknown.filter((each) => !SMALL.has(each[0]))) {
      const key = run.join(' ');
      if (run.some(vocabulary.has)) {
        continue;
      }
      const found = await Reperes.finder.places(key);
      const near = found.find(({ place }) => Reperes.slips(place.key, key, 1) <= 1);
      if (near) {
        return { rows: await rowsNamed(near.place.key), run };
      }
    }
    return null;
  }

  /** Whether a name is that of one of the largest places: « Lille » is, « Vert » is a word first. */
  async function isLarge(key) {
    const largest = await Reperes.finder.load(LARGEST);
    return largest.some((row) => row[0] === key && row[2] !== 'p');
  }

  /** Give every run of words, the longest first. */
  function runs(words) {
    const found = [];
    for (let length = Math.min(LONGEST_NAME, words.length); length > 0; length -= 1) {
      for (let start = 0; start + length <= words.length; start += 1) {
        found.push(words.slice(start, start + length));
      }
    }
    return found;
  }

  /**
   * Give the results for a place: its prisons or its permanences first, then the finder. `rest`:
   * the other words of the query; `isNamed`: they name one of its prisons.
   */
  async function answersFor(rows, { day, needs, wantsPrison }, rest) {
    const places = rows.map(Reperes.finder.placeOf);
    const town = places.find((place) => place.point && place.kind !== 'prison') || places[0];
    const inside = await prisonsOf(rows[0][0]);
    const named = inside.filter((row) => rest.some((word) => isNearlyIn(word, row)));
    const prisons = (named.length ? named : inside).map(resultOf);
    const groups = rows.filter((row) => row[2] === 'g').map(resultOf);
    const near = town.point ? await permanencesNear(town.point, day, needs) : [];
    const around = finderResult(town, day);
    const pages = rows.filter((row) => row[2] === 'd').map(resultOf);
    const isTown = town.kind !== 'prison';
    const isHere = isTown && near.length > 0 && near[0].distance < SAME_TOWN;
    const isNamed = named.length > 0;
    const results =
      isHere && !wantsPrison && !isNamed
        ? [...near, ...groups, ...pages, around, ...prisons]
        : [...prisons, ...groups, ...pages, around, ...near];
    return { results, isNamed };
  }

  /** Give the prisons of a town or postcode, and those whose name begins with it: « Fleury ». */
  async function prisonsOf(key) {
    const rows = await Reperes.finder.rowsFrom(key);
    const prisons = rows.filter((row) => row[2] === 'p' && (row[0] + ' ').startsWith(key + ' '));
    return [...new Map(prisons.map((row) => [row[4], row])).values()];
  }

  /** Whether a word is in the name of a place, but for a slip or as it sounds. */
  function isNearlyIn(word, row) {
    const names = Reperes.finder.placeKey(row[1]).split(' ').filter((name) => name.length > 3);
    return Reperes.nearWords(word, names).length > 0 || names.includes(word);
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
