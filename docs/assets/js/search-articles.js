/*
 * Articles of law asked for by their number, in any form: « L614-3 », « l 614 3 », « 729-2 CPP »,
 * « art. 721 du code de procédure pénale ». Needs fold.js.
 */
(function () {
  'use strict';

  const Reperes = (window.Reperes = window.Reperes || {});

  const MOST = 3; // several codes may have an article of that number

  const ASKED = /\d|\b(?:article|art|loi|code|decret|circulaire|arrete|instruction|texte|jurisprudence|ceseda|cpp)\b/;
  const SPACED = /(^|\s)([lrd]\.?|art(?:icle)?\.?)\s*(\d{1,4}(?:\s\d{1,4}){1,3})(?!\S)/gi;
  const NAMED = /(?:^|\s)(?:art|article)s?\b/;
  const NUMBER = /^[lrd]?\d+(?:-\d+)*$/;
  const EMPTY = new Set(['code', 'loi', 'texte', 'alinea', 'ancien', 'nouveau']);

  /** Whether a query may be about a text of law. */
  function isAboutTexts(query) {
    return ASKED.test(Reperes.fold(query));
  }

  /** Write a number typed with spaces as the codes do: `l 614 3` → `l 614-3`. */
  function joinNumbers(query) {
    return query.replace(SPACED, (_, before, letter, digits) =>
      before + letter + ' ' + digits.replace(/\s/g, '-')
    );
  }

  /**
   * Give the parts of the page of texts that are asked for by number, and by nothing but the name
   * of a code, best first.
   */
  function articlesAsked(parts, words, query) {
    const numbers = words.filter(({ term }) => NUMBER.test(term));
    if (!numbers.length) {
      return [];
    }
    const [{ start, term: number }] = numbers; // `l614-3` comes before `614-3`, at the same place
    const others = words.filter((word) => word.start !== start && !EMPTY.has(word.term));
    const isArticle = /\D/.test(number) || NAMED.test(Reperes.fold(query)) || others.length > 0;
    const pattern = new RegExp('-' + (/^\d/.test(number) ? '[lrd]?' : '') + number + '$');
    const isMeant = (part) =>
      others.every(({ word }) => namesOfCode(part).some((name) => name.startsWith(word)));
    return isArticle
      ? parts.filter((part) => pattern.test(part.anchor) && isMeant(part)).slice(0, MOST)
      : [];
  }

  /** `cpp-721`, `article 721 (Code de procédure pénale)` → cpp, 721, code, procedure, penale, cpp. */
  function namesOfCode({ anchor, label }) {
    const code = label.slice(label.indexOf('(') + 1);
    const words = Reperes.significant(Reperes.tokens(code)).map(({ word }) => word);
    return [...anchor.split('-'), ...words, words.map((word) => word[0]).join('')];
  }

  Object.assign(Reperes, { isAboutTexts, joinNumbers, articlesAsked });
})();
