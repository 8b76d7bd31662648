/*
 * The permanences around a point, nearest first: walks the tree of boxes written by
 * hooks/reperes/finder/tree.py, and loads only the files that may hold the next one.
 * Needs finder-data.js.
 */
(function () {
  'use strict';

  const Reperes = (window.Reperes = window.Reperes || {});

  const EARTH_RADIUS = 6371.0088; // kilometres

  const radians = (degrees) => (degrees * Math.PI) / 180;

  /** Give the great-circle distance between two points, in kilometres. */
  function kilometres([latitudeA, longitudeA], [latitudeB, longitudeB]) {
    const north = Math.sin(radians(latitudeB - latitudeA) / 2) ** 2;
    const east = Math.sin(radians(longitudeB - longitudeA) / 2) ** 2;
    const both = north + Math.cos(radians(latitudeA)) * Math.cos(radians(latitudeB)) * east;
    return 2 * EARTH_RADIUS * Math.asin(Math.sqrt(Math.min(1, both)));
  }

  /** Give a distance that nothing in a box can be under. */
  function kilometresToBox([latitude, longitude], [south, west, north, east]) {
    const degreesNorth = Math.max(south - latitude, latitude - north, 0);
    const degreesEast = Math.min(90, Math.max(west - longitude, longitude - east, 0));
    const toMeridian = Math.asin(Math.cos(radians(latitude)) * Math.sin(radians(degreesEast)));
    return EARTH_RADIUS * Math.max(radians(degreesNorth), toMeridian);
  }

  /** Whether a set of traits has all of `wanted`, and one of `oneOf` when it is not empty. */
  function answers(traits, { all, oneOf }) {
    return (traits & all) === all && (oneOf === 0 || (traits & oneOf) !== 0);
  }

  /**
   * Give, one at a time, the permanences with the wanted traits, nearest first, up to `far`
   * kilometres: no file is loaded for what is beyond.
   * Output: an async iterator of `{ distance, permanence }`.
   */
  async function* nearest(point, wanted, far) {
    const { noeud: root } = await Reperes.finder.load('index');
    let waiting = opened(root, point, wanted);
    while (waiting.length) {
      waiting.sort(compare);
      const next = waiting.shift();
      if (next.distance > far) {
        return;
      }
      if (next.permanence) {
        yield next;
      } else {
        const node = await Reperes.finder.load('noeuds/' + next.node);
        waiting = waiting.concat(opened(node, point, wanted));
      }
    }
  }

  /** At one distance, to a tenth of a kilometre: the help most people need. */
  function compare(a, b) {
    const tenths = Math.round(a.distance * 10) - Math.round(b.distance * 10);
    return tenths || a.rank - b.rank;
  }

  /** The first traits of traits.py are the commonest needs: give the rank of the first of a set. */
  function firstOf(traits) {
    return Math.log2(traits & -traits);
  }

  /**
   * Give what a node holds, measured: permanences, or boxes still closed. With the same first
   * trait: what needs no appointment, boxes that may hold more of it, what needs one.
   */
  function opened(node, point, wanted) {
    const permanences = (node.permanences || [])
      .filter((permanence) => answers(permanence.traits, wanted))
      .map((permanence) => ({
        distance: kilometres(point, permanence.point),
        rank: firstOf(permanence.traits) + (permanence.sansRendezVous ? 0 : 0.5),
        permanence,
      }));
    const boxes = (node.boites || [])
      .filter((box) => answers(box[4], wanted))
      .map((box) => ({
        distance: kilometresToBox(point, box),
        rank: firstOf(box[4]) + 0.25,
        node: box[5],
      }));
    return [...permanences, ...boxes];
  }

  Object.assign(Reperes.finder, { nearest, kilometres });
})();
