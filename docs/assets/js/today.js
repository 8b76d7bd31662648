/*
 * What only the day of reading can tell. The pages are made on one day and read on another, perhaps
 * from a copy on a disk: sessions that are over give way to the next one, and a guide past its date
 * of review says so. Without script, a page says the day it was made.
 */
(function () {
  'use strict';

  const Reperes = (window.Reperes = window.Reperes || {});

  const HOME = 'Europe/Paris';

  /** Now in a time zone, as `2026-11-24T14:05`: compares as text with what the pages hold. */
  function now(zone) {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone || HOME,
      dateStyle: 'short',
      timeStyle: 'short',
    });
    return format.format(new Date()).replace(' ', 'T');
  }

  /** `14:00` → `14 h`, `09:30` → `9 h 30`, `24:00` → `minuit`. */
  function hour(time) {
    if (time === '24:00') {
      return 'minuit';
    }
    const [hours, minutes] = time.split(':');
    return Number(hours) + '\u00a0h' + (minutes === '00' ? '' : '\u00a0' + minutes);
  }

  /** `2026-11-24T14:00/17:00` → `mardi 24 novembre 2026, de 14 h à 17 h`. */
  function words(session) {
    const [start, end] = session.split('/');
    const [day, time] = start.split('T');
    const name = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'full', timeZone: 'UTC' }).format(
      new Date(day + 'T00:00Z')
    );
    return name.replace(' 1 ', ' 1er ') + ', de ' + hour(time) + ' à ' + hour(end);
  }

  /** When a session ends: `2026-11-24T17:00`. */
  function endOf(session) {
    const [start, end] = session.split('/');
    return start.split('T')[0] + 'T' + end;
  }

  /** Give the sure sessions of a state line that are not over, in order. */
  function comingSessions(state) {
    const moment = now(state.dataset.fuseau);
    return state.dataset.seances.split(' ').filter((session) => endOf(session) > moment);
  }

  /** Show the next session that is not over; say so when the page knows none any more. */
  function refreshSession(state) {
    const time = state.querySelector('time');
    const [next] = comingSessions(state);
    if (next === undefined) {
      state.className = 'fiche-etat etat--a-confirmer';
      state.textContent = 'À confirmer : cette page est trop ancienne. Appelez ou écrivez.';
      return;
    }
    const start = next.split('/')[0];
    if (start !== time.getAttribute('datetime')) {
      time.dateTime = start;
      time.textContent = words(next);
    }
    const moment = now(state.dataset.fuseau);
    if (start.slice(0, 10) === moment.slice(0, 10)) {
      time.textContent = 'aujourd’hui, ' + words(next);
      if (start <= moment && state.classList.contains('etat--prochaine')) {
        state.classList.replace('etat--prochaine', 'etat--ouverte');
        state.firstChild.textContent = 'Ouverte en ce moment : ';
      }
    }
  }

  /** Warn under the trust line when the date of review is past. */
  function refreshReview(line) {
    if (line.dataset.aRevoir <= now().slice(0, 10)) {
      const warning = document.createElement('strong');
      warning.textContent = ' Cette date est passée : vérifiez avant d’agir.';
      line.append(warning);
    }
  }

  /** Bring a piece of page to the present moment. */
  function refresh(root) {
    root.querySelectorAll('[data-seances]').forEach(refreshSession);
    root.querySelectorAll('[data-a-revoir]').forEach(refreshReview);
  }

  /** Tell whether a record has a sure session today that is not over. */
  function opensToday(record) {
    const state = record.querySelector('[data-seances]');
    const today = state && now(state.dataset.fuseau).slice(0, 10);
    return Boolean(state) && comingSessions(state).some((session) => session.startsWith(today));
  }

  Reperes.today = { refresh, opensToday };
  refresh(document);

  // On paper, the address is the one that was read.
  document.querySelectorAll('[data-adresse]').forEach((place) => {
    if (location.protocol.startsWith('http')) {
      place.textContent = location.origin + location.pathname;
    }
  });
})();
