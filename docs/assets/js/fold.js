/*
 * How the search reads French: one normal form of text, and the words of a text.
 *
 * hooks/reperes/search/fold.py does the same thing, line for line, when the index is built.
 * tests/data/fold.json is the table of cases that both must pass: change the three together.
 */
(function () {
  'use strict';

  const Reperes = (window.Reperes = window.Reperes || {});

  // Words that carry no subject. They are dropped, unless the text has nothing else.
  const STOP_WORDS = new Set(`
    a ai aimerais aimerait ainsi alinea alors art article articles as au aussi aux avec avez
    avoir avons besoin bonjour bonsoir c ca car ce cela ces cet cette cherche chercher chose
    combien comme comment d dans de des devoir dire dois doit donc du elle elles en es est et
    etc ete etes etre eu eux faire fait faut fut il ils j je l la le les leur leurs lui m ma
    mais me merci mes moi mon n ne ni nos notre nous on ont ou par pas peut peuvent peux plait
    plus possible possibles pour pourquoi pourrais pourrait pouvez puis puisse qu quand que quel
    quelle quelles quelqu quelque quelques quels qui quoi recevoir recois recu s sa savoir se
    sera serait ses si soi sommes son sont stp suis sur svp t ta te temps tes toi ton tous tout
    toute toutes tu un une veut veux vos votre voudrais voudrait vous y ya
`.trim().split(/\s+/));

  const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
  const MARKS = /[\u0300-\u036f]/g;
  const APOSTROPHES = /[\u2019\u2018\u02bc\u2032\u00b4`]/g;
  const HYPHENS = /[\u2010-\u2015\u2212]/g;
  const SPACES = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;

  // Pieces of the patterns below. They are applied to text before it is folded, so that a word
  // keeps its place in the text (to mark it in an extract) and its capitals (TA is not « ta »).
  // No lookbehind: older telephones do not know it.
  const LETTER = '[\\p{L}\\p{Nl}\\p{No}]'; // what Python calls a letter: ² is one
  const CHAR = '[\\p{L}\\p{N}]';
  const HYPHEN = '[-\u2010\u2011\u2012\u2013]';
  const SPACE = '[ \u00a0\u2009\u202f]';
  const GAP = '[ \u00a0\u2009\u202f.\\-\u2010\u2011]';

  const EMAIL = `${CHAR}(?:${CHAR}|[.+_-])*@${CHAR}(?:${CHAR}|-)*(?:\\.(?:${CHAR}|-)+)+`;
  const PHONE =
    `(?:\\+|00)33${GAP}?(?:\\(0\\)${GAP}?)?[1-9](?:${GAP}?[0-9]){8}(?![0-9])` + // +33 1 44 18 72 65
    `|0${GAP}?[1-9](?:${GAP}?[0-9]){8}(?![0-9])` + // 01 44 18 72 65, 0 805 681 103
    `|0[1-9](?:${GAP}[0-9]{2}){1,3}(?:${GAP}[0-9])?(?!${CHAR})`; // the start of one
  const ARTICLE = `[LRD]\\.?${SPACE}?\\*?${SPACE}?[0-9]+(?:${HYPHEN}[0-9]+)*(?!${CHAR})`;
  const NUMBER = `[0-9]+(?:${HYPHEN}[0-9]+)+(?!${CHAR})`;
  const ACRONYM = `${LETTER}(?:\\.${LETTER}(?!${CHAR}))+`;
  const ENDINGS =
    `(?:[\u00b7\u2027\u2022\u22c5]${LETTER}+)+` + // détenu·e·s
    `|(?:[.-](?:e|es|ne|nes)(?:[.-]s)?(?!${CHAR})|\\((?:e|s|es|ne|nes)\\)s?(?!${CHAR}))+`;
  const WORD = `${CHAR}{2,}(?:${ENDINGS})|${CHAR}+`;
  const TOKEN = new RegExp(
    `(?<email>${EMAIL})|(?<phone>${PHONE})|(?<article>${ARTICLE})|(?<number>${NUMBER})` +
      `|(?<acronym>${ACRONYM})|(?<word>${WORD})`,
    'giu'
  );
  const BASES = new RegExp(`${CHAR}+`, 'gu');
  const INCLUSIVE = new RegExp(`(${CHAR}{2,})(?:${ENDINGS})`, 'giu');

  /** Give `text` with composed letters and without invisible characters: same look, same words. */
  function clean(text) {
    return text.normalize('NFC').replace(INVISIBLE, '');
  }

  /**
   * Give the normal form of `text`: two spellings that a reader takes for the same are equal.
   *
   * Lower case, no accents, `oe` and `ae` for œ and æ, one kind of apostrophe, of hyphen and of
   * space, the masculine for an inclusive form (« détenu·e·s » gives `detenus`).
   */
  function fold(text) {
    return clean(text)
      .replace(INCLUSIVE, masculine)
      .replace(APOSTROPHES, "'")
      .normalize('NFKD')
      .replace(MARKS, '')
      .toLowerCase()
      .replace(/œ/g, 'oe')
      .replace(/æ/g, 'ae')
      .replace(/ß/g, 'ss')
      .replace(HYPHENS, '-')
      .normalize('NFC')
      .replace(SPACES, ' ')
      .replace(/^ | $/g, '');
  }

  /**
   * Give the tokens of a clean text, in order: `{term, word, empty, start, end}`.
   *
   * `term` is what the index stores; `word` the same before its plural is removed; `empty` says
   * that it carries no subject; `start` and `end` place it in the text.
   */
  function tokens(text) {
    const found = [];
    for (const match of matches(TOKEN, text)) {
      const place = { start: match.index, end: match.index + match[0].length };
      for (const token of tokensOf(match)) {
        found.push(Object.assign(token, place));
      }
    }
    return found;
  }

  /** Give the tokens that matter: all but the empty ones, or all when there is nothing else. */
  function significant(found) {
    const full = found.filter((token) => !token.empty);
    return full.length ? full : found;
  }

  /** Give the terms of `text`, in order: what the index stores and what a query asks for. */
  function tokenise(text) {
    return significant(tokens(clean(text))).map((token) => token.term);
  }

  /** Give a folded word without the mark of the plural (see fold.py). */
  function singular(word) {
    if (word.length < 5 || !/^\p{L}+$/u.test(word)) {
      return word;
    }
    if (word.length > 5 && word.endsWith('aux') && !word.endsWith('eaux')) {
      return word.slice(0, -2) + 'l';
    }
    if (word.endsWith('x') || (word.endsWith('s') && !word.endsWith('ss'))) {
      return word.slice(0, -1);
    }
    return word;
  }

  /** Give the tokens of one match of TOKEN, without their place. */
  function tokensOf(match) {
    const raw = match[0];
    const { email, phone, article, number, acronym } = match.groups;
    if (email) {
      return [exactly(fold(raw)), ...raw.match(BASES).map(tokenOfWord)];
    }
    if (phone) {
      return [exactly(national(raw))];
    }
    if (article) {
      const digits = raw.replace(/^[^0-9]+/, '').replace(HYPHENS, '-');
      return [exactly(raw[0].toLowerCase() + digits), exactly(digits)];
    }
    if (number) {
      return [exactly(raw.replace(HYPHENS, '-'))];
    }
    return [tokenOfWord(acronym ? raw.replace(/\./g, '') : raw.match(BASES)[0])];
  }

  /** Give the token of a term that is taken as it is. */
  function exactly(term) {
    return { term, word: term, empty: false };
  }

  /** Give the token of one word. TA is the court, « ta » is empty. */
  function tokenOfWord(raw) {
    const word = fold(raw);
    const isSigle = raw.length > 1 && raw === raw.toUpperCase() && raw !== raw.toLowerCase();
    const isLetter = word.length === 1 && /\p{L}/u.test(word);
    return { term: singular(word), word, empty: isLetter || (STOP_WORDS.has(word) && !isSigle) };
  }

  /** Give the masculine of an inclusive form, in the plural if it ends as one. */
  function masculine(form, base) {
    const isPlural = /s\)*$/i.test(form) && !/[sx]$/i.test(base);
    return isPlural ? base + 's' : base;
  }

  /** Give a telephone number in its French form, digits only: `0144187265`. */
  function national(raw) {
    const digits = raw.replace(/\(0\)|[^0-9]/g, '');
    return digits.replace(/^(?:00)?33(?=[0-9]{9}$)/, '0');
  }

  /** Give all matches of `pattern` in `text` (String.matchAll is too young for older telephones). */
  function matches(pattern, text) {
    const found = [];
    text.replace(pattern, (...parts) => {
      const groups = parts[parts.length - 1];
      found.push({ 0: parts[0], index: parts[parts.length - 3], groups });
    });
    return found;
  }

  Object.assign(Reperes, { clean, fold, tokens, significant, tokenise });
})();
