/*
 * A text field with suggestions: the combobox pattern of WAI-ARIA, with a list.
 * The focus stays in the field; arrows move through the list, Enter chooses, Escape closes.
 */
(function () {
  'use strict';

  const Reperes = (window.Reperes = window.Reperes || {});

  const PAUSE = 10; // milliseconds without a keystroke before asking

  /**
   * Make a combobox of a field.
   *
   * Input: the `<input>`, and
   *   id: the id to give to the list;
   *   find(text): a promise of the options for what is typed, `{ parts: [[class, text], …], … }`,
   *     or of null when there is nothing to suggest;
   *   choose(option): called with the option chosen;
   *   announce(options): a sentence for screen readers.
   */
  class Combobox {
    constructor(input, { id, find, choose, announce }) {
      Object.assign(this, { input, find, choose, announce });
      this.list = makeList(id);
      this.status = makeStatus();
      this.options = [];
      this.active = -1; // position of the option chosen with the arrows
      this.timer = 0;
      this.request = null; // the last question, until the list is closed
      input.form.append(this.list, this.status);
      setAttributes(input, {
        role: 'combobox',
        'aria-autocomplete': 'list',
        'aria-controls': id,
        'aria-expanded': 'false',
        autocomplete: 'off',
      });
      this.listen();
    }

    listen() {
      this.input.addEventListener('input', () => this.schedule());
      this.input.addEventListener('keydown', (event) => this.onKey(event));
      this.input.addEventListener('blur', () => this.close());
      this.input.form.addEventListener('submit', () => this.close());
      // A press on an option must not take the focus away from the field before the click.
      this.list.addEventListener('mousedown', (event) => event.preventDefault());
      this.list.addEventListener('click', (event) => this.onClick(event));
    }

    schedule() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.update(), PAUSE);
    }

    /** Ask for what is typed now, and show the answer if it is still wanted. */
    async update() {
      const request = (this.request = {});
      const options = await this.find(this.input.value.trim());
      if (request !== this.request) {
        return;
      }
      if (options) {
        this.show(options);
      } else {
        this.close();
      }
    }

    show(options) {
      this.options = options;
      this.list.replaceChildren(
        ...options.map((option, position) => makeOption(this.list.id, position, option.parts))
      );
      this.activate(-1);
      this.setOpen(options.length > 0);
      this.status.textContent = this.announce(options);
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
        Enter: isOpen && this.active >= 0 && (() => this.take(this.active)),
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
        this.take([...this.list.children].indexOf(option));
      }
    }

    /**
     * Move through the options and the field itself (-1), in a circle. An answer that comes late
     * does not change the list under the reader's finger.
     */
    move(step) {
      clearTimeout(this.timer);
      this.request = null;
      const places = this.options.length + 1;
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

    take(position) {
      this.close();
      this.choose(this.options[position]);
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

  function setAttributes(element, attributes) {
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  }

  Reperes.Combobox = Combobox;
})();
