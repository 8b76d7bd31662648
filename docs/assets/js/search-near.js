/*
 * Words that nobody wrote, and the words that were meant: one slip in a short word, two in a long
 * one, or another spelling of the same sounds (« prizon », « espulsion », « parlouar »).
 */
(function () {
  'use strict';

  const Reperes = (window.Reperes = window.Reperes || {});

  const SHORTEST = 4; // letters: below, one slip makes another word
  const SHORTEST_TWICE = 8; // letters: from there on, two slips

  const SHORTEST_STEM = 5; // letters that two words of a family share, at least
  const STEM_SHARE = 0.6; // of the longer one
  const CLOSEST = 3; // words offered when nothing is near
  const CLOSEST_SLIPS = 4;

  // How written French sounds, roughly. Applied in order to a folded word.
  const SOUNDS = [
    [/^h/, ''],
    [/ph/g, 'f'],
    [/qu|q|ck|c(?=[aouklrt]|$)/g, 'k'],
    [/sc(?=[eiy])|c(?=[eiy])|ss|t(?=ion)/g, 'S'],
    [/([aeiou])s(?=[aeiouy])/g, '$1z'],
    [/S/g, 's'],
    [/ge(?=[ao])|g(?=[eiy])/g, 'j'],
    [/gu(?=[eiy])/g, 'g'],
    [/eau|au/g, 'o'],
    [/oua|oi|oy/g, 'wa'],
    [/ou/g, 'u'],
    [/ai|ei|ay|ey/g, 'e'],
    [/(?:er|ez|ee?)s?$/, 'e'],
    [/[ae][nm](?=[^aeiouynm]|$)/g, 'A'],
    [/[iy][nm](?=[^aeiouynm]|$)/g, 'I'],
    [/y/g, 'i'],
    [/h/g, ''],
    [/x/g, 'ks'],
    [/([a-zA-Z])\1+/g, '$1'],
    [/[sdtp]+$/, ''],
    [/e$/, ''],
  ];

  const sounds = new Map(); // word → its sounds: they are asked at every keystroke

  /** Give the sounds of a folded word, the same for spellings that are read alike. */
  function sound(word) {
    if (!sounds.has(word)) {
      const read = (text, [pattern, replacement]) => text.replace(pattern, replacement);
      sounds.set(word, SOUNDS.reduce(read, word));
    }
    return sounds.get(word);
  }

  /** Whether two words are read alike; words of very different lengths are not compared. */
  function soundAlike(word, candidate) {
    const isLikely = candidate.length > 3 && Math.abs(word.length - candidate.length) <= 3;
    return isLikely && sound(candidate) === sound(word);
  }

  /** Give how many slips a word of this length may hold; none in numbers, addresses, short words. */
  function slipsAllowed(word) {
    if (word.length < SHORTEST || /[^a-z]/.test(word)) {
      return 0;
    }
    return word.length < SHORTEST_TWICE ? 1 : 2;
  }

  /**
   * Give how many letters must be added, left out, changed, or exchanged with their neighbour to
   * make `b` of `a`; `limit + 1` when it is more than `limit`.
   */
  function slips(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit) {
      return limit + 1;
    }
    let [before, previous] = [null, Array.from({ length: b.length + 1 }, (_, at) => at)];
    for (let i = 1; i <= a.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= b.length; j += 1) {
        const same = a[i - 1] === b[j - 1];
        row[j] = Math.min(row[j - 1] + 1, previous[j] + 1, previous[j - 1] + (same ? 0 : 1));
        if (before && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      if (Math.min(...row) > limit) {
        return limit + 1;
      }
      [before, previous] = [previous, row];
    }
    return previous[b.length];
  }

  /** Give the known words nearest to one that is not known: those with the fewest slips. */
  function nearWords(word, known) {
    const allowed = slipsAllowed(word);
    if (!allowed) {
      return [];
    }
    let [best, found] = [allowed, []];
    for (const candidate of known) {
      const alike = soundAlike(word, candidate);
      const count = alike ? Math.min(1, slips(word, candidate, 1)) : slips(word, candidate, best);
      if (count < best) {
        [best, found] = [count, []];
      }
      if (count === best) {
        found.push(candidate);
      }
    }
    return found;
  }

  /**
   * Give the known words of the same family: one slip away, read alike, or that the word begins
   * with (« travailler », « travail »; « exterieure », « exterieur »).
   */
  function wordsOfFamily(word, known) {
    if (!slipsAllowed(word)) {
      return [];
    }
    const shortest = Math.max(SHORTEST_STEM, Math.ceil(word.length * STEM_SHARE));
    return known.filter(
      (candidate) =>
        (candidate.length >= shortest && word.startsWith(candidate)) ||
        (word.length >= SHORTEST_STEM && slips(word, candidate, 1) <= 1) ||
        soundAlike(word, candidate)
    );
  }

  /** Give a few known words that look like one that nothing comes near. */
  function closestWords(word, known) {
    const measured = known
      .filter((candidate) => /^[a-z]{4,}$/.test(candidate))
      .map((candidate) => ({ candidate, count: slips(word, candidate, CLOSEST_SLIPS) }))
      .filter(({ count }) => count <= CLOSEST_SLIPS && count < word.length / 2);
    measured.sort((a, b) => a.count - b.count);
    return measured.slice(0, CLOSEST).map(({ candidate }) => candidate);
  }

  Object.assign(Reperes, { closestWords, nearWords, wordsOfFamily, sound, slips });
})();
