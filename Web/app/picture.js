// The air picture as the page holds it: tracks by number, brought up to date by snapshots and deltas.

import { Flag, addressText, levelText, squawkText, trendText } from "./format.js";
import { mercatorX, mercatorY } from "./renderer/projection.js";

/** Past positions kept of each track, and the least time between two of them. */
export const HISTORY_LENGTH = 5;
const HISTORY_SPACING_MS = 4000;
/** A track that jumps further between two updates starts a new history (about 40 NM). */
const HISTORY_BREAK_RADIANS = 0.012;

const NO_INT16 = -32768;
const NO_UINT16 = 65535;
const NO_ADDRESS = 0xffffffff;

const EMERGENCY_CODES = new Set([0o7500, 0o7600, 0o7700]);

/** One track as last reported. Positions are WGS-84 degrees and Mercator radians. */
export class Track {
  constructor(number) {
    this.number = number;
    this.latitude = 0;
    this.longitude = 0;
    this.x = 0;
    this.y = 0;
    this.level = null;
    this.levelKind = 0;
    this.verticalRate = null;
    this.speed = null;
    this.angle = 0;
    this.code = null;
    this.identity = 0;
    this.flags = 0;
    this.sources = 0;
    this.updatedMs = 0;
    this.page = 0;
    this.trend = 0;
    this.callsign = "";
    this.address = null;
    this.quality = 0;
    /** x, y pairs, oldest first. */
    this.history = [];
    this.historyMs = -Infinity;
    // Owned by the renderer: where the symbol and the label were drawn last.
    this.screenX = 0;
    this.screenY = 0;
    this.drawn = 0;
    this.labelPlace = -1;
    this.callsignWords = [0, 0];
    this.#forgetTexts();
  }

  #firstLine = null;
  #secondLine = null;

  #forgetTexts() {
    this.#firstLine = null;
    this.#secondLine = null;
  }

  /** First label line: callsign, else Mode 3/A code, else track number. */
  get firstLine() {
    this.#firstLine ??= this.callsign || squawkText(this.code) || `TRK ${this.number}`;
    return this.#firstLine;
  }

  /** Second label line: level with its letter, trend, tens of knots. */
  get secondLine() {
    if (this.#secondLine === null) {
      const level = levelText(this.level, this.levelKind) || "----";
      const speed = this.speed === null ? "" : String(Math.round(this.speed / 10)).padStart(2, "0");
      this.#secondLine = `${level}${trendText(this.trend) || " "}${speed}`;
    }
    return this.#secondLine;
  }

  /** Mode 3/A code worth a line of its own: an emergency code, when the first line does not show it. */
  get emergencyLine() {
    if (!(this.flags & Flag.emergency)) return "";
    return EMERGENCY_CODES.has(this.code) && this.callsign ? squawkText(this.code) : "EMERG";
  }

  get squawk() {
    return squawkText(this.code);
  }

  get addressDigits() {
    return addressText(this.address);
  }

  has(flag) {
    return (this.flags & flag) !== 0;
  }

  /** Reads the record at `offset`; `pictureMs` is the message's picture time. */
  read(view, offset, pictureMs) {
    const previousX = this.x;
    const previousY = this.y;
    const previousMs = this.updatedMs;
    this.latitude = view.getInt32(offset + 4, true) / 1e7;
    this.longitude = view.getInt32(offset + 8, true) / 1e7;
    this.x = mercatorX(this.longitude);
    this.y = mercatorY(this.latitude);
    const level = view.getInt16(offset + 12, true);
    this.levelKind = view.getUint8(offset + 22);
    this.level = level === NO_INT16 || this.levelKind === 0 ? null : level / 4;
    const rate = view.getInt16(offset + 14, true);
    this.verticalRate = rate === NO_INT16 ? null : rate;
    const speed = view.getUint16(offset + 16, true);
    this.speed = speed === NO_UINT16 ? null : speed / 10;
    this.angle = (view.getUint16(offset + 18, true) * 360) / 65536;
    const code = view.getUint16(offset + 20, true);
    this.code = code === NO_UINT16 ? null : code & 0o7777;
    this.identity = Math.min(8, view.getUint8(offset + 23));
    this.flags = view.getUint16(offset + 24, true);
    this.sources = view.getUint16(offset + 26, true);
    this.updatedMs = pictureMs - view.getUint16(offset + 28, true) * 100;
    this.page = view.getUint8(offset + 30);
    this.trend = view.getInt8(offset + 31);
    this.#readCallsign(view, offset + 32);
    const address = view.getUint32(offset + 40, true);
    this.address = address === NO_ADDRESS ? null : address & 0xffffff;
    this.quality = view.getUint16(offset + 44, true);
    this.#forgetTexts();
    this.#remember(previousX, previousY, previousMs);
  }

  #readCallsign(view, offset) {
    const words = [view.getUint32(offset, true), view.getUint32(offset + 4, true)];
    if (words[0] === this.callsignWords[0] && words[1] === this.callsignWords[1]) return;
    this.callsignWords = words;
    let text = "";
    for (let index = 0; index < 8; index += 1) {
      const byte = view.getUint8(offset + index);
      text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : " ";
    }
    this.callsign = text.trim();
  }

  #remember(previousX, previousY, previousMs) {
    if (previousMs === 0 || (this.x === previousX && this.y === previousY)) return;
    const jump = Math.abs(this.x - previousX) + Math.abs(this.y - previousY);
    if (this.updatedMs < previousMs || jump > HISTORY_BREAK_RADIANS) {
      this.history.length = 0;
      this.historyMs = this.updatedMs;
      return;
    }
    if (previousMs - this.historyMs < HISTORY_SPACING_MS) return;
    this.history.push(previousX, previousY);
    this.historyMs = previousMs;
    if (this.history.length > HISTORY_LENGTH * 2) this.history.splice(0, 2);
  }
}

/** All tracks of the picture with its number and time. */
export class Picture {
  tracks = new Map();
  number = null;
  timeMs = null;

  /** Takes a snapshot; tracks it does not name are gone. */
  replace(message) {
    const previous = this.tracks;
    const restarted = this.timeMs !== null && message.timeMs < this.timeMs - 1000;
    this.tracks = new Map();
    this.#readRecords(message, restarted ? new Map() : previous);
    this.number = message.number;
    this.timeMs = message.timeMs;
  }

  /** Takes a delta; false when it does not follow the picture held (then a snapshot is awaited). */
  update(message) {
    if (this.number === null || message.previous !== this.number) return false;
    this.#readRecords(message, this.tracks);
    for (const number of message.removed) this.tracks.delete(number);
    this.number = message.number;
    this.timeMs = message.timeMs;
    return true;
  }

  #readRecords(message, known) {
    for (let offset = 0; offset + message.recordBytes <= message.records.byteLength; offset += message.recordBytes) {
      const number = message.records.getUint32(offset, true);
      const track = known.get(number) ?? new Track(number);
      track.read(message.records, offset, message.timeMs);
      this.tracks.set(number, track);
    }
  }
}
