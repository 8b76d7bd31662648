/*
 * Suggestions under the search field, as one types: the combobox pattern of WAI-ARIA with a list.
 * The focus stays in the field; arrows move through the list, Enter opens, Escape closes.
 * Needs search.js.
 */
(function () {
  'use strict';

  const Reperes = (window.Reperes = window.Reperes || {});

  const MAX_SUGGESTIONS = 6;
  const MIN_CHARACTERS = 2;
  const PAUSE = 80; // milliseconds without a keystroke before searching

  /** The suggestions of one form. */
  class Suggestions {
    constructor(form, number) {
      this.input = form.querySelector('input[type="search"]');
      this.list = makeList('recherche-suggestions-' + number);
      this.status = makeStatus();
      this.addresses = []; // where each option leads
      this.active = -1; // position of the option chosen with the arrows
      this.timer = 0;
      this.request = null; // the last search asked for, until the list is closed
      form.append(this.list, this.status);
      setAttributes(this.input, {
        role: 'combobox',
        'aria-autocomplete': 'list',
        'aria-controls': this.list.id,
        'aria-expanded': 'false',
        autocomplete: 'off',
      });
      this.listen(form);
    }

    listen(form) {
      this.input.addEventListener('input', () => this.schedule());
      this.input.addEventListener('keydown', (event) => this.onKey(event));
      this.input.addEventListener('blur', () => this.close());
      form.addEventListener('submit', () => this.close());
      // A press on an option must not take the focus away from the field before the click.
      this.list.addEventListener('mousedown', (event) => event.preventDefault());
      this.list.addEventListener('click', (event) => this.onClick(event));
    }

    schedule() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.update(), PAUSE);
    }

    /** Search for what is typed now, and show what is found if it is still wanted. */
    async update() {
      const text = this.input.value.trim();
      if (text.length < MIN_CHARACTERS) {
        this.close();
        return;
      }
      const request = (this.request = {});
      const search = await Reperes.loadSearch().catch(() => null);
      if (search && request === this.request) {
        this.show(text, search);
      }
    }

    /** Show the best answers, and the way to all of them. */
    show(text, search) {
      const results = search.find(text).results.slice(0, MAX_SUGGESTIONS);
      const options = results.map((result) => ({
        address: Reperes.address(result.document.url),
        parts: partsOf(search.describe(result.document)),
      }));
      options.push({
        address: Reperes.resultsAddress(text),
        parts: [['suggestion-tout', 'Tous les résultats pour «\u202f' + text + '\u202f»']],
      });
      this.addresses = options.map((option) => option.address);
      this.list.replaceChildren(
        ...options.map((option, position) => makeOption(this.list.id, position, option.parts))
      );
      this.activate(-1);
      this.setOpen(true);
      this.status.textContent = announcement(results.length);
    }

    onKey(event) {
      if (event.isComposing) {
        return;
      }
      const isOpen = !this.list.hidden;
      const actions = {
        ArrowDown: () => (isOpen ? this.move(1) : this.update()),
        ArrowUp: () => (isOpen ? this.move(-1) : this.update()),
        Escape: isOpen && (() => this.close()),
        Enter: isOpen && this.active >= 0 && (() => this.open(this.active)),
      };
      const action = actions[event.key];
      if (action) {
        event.preventDefault();
        event.stopPropagation();
        action();
      }
    }

    onClick(event) {
      const option = event.target.closest('[role="option"]');
      if (option) {
        this.open([...this.list.children].indexOf(option));
      }
    }

    /** Move through the options and the field itself (-1), in a circle. */
    move(step) {
      const places = this.addresses.length + 1;
      this.activate(((this.active + 1 + step + places) % places) - 1);
    }

    activate(position) {
      this.active = position;
      [...this.list.children].forEach((option, at) => {
        option.setAttribute('aria-selected', String(at === position));
      });
      const option = this.list.children[position];
      if (option) {
        this.input.setAttribute('aria-activedescendant', option.id);
        option.scrollIntoView({ block: 'nearest' });
      } else {
        this.input.removeAttribute('aria-activedescendant');
      }
    }

    open(position) {
      this.close();
      location.assign(this.addresses[position]);
    }

    close() {
      clearTimeout(this.timer);
      this.request = null;
      this.activate(-1);
      this.setOpen(false);
      this.status.textContent = '';
    }

    setOpen(isOpen) {
      this.list.hidden = !isOpen;
      this.input.setAttribute('aria-expanded', String(isOpen));
    }
  }

  function makeList(id) {
    const list = document.createElement('ul');
    list.className = 'suggestions';
    list.hidden = true;
    setAttributes(list, { id, role: 'listbox', 'aria-label': 'Suggestions' });
    return list;
  }

  function makeStatus() {
    const status = document.createElement('div');
    status.className = 'pour-lecteur-ecran';
    status.setAttribute('role', 'status');
    return status;
  }

  /** Give the parts of an option: `[class, text]`. */
  function partsOf({ kind, title, section }) {
    return [
      ['suggestion-titre', title],
      ['suggestion-section', section],
      ['suggestion-genre', kind],
    ];
  }

  /** Make an option from its parts; a part without text is left out. */
  function makeOption(listId, position, parts) {
    const option = document.createElement('li');
    option.className = 'suggestion';
    setAttributes(option, { id: listId + '-' + position, role: 'option', 'aria-selected': 'false' });
    for (const [className, text] of parts.filter((part) => part[1])) {
      const span = document.createElement('span');
      span.className = className;
      span.textContent = text;
      option.append(span, ' ');
    }
    return option;
  }

  function announcement(count) {
    if (count === 0) {
      return 'Aucune suggestion.';
    }
    return count + (count === 1 ? ' suggestion.' : ' suggestions.') + ' Flèches pour parcourir.';
  }

  function setAttributes(element, attributes) {
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  }

  document
    .querySelectorAll('form[data-recherche]')
    .forEach((form, number) => new Suggestions(form, number));
})();
