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
  const NAMED = /(?:^|\s)(?:art|article)s?\b/;
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
    const first = words.find(({ term }) => NUMBER.test(term));
    if (!first) {
      return { articles: [], isAlone: false, words: [] };
    }
    const { start, term: number } = first; // `l614-3` comes before `614-3`, at the same place
    const others = words.filter((word) => word.start !== start && !EMPTY.has(word.term));
    const pattern = new RegExp('-' + (/^\d/.test(number) ? '[lrd]?' : '') + number + '$');
    const found = parts
      .filter(({ anchor }) => pattern.test(anchor))
      .map((part) => ({ part, named: others.filter(({ word }) => isOfCode(part, word)).length }));
    const most = Math.max(0, ...found.map(({ named }) => named));
    const isAll = most === others.length;
    const isArticle = /\D/.test(number) || NAMED.test(Reperes.fold(query)) || (isAll && most > 0);
    const best = found.filter(({ named }) => isArticle && named === most).map(({ part }) => part);
    return {
      articles: best.slice(0, MOST),
      isAlone: isAll && best.length > 0,
      words: words.filter((word) => word.start === start),
    };
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
