/*
 * Suggestions under the search field, as one types. Needs search.js and combobox.js.
 */
(function () {
  'use strict';

  const Reperes = (window.Reperes = window.Reperes || {});

  const MAX_SUGGESTIONS = 6;
  const MIN_CHARACTERS = 2;

  /** Give the best answers, and the way to all of them; null when it is too soon to say. */
  async function find(text) {
    if (text.length < MIN_CHARACTERS) {
      return null;
    }
    const answers = await Reperes.loadSearch()
      .then((search) => search.find(text, { isTyping: true }))
      .catch(() => null);
    if (!answers) {
      return null;
    }
    const { results } = answers;
    return [
      ...results.slice(0, MAX_SUGGESTIONS).map((result) => ({
        address: Reperes.address(result.url),
        parts: partsOf(result),
      })),
      {
        address: Reperes.resultsAddress(text),
        parts: [['suggestion-tout', 'Tous les résultats pour «\u202f' + text + '\u202f»']],
      },
    ];
  }

  function partsOf({ kind, title, section }) {
    return [
      ['suggestion-titre', title],
      ['suggestion-section', section],
      ['suggestion-genre', kind],
    ];
  }

  function announce(options) {
    const count = options.length - 1; // the last one leads to all results
    if (count === 0) {
      return 'Aucune suggestion.';
    }
    return count + (count === 1 ? ' suggestion.' : ' suggestions.') + ' Flèches pour parcourir.';
  }

  document.querySelectorAll('form[data-recherche]').forEach((form, number) => {
    new Reperes.Combobox(form.querySelector('input[type="search"]'), {
      id: 'recherche-suggestions-' + number,
      find,
      choose: (option) => location.assign(option.address),
      announce,
    });
  });
})();
