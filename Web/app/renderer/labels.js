// Label placement without overlap: a bitmap of occupied cells, eight places round each symbol, the
// last place tried first so that labels do not jump.

const CELL = 4;
/** Places round the symbol: right and left first, above and below last. Unit steps, y down. */
export const PLACES = Object.freeze([
  [1, -1], [1, 1], [-1, -1], [-1, 1], [1, 0], [-1, 0], [0, -1], [0, 1],
]);
/** How much further out the second ring of places lies. */
const FAR = 22;

/** Which cells of the screen are taken. */
export class Occupancy {
  resize(width, height) {
    this.columns = Math.max(1, Math.ceil(width / CELL));
    this.rows = Math.max(1, Math.ceil(height / CELL));
    this.width = width;
    this.height = height;
    this.cells = new Uint8Array(this.columns * this.rows);
  }

  clear() {
    this.cells.fill(0);
  }

  #span(start, length, limit) {
    return [Math.max(0, Math.floor(start / CELL)), Math.min(limit - 1, Math.floor((start + length - 1) / CELL))];
  }

  mark(x, y, width, height) {
    const [left, right] = this.#span(x, width, this.columns);
    const [top, bottom] = this.#span(y, height, this.rows);
    for (let row = top; row <= bottom; row += 1) {
      if (left <= right) this.cells.fill(1, row * this.columns + left, row * this.columns + right + 1);
    }
  }

  /** True when the rectangle lies on the screen and touches no taken cell. */
  isFree(x, y, width, height) {
    if (x < 0 || y < 0 || x + width > this.width || y + height > this.height) return false;
    const [left, right] = this.#span(x, width, this.columns);
    const [top, bottom] = this.#span(y, height, this.rows);
    for (let row = top; row <= bottom; row += 1) {
      const end = row * this.columns + right;
      for (let cell = row * this.columns + left; cell <= end; cell += 1) if (this.cells[cell] !== 0) return false;
    }
    return true;
  }
}

/** Upper left corner of a label at a place round (x, y). */
function cornerAt(x, y, width, height, place, distance) {
  const [across, down] = PLACES[place];
  if (across === 0) return [x - width / 2, down > 0 ? y + distance : y - distance - height];
  return [
    across > 0 ? x + distance : x - distance - width,
    down > 0 ? y + distance * 0.3 : down < 0 ? y - distance * 0.3 - height : y - height / 2,
  ];
}

/** True for a place the track is flying into: its vector would run through the label. */
function isAhead(place, headingDegrees) {
  const [across, down] = PLACES[place];
  const direction = (Math.atan2(across, -down) * 180) / Math.PI;
  const apart = Math.abs(((direction - headingDegrees + 540) % 360) - 180);
  return apart < 40;
}

/**
 * Finds a free place for a label and takes it.
 * `lastPlace` (from the answer before, or -1) is tried first; `heading` is null without a vector;
 * `distance` keeps clear of the symbol; `insistent` labels also try further out. Null when nothing is free.
 */
export function placeLabel(occupancy, x, y, width, height, {
  lastPlace = -1, heading = null, insistent = false, distance = 12,
} = {}) {
  const count = PLACES.length;
  const attempt = (index) => {
    const reach = index < count ? distance : distance + FAR;
    const [left, top] = cornerAt(x, y, width, height, index % count, reach);
    if (!occupancy.isFree(left, top, width, height)) return null;
    occupancy.mark(left, top, width, height);
    return { left, top, place: index };
  };
  const last = lastPlace >= 0 && lastPlace < count * 2 ? attempt(lastPlace) : null;
  if (last !== null) return last;
  for (const intoHeading of heading === null ? [null] : [false, true]) {
    for (let index = 0; index < count; index += 1) {
      if (intoHeading !== null && isAhead(index, heading) !== intoHeading) continue;
      const found = attempt(index);
      if (found !== null) return found;
    }
  }
  for (let index = count; insistent && index < count * 2; index += 1) {
    const found = attempt(index);
    if (found !== null) return found;
  }
  return null;
}
