// Words and numbers of the air picture as people read them: levels, codes, times, positions.
// Pure functions, shared by the page and the picture worker.

/** Level kinds of the picture stream. A level is never written without the letter of its kind. */
export const LevelKind = Object.freeze({ none: 0, flightLevel: 1, altitude: 2, geometric: 3, measured: 4 });

const LEVEL_LETTERS = ["", "F", "A", "G", "H"];
const LEVEL_WORDS = [
  "no level", "flight level (pressure)", "altitude on QNH", "geometric height, WGS-84",
  "height measured by radar",
];

/** "F370", "A035", "G123", "H050"; "" when there is none. `level` is in hundreds of feet. */
export function levelText(level, kind) {
  const letter = LEVEL_LETTERS[kind];
  if (level === null || level === undefined || !letter || !Number.isFinite(level)) return "";
  const rounded = Math.round(level);
  const digits = String(Math.abs(rounded)).padStart(rounded < 0 ? 2 : 3, "0");
  return `${letter}${rounded < 0 ? "-" : ""}${digits}`;
}

/** What the letter of a level means. */
export function levelKindText(kind) {
  return LEVEL_WORDS[kind] ?? LEVEL_WORDS[0];
}

/** "↑", "↓" or "" for a level trend of +1, -1, 0. */
export function trendText(trend) {
  return trend > 0 ? "↑" : trend < 0 ? "↓" : "";
}

/** Identities in the order of the picture stream. */
export const IDENTITIES = Object.freeze([
  "pending", "unknown", "assumed friend", "friend", "neutral", "suspect", "hostile", "joker", "faker",
]);

/** Bits of a record's flags. */
export const Flag = Object.freeze({
  coasting: 1, onGround: 2, tentative: 4, external: 8, alerted: 16, emergency: 32, simulated: 64,
  primaryOnly: 128, specialPosition: 256, notValidated: 512,
});

const SOURCE_WORDS = ["PSR", "SSR", "MODE S", "ADS-B", "MLAT", "EXT", "SMR", "REMOTE ID"];

/** "SSR MODE S ADS-B" for the source bits of a record. */
export function sourcesText(bits) {
  return SOURCE_WORDS.filter((_, bit) => bits & (1 << bit)).join(" ");
}

/** State of a track in one word. */
export function stateText(flags) {
  if (flags & Flag.external) return "external";
  if (flags & Flag.coasting) return "coasting";
  if (flags & Flag.tentative) return "tentative";
  return "confirmed";
}

/** Four octal digits of a Mode 3/A code; "" when there is none. */
export function squawkText(code) {
  return code === null ? "" : code.toString(8).padStart(4, "0");
}

/** Six hexadecimal digits of a Mode S address; "" when there is none. */
export function addressText(address) {
  return address === null ? "" : address.toString(16).toUpperCase().padStart(6, "0");
}

const two = (number) => String(number).padStart(2, "0");
const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/** "21:14:05" in UTC. */
export function timeText(milliseconds) {
  if (!Number.isFinite(milliseconds)) return "--:--:--";
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) return "--:--:--";
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
}

/** "02 MAY 2023" in UTC. A recording without a date has its times counted from 1970: then nothing is made up. */
export function dateText(milliseconds) {
  const date = new Date(milliseconds);
  if (!Number.isFinite(milliseconds) || Number.isNaN(date.getTime())) return "";
  if (date.getUTCFullYear() <= 1970) return "DATE NOT KNOWN";
  return `${two(date.getUTCDate())} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** Between a figure and its unit: a space at which no line is broken. */
const NO_BREAK = "\u00a0";

/** "4 s", "2 min 40 s", "1 h 05 min" for a span in seconds. */
export function spanText(seconds) {
  if (!Number.isFinite(seconds)) return "–";
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 100) return `${whole}${NO_BREAK}s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}${NO_BREAK}min${NO_BREAK}${two(whole % 60)}${NO_BREAK}s`;
  return `${Math.floor(whole / 3600)}${NO_BREAK}h${NO_BREAK}${two(Math.floor((whole % 3600) / 60))}${NO_BREAK}min`;
}

/** An age with tenths while it is short: "0.4 s", "12 s". */
export function ageText(seconds) {
  if (!Number.isFinite(seconds)) return "–";
  return seconds < 9.95 ? `${Math.max(0, seconds).toFixed(1)}${NO_BREAK}s` : spanText(seconds);
}

function angleText(degrees, digits, positive, negative) {
  const minutesTotal = Math.round(Math.abs(degrees) * 600) / 10;
  const whole = Math.floor(minutesTotal / 60);
  const minutes = (minutesTotal - whole * 60).toFixed(1).padStart(4, "0");
  return `${degrees < 0 ? negative : positive}${String(whole).padStart(digits, "0")}°${minutes}`;
}

/** "N13°28.9 E002°11.0", degrees and decimal minutes, WGS-84. */
export function positionText(latitude, longitude) {
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) return "–";
  return `${angleText(latitude, 2, "N", "S")} ${angleText(longitude, 3, "E", "W")}`;
}

/** "048°" for a direction in degrees. */
export function directionText(degrees) {
  if (!Number.isFinite(degrees)) return "–";
  const whole = ((Math.round(degrees) % 360) + 360) % 360;
  return `${String(whole === 0 ? 360 : whole).padStart(3, "0")}°`;
}

/** "18.2 MB" for a count of bytes. */
export function bytesText(bytes) {
  if (!Number.isFinite(bytes)) return "–";
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(value < 10 ? 2 : 1)} ${units[unit]}`;
}

/** "182,331": groups of three, whatever the browser's language. */
export function countText(count) {
  if (!Number.isFinite(count)) return "–";
  return String(Math.round(count)).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** "+1,400 ft/min". */
export function verticalRateText(feetPerMinute) {
  if (!Number.isFinite(feetPerMinute)) return "–";
  const sign = feetPerMinute > 0 ? "+" : feetPerMinute < 0 ? "−" : "";
  return `${sign}${countText(Math.abs(feetPerMinute))} ft/min`;
}
