/*
 * How people ask: the questions that editors wrote for a page (directory/answers/) and the
 * expressions of the glossary that mean one. Finds those nearest to what is typed.
 * The build writes them: see hooks/reperes/search/questions.py.
 */
(function () {
  'use strict';

  const Reperes = (window.Reperes = window.Reperes || {});

  /** Add a value to the list that a map has under a key. */
  function append(lists, key, value) {
    if (!lists.has(key)) {
      lists.set(key, []);
    }
    lists.get(key).push(value);
  }

  /**
   * The questions loaded so far.
   *
   * Input: `weight(term)`, how much a term tells, as `_length` of questions.py counts it.
   */
  class Questions {
    constructor(weight) {
      this.weight = weight;
      this.byTerm = new Map(); // term → the questions that have it
      this.choices = new Map(); // question → the answers chosen for who asks just that
    }

    /**
     * Add what a file holds: rows `[address, title, [length, terms], …]`; without a title, nothing
     * is chosen.
     */
    add(rows, file) {
      for (const [address, title, ...questions] of rows) {
        for (const [length, text] of questions) {
          const question = { address, length, file };
          text.split(' ').forEach((term) => {
            append(this.byTerm, term, question);
          });
          if (title) {
            append(this.choices, text, { address, title });
          }
        }
      }
    }

    /** Give the answers chosen for exactly these terms, `{ address, title }`, the best first. */
    choicesOf(terms) {
      const question = [...new Set(terms)].sort().join(' '); // as question_key of fold.py
      return this.choices.get(question) || [];
    }

    /**
     * Give how near what is typed comes to a question.
     *
     * Input: for each word typed, the terms that it may mean; and the files to look in: others may
     * be there, for earlier queries, and the answers must not depend on these.
     * Output: address → how near the nearest of its questions is, from 0 to 1 (a cosine).
     */
    nearest(words, files) {
      const shared = new Map(); // question → sum of squared weights
      let typed = 0;
      for (const terms of words) {
        const squares = terms.map((term) => this.weight(term) ** 2);
        typed += Math.max(...squares);
        const counted = new Set();
        terms.forEach((term, at) => {
          for (const question of this.byTerm.get(term) || []) {
            if (files.has(question.file) && !counted.has(question)) {
              counted.add(question);
              shared.set(question, (shared.get(question) || 0) + squares[at]);
            }
          }
        });
      }
      const found = new Map();
      for (const [{ address, length }, sum] of shared) {
        const share = sum / (length * Math.sqrt(typed));
        found.set(address, Math.max(share, found.get(address) || 0));
      }
      return found;
    }
  }

  Reperes.Questions = Questions;
})();
