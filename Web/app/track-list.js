// The track table's rows: which tracks a search finds, in which order, as text ready to show.

import { IDENTITIES, Flag, ageText, directionText, levelText, sourcesText, stateText, trendText } from "./format.js";

/** What each column is sorted by; null for tracks that have no such value. */
const SORT_VALUES = {
  number: (track) => track.number,
  identity: (track) => -track.identity,
  callsign: (track) => track.callsign || null,
  squawk: (track) => track.code,
  level: (track) => track.level,
  speed: (track) => track.speed,
  angle: (track) => (track.speed === null ? null : track.angle),
  age: (track) => -track.updatedMs,
  sources: (track) => track.sources,
  state: (track) => stateText(track.flags),
};

/** The columns a table can be sorted by. */
export const SORT_KEYS = Object.freeze(Object.keys(SORT_VALUES));

function pattern(words) {
  const escaped = words.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*");
  return new RegExp(words.includes("*") ? `^${escaped}$` : escaped, "i");
}

/** A test for one word of a search: `id:`, `sqk:`, `src:`, `fl<`, `fl>`, or anything a track is called. */
function wordTest(word) {
  const level = /^fl([<>])(\d+)$/i.exec(word);
  if (level) {
    const limit = Number(level[2]);
    return level[1] === "<" ? (track) => track.level !== null && track.level < limit
      : (track) => track.level !== null && track.level > limit;
  }
  const field = /^(id|sqk|src):(.*)$/i.exec(word);
  if (field) {
    const wanted = pattern(field[2]);
    switch (field[1].toLowerCase()) {
      case "id": return (track) => wanted.test(IDENTITIES[track.identity]);
      case "sqk": return (track) => wanted.test(track.squawk);
      default: return (track) => wanted.test(sourcesText(track.sources));
    }
  }
  const wanted = pattern(word);
  return (track) => wanted.test(track.callsign) || wanted.test(track.squawk)
    || wanted.test(track.addressDigits) || wanted.test(String(track.number));
}

/** A test for a whole search: every word must fit. */
export function searchTest(query) {
  const tests = query.trim().split(/\s+/).filter(Boolean).map(wordTest);
  return (track) => tests.every((test) => test(track));
}

/** Tracks that fit the search, sorted; those without a value last, ties by number so that rows do not dance. */
export function sortedTracks(tracks, { query = "", sort = "number", descending = false } = {}) {
  const found = query.trim() === "" ? [...tracks] : [...tracks].filter(searchTest(query));
  const valueOf = SORT_VALUES[sort] ?? SORT_VALUES.number;
  const sign = descending ? -1 : 1;
  return found.map((track) => ({ track, value: valueOf(track) })).sort((a, b) => {
    if (a.value === null || b.value === null) return (a.value === null) - (b.value === null) || a.track.number - b.track.number;
    return sign * (a.value < b.value ? -1 : a.value > b.value ? 1 : 0) || a.track.number - b.track.number;
  }).map(({ track }) => track);
}

/** One table row as text; `pictureMs` is the picture's time, against which ages count. */
export function rowOf(track, pictureMs, alerted) {
  return {
    number: track.number,
    page: track.page,
    identity: track.identity,
    identityText: IDENTITIES[track.identity],
    callsign: track.callsign,
    squawk: track.squawk,
    level: levelText(track.level, track.levelKind) + trendText(track.trend),
    speed: track.speed === null ? "" : String(Math.round(track.speed)),
    angle: track.speed === null ? "" : directionText(track.angle),
    age: ageText((pictureMs - track.updatedMs) / 1000),
    sources: sourcesText(track.sources),
    state: track.has(Flag.onGround) ? `${stateText(track.flags)}, ground` : stateText(track.flags),
    alerted,
    emergency: track.has(Flag.emergency),
  };
}
