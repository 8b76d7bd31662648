/*
 * What the finder knows: its files, loaded once when needed, and the places that a reader types.
 * The files are written by hooks/reperes/finder/. Needs search.js.
 */
(function () {
  'use strict';

  const Reperes = (window.Reperes = window.Reperes || {});

  const SHORTEST_WITH_A_SLIP = 4; // letters
  const FIRST_LETTERS = 3;
  const FIRST_WORDS = ['l', 'la', 'le', 'les', 'saint', 'sainte'];
  const SUGGESTIONS = 7;

  // Columns of a row: see `_row` in hooks/reperes/finder/scripts.py.
  const [KEY, NAME, KIND, DEPARTMENT, REFERENCE, LATITUDE, LONGITUDE] = [0, 1, 2, 3, 4, 5, 6];

  // The same words as KINDS of hooks/reperes/finder/prison_names.py, in the same order.
  const PRISON = new RegExp(
    '^(?:(?:la|le|l) )?(?:prison|maison d arret|maison centrale|centrale|centre de detention' +
      '|centre penitentiaire|centre de semi liberte|quartier de semi liberte' +
      '|etablissement penitentiaire pour mineurs|etablissement public de sante national' +
      '|structure d accompagnement vers la sortie|ma|cp|cd|mc|csl|epm|epsn|sas)' +
      '(?: (?:(?:pour|de|des) )?(?:femmes|hommes|mineurs))?(?: |$)'
  );
  const SAINTS = new Map([['st', 'saint'], ['ste', 'sainte']]);
  const LINK = /^(?:d|de|du|des) /;
  const ARTICLE = /^(?:le|la|les|l) (?=.)/;

  /** Load a file of the finder. Output: a promise of its data. */
  function load(name) {
    return Reperes.load('finder/' + name);
  }

  /** Same key for `Saint-Étienne`, `st etienne` and `SAINT ETIENNE`: see place_key in places.py. */
  function placeKey(text) {
    const folded = text.toLowerCase().replace(/œ/g, 'oe').replace(/ß/g, 'ss').normalize('NFKD');
    const words = folded.replace(/[\u0300-\u036f]/g, '').match(/[a-z0-9]+/g) || [];
    return words.map((word) => SAINTS.get(word) || word).join(' ');
  }

  /** Give the folded name of a prison without its kind: see prison_key in prison_names.py. */
  function prisonKey(text) {
    const key = placeKey(text);
    return PRISON.test(key) ? key.replace(PRISON, '').replace(LINK, '') : key;
  }

  /** Read what is typed: its key, and whether it can only be a prison. */
  function understand(text) {
    const key = placeKey(text)
      .replace(/(\d)(?:i?eme)\b/g, '$1e') // Paris 14ème
      .replace(/^f (?=\d)/, '');
    if (/^[\d ]+$/.test(key)) {
      return { key: key.replace(/ /g, ''), onlyPrisons: false };
    }
    const onlyPrisons = PRISON.test(key);
    return { key: onlyPrisons ? prisonKey(key) : key, onlyPrisons };
  }

  /** Give the places that what is typed may mean, the likeliest first: `{ place, slip }`. */
  async function places(text) {
    const { key, onlyPrisons } = understand(text);
    const wanted = (row) => (onlyPrisons ? 'p' : 'cpdr').includes(row[KIND]);
    const bare = key.replace(ARTICLE, ''); // « la Santé » is Paris-La Santé
    const exactly = (await rowsFrom(key)).filter(wanted);
    const whole = exactly.length ? exactly : (await rowsFrom(bare)).filter(wanted);
    const towns = /^\d+$/.test(key) ? whole.filter((row) => row[KIND] !== 'p') : [];
    const likely = towns.length ? towns : whole; // a postcode is that of a town before a prison
    const found = likely.length ? likely : await rowsOfNameAndNumber(key, wanted);
    const isExact = found.length > 0 && ([key, bare].includes(found[0][KEY]) || found !== likely);
    const near = isExact ? [] : (await rowsNear(key, found.length > 0)).filter(wanted);
    return distinct([
      ...found.map((row) => ({ place: placeOf(row), slip: false })),
      ...near.map((row) => ({ place: placeOf(row), slip: true })),
    ]);
  }

  /** Give the rows whose key begins with `key`: those that are `key` itself first, towns on top. */
  async function rowsFrom(key) {
    const rows = key ? await load('lieux/' + fileName(await longestPrefix(key))) : [];
    const rank = (row) => (row[KEY] !== key ? 2 : row[KIND] === 'p' ? 1 : 0);
    return rows.filter((row) => row[KEY].startsWith(key)).sort((a, b) => rank(a) - rank(b));
  }

  /** `clermont 60`, `lille 59000`, `59000 lille`: a name told apart by a number. */
  async function rowsOfNameAndNumber(key, wanted) {
    const after = /^(.+) (\d{2,3}|2[ab]|\d{5})$/.exec(key);
    const before = /^(\d{5}) (.+)$/.exec(key);
    const [name, number] = after ? [after[1], after[2]] : before ? [before[2], before[1]] : [];
    if (!name) {
      return [];
    }
    const rows = (await rowsFrom(name)).filter(wanted);
    if (number.length < 5) {
      return rows.filter((row) => row[DEPARTMENT].toLowerCase() === number);
    }
    const here = await rowsFrom(number);
    const named = here.filter((row) => placeKey(row[NAME]).startsWith(name));
    return named.length ? named : here;
  }

  /**
   * Give the rows that one slip separates from `key`: near it, or among the largest places.
   * Those whose whole key is meant come first, and alone when `onlyWhole`.
   */
  async function rowsNear(key, onlyWhole) {
    if (key.length < SHORTEST_WITH_A_SLIP || /^\d/.test(key)) {
      return [];
    }
    const prefix = await longestPrefix(key);
    const files = [...new Set(prefixesOf(prefix))].map((each) => load('lieux/' + fileName(each)));
    const rows = (await Promise.all(files)).flat();
    const whole = rows.filter((row) => isOneSlip(row[KEY], key));
    if (onlyWhole) {
      return whole;
    }
    const found = [...whole, ...rows.filter((row) => beginsWithASlip(row[KEY], key))];
    return found.length ? found : rowsOfOtherStarts(key);
  }

  /** A slip in the first letters leads to the wrong file: read those of the likeliest others. */
  async function rowsOfOtherStarts(key) {
    const [first, ...others] = key.split(' ');
    const starts = new Set();
    for (const word of FIRST_WORDS) {
      if (key.startsWith(word)) {
        starts.add(word + ' ' + key.slice(word.length)); // saintdenis, larochelle
      } else if (others.length && word.length > 3 && isOneSlip(first, word)) {
        starts.add([word, ...others].join(' ')); // sait denis
      }
    }
    for (let at = 0; at < FIRST_LETTERS; at += 1) {
      const [before, after] = [key.slice(0, at), key.slice(at + 2)];
      starts.add(before + key[at + 1] + after); // one letter too many
      starts.add(before + key[at + 1] + key[at] + after); // two exchanged
    }
    return (await Promise.all([...starts].map(rowsFrom))).flat();
  }

  async function longestPrefix(key) {
    const { prefixes } = await load('index');
    const known = new Set(prefixes);
    return prefixesOf(key).reverse().find((prefix) => known.has(prefix)) || '';
  }

  /** `lil` → ``, `l`, `li`, `lil`. */
  function prefixesOf(key) {
    return Array.from({ length: key.length + 1 }, (_, length) => key.slice(0, length));
  }

  function fileName(prefix) {
    return 'l-' + prefix.replace(/ /g, '_');
  }

  /** Whether some beginning of `text` is `key` with one letter added, left out, changed or moved. */
  function beginsWithASlip(text, key) {
    return [-1, 0, 1].some((more) => isOneSlip(text.slice(0, key.length + more), key));
  }

  /** Whether one slip at most leads from `a` to `b`: a letter more, less, other, or two exchanged. */
  function isOneSlip(a, b) {
    let start = 0;
    while (start < a.length && start < b.length && a[start] === b[start]) {
      start += 1;
    }
    const [restA, restB] = [a.slice(start), b.slice(start)];
    return (
      restA.slice(1) === restB.slice(1) ||
      restA.slice(1) === restB ||
      restA === restB.slice(1) ||
      (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
    );
  }

  /** Keep each place once. */
  function distinct(found) {
    const seen = new Set();
    return found.filter(({ place }) => {
      const name = [place.kind, place.name, place.department].join('|');
      return !seen.has(name) && seen.add(name);
    });
  }

  function placeOf(row) {
    return {
      kind: { c: 'commune', p: 'prison', d: 'departement', r: 'region' }[row[KIND]],
      key: row[KEY],
      name: row[NAME],
      department: row[DEPARTMENT],
      reference: row[REFERENCE],
      point: row.length > LATITUDE ? [row[LATITUDE], row[LONGITUDE]] : null,
    };
  }

  Reperes.finder = { load, places, rowsFrom, placeOf, placeKey, prisonKey, SUGGESTIONS };
})();
