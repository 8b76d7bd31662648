/*
 * What only the day of reading can tell. The pages are made on one day and read on another, perhaps
 * from a copy on a disk: sessions that are over give way to the next one, and a guide past its date
 * of review says so. Without script, a page says the day it was made.
 */
(function () {
  'use strict';

  /** Now in Paris, as `2026-11-24T14:05`: compares as text with what the pages hold. */
  function now() {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Europe/Paris',
      dateStyle: 'short',
      timeStyle: 'short',
    });
    return format.format(new Date()).replace(' ', 'T');
  }

  /** `14:00` → `14 h`, `09:30` → `9 h 30`. */
  function hour(time) {
    const [hours, minutes] = time.split(':');
    return Number(hours) + ' h' + (minutes === '00' ? '' : ' ' + minutes);
  }

  /** `2026-11-24T14:00/17:00` → `mardi 24 novembre 2026, de 14 h à 17 h`. */
  function words(session) {
    const [start, end] = session.split('/');
    const [day, time] = start.split('T');
    const name = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'full', timeZone: 'UTC' }).format(
      new Date(day + 'T00:00Z')
    );
    return name + ', de ' + hour(time) + ' à ' + hour(end);
  }

  /** When a session ends: `2026-11-24T17:00`. */
  function endOf(session) {
    const [start, end] = session.split('/');
    return start.split('T')[0] + 'T' + end;
  }

  /** Show the next session that is not over; say so when the page knows none any more. */
  function refreshSession(state, moment) {
    const sessions = state.dataset.seances.split(' ');
    const time = state.querySelector('time');
    const next = sessions.find((session) => endOf(session) > moment);
    if (next === undefined) {
      state.className = 'fiche-etat etat--a-confirmer';
      state.textContent = 'À confirmer : cette page est trop ancienne. Appelez ou écrivez.';
    } else if (next !== sessions[0]) {
      time.dateTime = next.split('/')[0];
      time.textContent = words(next);
    }
  }

  /** Warn under the trust line when the date of review is past. */
  function refreshReview(line, moment) {
    if (line.dataset.aRevoir <= moment.slice(0, 10)) {
      const warning = document.createElement('strong');
      warning.textContent = ' Cette date est passée : vérifiez avant d’agir.';
      line.append(warning);
    }
  }

  const moment = now();
  document.querySelectorAll('[data-seances]').forEach((state) => refreshSession(state, moment));
  document.querySelectorAll('[data-a-revoir]').forEach((line) => refreshReview(line, moment));

  // On paper, the address is the one that was read.
  document.querySelectorAll('[data-adresse]').forEach((place) => {
    if (location.protocol.startsWith('http')) {
      place.textContent = location.origin + location.pathname;
    }
  });
})();
