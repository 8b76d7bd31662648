/*
 * Articles of law asked for by their number, in any form: « L614-3 », « l 614 3 », « 729-2 CPP »,
 * « art. 721 du code de procédure pénale ». Needs fold.js.
 */
(function () {
  'use strict';

  const Reperes = (window.Reperes = window.Reperes || {});

  const MOST = 3; // several codes may have an article of that number

  const TEXTS = 'article|art|loi|code|decret|circulaire|arrete|instruction|texte|jurisprudence';
  const ASKED = new RegExp('\\d|\\b(?:' + TEXTS + '|ceseda|cpp)\\b');
  const SPACED = /(^|\s)([lrd]\.?|art(?:icle)?\.?)\s*(\d{1,4}(?:\s\d{1,4}){1,3})(?!\S)/gi;
  const NAMED = /\b(?:art|article)s?\b\.?\s*([lrd]?\d[\d-]*)/; // a number that is said to be one
  const NUMBER = /^[lrd]?\d+(?:-\d+)*$/;
  const EMPTY = new Set(['code', 'loi', 'texte', 'alinea', 'ancien', 'nouveau', 'suivant']);

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
   * Give the parts of the page of texts that are asked for by number.
   *
   * Output: `articles`, best first; `isAlone`: nothing else is asked, but a code; `words`: those
   * that write the number.
   */
  function articlesAsked(parts, words, query) {
    const numbers = words.filter(({ term }) => NUMBER.test(term));
    const [, named] = NAMED.exec(Reperes.fold(query)) || [];
    const isSure = ({ term }) => /\D/.test(term) || term === named;
    const first = numbers.find(isSure) || numbers[0]; // `l614-3` comes before `614-3`
    if (!first) {
      return { articles: [], isAlone: false, words: [] };
    }
    const { start, term: number } = first;
    const others = words.filter((word) => word.start !== start && !EMPTY.has(word.term));
    const found = parts
      .filter(({ anchor }) => isNumber(number, anchor))
      .map((part) => ({ part, named: others.filter(({ word }) => isOfCode(part, word)).length }));
    const most = Math.max(0, ...found.map(({ named }) => named));
    const isAll = most === others.length;
    const isArticle = isSure(first) || (isAll && most > 0);
    // « art. 1 CPP » is not article 1 of another code. (All codes are read for that: only if need be.)
    const namesCode = () => others.some(({ word }) => parts.some((part) => isOfCode(part, word)));
    const isFound = isArticle && found.length > 0 && (most > 0 || !namesCode());
    const best = found.filter(({ named }) => isFound && named === most).map(({ part }) => part);
    return {
      articles: best.slice(0, MOST),
      isAlone: isAll && best.length > 0,
      words: words.filter((word) => word.start === start),
    };
  }

  /** Whether an anchor, `cpp-729-2`, is that of a number, typed with its letter or without. */
  function isNumber(number, anchor) {
    const [, letter, digits] = /-([lrd]?)(\d+(?:-\d+)*)$/.exec(anchor) || [];
    return number === letter + digits || number === digits;
  }

  function isOfCode(part, word) {
    return namesOfCode(part).some((name) => name.startsWith(word));
  }

  /** `cpp-721`, `article 721 (Code de procédure pénale)` → cpp, 721, code, procedure, penale… */
  function namesOfCode({ anchor, label }) {
    const code = label.slice(label.indexOf('(') + 1);
    const words = Reperes.significant(Reperes.tokens(code)).map(({ word }) => word);
    return [...anchor.split('-'), ...words, words.map((word) => word[0]).join('')];
  }

  Object.assign(Reperes, { isAboutTexts, joinNumbers, articlesAsked });
})();
