/*
 * The finder of /annuaire/: a place is typed, chosen in the address (#lieu=59000, #prison=ID) or
 * given by the telephone; the permanences around it are listed, nearest first.
 * The place lives in the fragment, which browsers do not send. A position is kept nowhere.
 * Needs combobox.js, today.js, finder-data.js and finder-nearest.js.
 */
(function () {
  'use strict';

  const Reperes = window.Reperes;
  const { load, places, nearest, placeKey, SUGGESTIONS } = Reperes.finder;

  const PAGE_SIZE = 8; // permanences shown at once
  const NEAR = 50; // kilometres: beyond, telephone lines come first
  const FAR = 1200; // kilometres: beyond, nothing is shown (metropolitan France is 1,100 long)
  const PRISON_ID = /^[a-z0-9-]+$/; // an address must not lead to another file
  const NOT_LOADED = 'Les données n’ont pas pu être chargées. Rechargez la page, ou voyez les listes.';

  const form = document.querySelector('[data-trouver]');
  const input = form.querySelector('input');
  const results = document.querySelector('[data-trouver-resultats]');
  const part = (name) => results.querySelector('[data-trouver-' + name + ']');
  const filters = part('filtres');
  const status = document.querySelector('[data-trouver-etat]');
  const here = document.querySelector('[data-trouver-ici]');

  let search = null; // the search shown: { point, run }; a run is one list: { found, shown, isBusy }

  // --- What is asked ---

  /** Read the address: `{ lieu }`, `{ prison }`, or `{}`. */
  function asked() {
    return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  }

  /** Put a place in the address, which shows it. */
  function ask(name, value) {
    const fragment = '#' + name + '=' + encodeURIComponent(value).replace(/%20/g, '+');
    if (location.hash === fragment) {
      answer();
    } else {
      location.hash = fragment;
    }
  }

  /** Go to a place chosen among the suggestions. */
  function choose({ place }) {
    if (place.kind === 'region') {
      location.assign(Reperes.address('annuaire/departements/#' + place.reference));
    } else if (place.kind === 'prison') {
      ask('prison', place.reference);
    } else {
      input.value = nameOf(place);
      ask('lieu', input.value);
    }
  }

  /** `Maubeuge (59)`; a postcode when that is what was typed; `Nord (59)`. */
  function nameOf(place) {
    return place.name + ' (' + place.department + ')';
  }

  /** Answer what the address asks. */
  async function answer() {
    const { lieu, prison } = asked();
    try {
      if (prison) {
        await answerPrison(prison);
      } else if (lieu) {
        await answerPlace(lieu.trim());
      } else if (!location.hash) {
        explain(''); // back to the page as it was before any search
      }
    } catch (error) {
      explain(NOT_LOADED);
    }
  }

  async function answerPlace(text) {
    input.value = text;
    const found = await places(text);
    const [best] = found;
    if (!best) {
      explain(
        'Nous ne trouvons pas «\u202f' + text + '\u202f». Essayez un code postal à cinq chiffres, ' +
          'ou une grande ville proche. Vous pouvez aussi choisir un département plus bas.'
      );
      return;
    }
    if (best.place.kind === 'region') {
      choose(best);
      return;
    }
    await show({
      title: (best.place.kind === 'prison' ? 'Près de : ' : 'Près de ') + nameOf(best.place),
      note: best.slip ? 'Rien ne s’appelle «\u202f' + text + '\u202f» : voici le plus proche.' : '',
      point: best.place.point,
      department: best.place.department,
      others: namesakes(text, found),
    });
  }

  /** Give the other places that may have been meant: same name or same postcode, or one slip. */
  function namesakes(text, [best, ...others]) {
    const same = others.filter(
      ({ place, slip }) => (slip && best.slip) || place.key === best.place.key
    );
    return same.filter(({ place }) => place.kind !== 'region').slice(0, SUGGESTIONS);
  }

  async function answerPrison(id) {
    const prison = PRISON_ID.test(id) && (await load('prisons/' + id).catch(() => null));
    if (!prison) {
      explain('Nous ne connaissons pas cette prison. Tapez le nom de sa ville.');
      return;
    }
    input.value = prison.nom;
    await show({
      title: 'Autour de : ' + prison.nom,
      point: prison.point,
      department: prison.departement,
      card: prison.html,
    });
  }

  /** Ask the telephone where it is; only on a click, and nothing is kept. */
  function answerHere() {
    if (!navigator.geolocation) {
      explain('Cet appareil ne donne pas sa position. Tapez un code postal ou une ville.');
      return;
    }
    status.textContent = 'Recherche de votre position…';
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        input.value = '';
        history.replaceState(null, '', location.pathname);
        show({
          title: 'Autour de vous',
          point: [coords.latitude, coords.longitude],
          department: 'france',
        }).catch(() => explain(NOT_LOADED));
      },
      ({ code }) =>
        explain(
          code === 1
            ? 'Vous n’avez pas donné votre position. Tapez un code postal ou une ville.'
            : 'La position n’a pas été trouvée. Tapez un code postal ou une ville.'
        ),
      { maximumAge: 600000, timeout: 15000 }
    );
  }

  /** Say why there is no list; what was typed stays. */
  function explain(message) {
    search = null;
    results.hidden = true;
    status.textContent = message;
  }

  // --- What is shown ---

  async function show({ title, note = '', point, department, others = [], card = '' }) {
    const lines = await load('departements/' + department.toLowerCase()).catch(() => null);
    part('titre').textContent = title;
    part('note').textContent = note;
    part('note').hidden = !note;
    showOthers(others);
    fill(part('prison'), card);
    fill(part('telephone'), lines ? lines.html : '');
    results.hidden = false;
    search = { point };
    await list();
  }

  function showOthers(others) {
    const buttons = others.map((other) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'puce';
      button.textContent = nameOf(other.place);
      button.addEventListener('click', () => choose(other));
      return button;
    });
    part('autres').replaceChildren(...buttons);
    part('autres').parentElement.hidden = !buttons.length;
    part('autres').parentElement.open = false;
  }

  /** List the permanences that the filters let through, from the nearest on. */
  async function list() {
    const run = (search.run = { shown: 0, isBusy: false });
    run.found = nearest(search.point, await wanted(), FAR);
    if (isShown(run)) {
      part('liste').replaceChildren();
      await more(run);
    }
    if (isShown(run)) {
      sayCount(run);
    }
  }

  /** Whether no other list has been asked since. */
  function isShown(run) {
    return search !== null && search.run === run;
  }

  /** Add the next permanences to the list. */
  async function more(run) {
    if (run.isBusy) {
      return;
    }
    run.isBusy = true;
    const cards = [];
    let ended = false;
    while (cards.length < PAGE_SIZE && !ended) {
      const { value, done } = await run.found.next();
      ended = done;
      const item = !ended && cardOf(value);
      if (item && (!filters.elements.aujourdhui.checked || Reperes.today.opensToday(item))) {
        cards.push(item);
      }
    }
    run.isBusy = false;
    if (isShown(run)) {
      part('liste').append(...cards);
      run.shown += cards.length;
      part('plus').hidden = ended;
    }
  }

  /** Say that the files of a new list, or of more of it, did not come. */
  function sayNotLoaded() {
    status.textContent = NOT_LOADED;
  }

  /** Make the list item of a permanence, with its distance. */
  function cardOf({ distance, permanence }) {
    const template = document.createElement('template');
    template.innerHTML = permanence.html;
    const item = template.content.firstElementChild;
    item.dataset.distanceKm = distance.toFixed(1);
    item.dataset.joignable = permanence.joignable;
    const words = document.createElement('p');
    words.className = 'fiche-distance';
    words.textContent = distanceWords(distance);
    item.querySelector('.fiche-nom').after(words);
    Reperes.today.refresh(item);
    item.append(shareButton(permanence));
    return item;
  }

  /** Make the button that shares the page of a permanence. */
  function shareButton({ nom, page }) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'lien ecran-seul';
    const whose = document.createElement('span');
    whose.className = 'pour-lecteur-ecran';
    whose.textContent = '\u00a0: ' + nom;
    button.append('Partager cette fiche', whose);
    button.addEventListener('click', () => share(button, Reperes.address(page)));
    return button;
  }

  function distanceWords(distance) {
    if (distance < 1) {
      return 'À moins de 1\u00a0km';
    }
    const rounded = distance < 10 ? distance.toFixed(1).replace('.', ',') : Math.round(distance);
    return 'À environ ' + String(rounded).replace(',0', '') + '\u00a0km à vol d’oiseau';
  }

  function sayCount(run) {
    const items = [...part('liste').children];
    const [first] = items;
    const far = !items.some(
      (item) => item.dataset.joignable === 'true' && Number(item.dataset.distanceKm) <= NEAR
    );
    results.classList.toggle('trouver--loin', far);
    part('loin').hidden = !far;
    part('loin').textContent = first
      ? 'Nous ne connaissons aucune permanence joignable à moins de ' + NEAR + '\u00a0km' +
        (isFiltered() ? ' avec ces filtres' : '') + '. Appelez d’abord.'
      : 'Nous ne connaissons aucune permanence ici' +
        (isFiltered() ? ' avec ces filtres. Retirez-en un, ou appelez.' : '. Appelez d’abord.');
    part('autres').parentElement.open = far;
    const count = run.shown + (run.shown > 1 ? ' permanences, de la plus proche à la plus loin' : ' permanence');
    status.textContent = first
      ? count + '. La première\u00a0: ' + first.querySelector('.fiche-distance').textContent.toLowerCase() + '.'
      : part('loin').textContent;
  }

  /** Put HTML of ours (escaped by the build) in a place of the page. */
  function fill(place, html) {
    place.innerHTML = html;
    place.hidden = !html;
    Reperes.today.refresh(place);
  }

  // --- Filters ---

  /** Give the filters as sets of bits: see hooks/reperes/finder/traits.py. */
  async function wanted() {
    const { traits } = await load('index');
    const bits = (names) => names.reduce((sum, name) => sum | (1 << traits.indexOf(name)), 0);
    const checked = (name) =>
      [...filters.querySelectorAll('[name="' + name + '"]:checked')].map((box) => box.value);
    const day = filters.elements.jour.value;
    return { oneOf: bits(checked('theme')), all: bits([...checked('acces'), ...(day ? [day] : [])]) };
  }

  function isFiltered() {
    return filters.querySelector(':checked:not(option[value=""])') !== null;
  }

  // --- Sharing ---

  async function share(button, address) {
    if (navigator.share) {
      await navigator.share({ title: document.title, url: address }).catch(() => {});
      return;
    }
    const copied =
      navigator.clipboard && // which a page that is not on https lacks
      (await navigator.clipboard.writeText(address).then(() => true, () => false));
    button.textContent = copied ? 'Adresse copiée' : address;
  }

  // --- Start ---

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (placeKey(input.value)) {
      ask('lieu', input.value.trim());
    } else {
      explain('Tapez un code postal, une ville, un département ou une prison.');
    }
  });
  input.addEventListener('focus', () => load('index').catch(() => {}), { once: true });
  here.querySelector('button').addEventListener('click', answerHere);
  filters.addEventListener('change', () => search && list().catch(sayNotLoaded));
  filters.addEventListener('submit', (event) => event.preventDefault());
  part('plus').addEventListener('click', () => search && more(search.run).catch(sayNotLoaded));
  part('partager').addEventListener('click', (event) => share(event.currentTarget, location.href));
  part('imprimer').addEventListener('click', () => window.print());
  window.addEventListener('hashchange', answer);

  new Reperes.Combobox(input, {
    id: 'trouver-suggestions',
    find: async (text) => {
      const found = placeKey(text) ? await places(text).catch(() => []) : [];
      return found.slice(0, SUGGESTIONS).map(({ place, slip }) => ({
        place,
        parts: [
          ['suggestion-titre', place.name],
          ['suggestion-genre', describe(place, slip)],
        ],
      }));
    },
    choose,
    announce: (options) =>
      options.length
        ? options.length + (options.length > 1 ? ' lieux' : ' lieu') + '. Flèches pour parcourir.'
        : 'Aucun lieu de ce nom.',
  });

  function describe({ kind, department, reference }, slip) {
    const words = {
      commune: [reference, 'département ' + department].filter(Boolean).join(' · '),
      prison: 'prison · département ' + department,
      departement: 'département',
      region: 'région',
    }[kind];
    return slip ? words + ' · orthographe voisine' : words;
  }

  form.hidden = false;
  here.hidden = false;
  answer();
})();
