// The base map: land, coasts, borders and country names from the packed Natural Earth file.
// scripts/pack-basemap.py describes the bytes.

import { mercatorX, mercatorY } from "./projection.js";

const STEPS_PER_DEGREE = 1000;
const EDGES_PER_PIECE = 96;
const RunKind = { coast: 0, border: 1 };
/** Coarser copies of every line, by tolerance in radians: drawn while the tolerance is below a pixel. */
const TOLERANCES = [0, 0.0004, 0.002];

class Reader {
  constructor(buffer) {
    this.bytes = new Uint8Array(buffer);
    this.offset = 0;
  }

  varint() {
    let value = 0;
    let factor = 1;
    for (let count = 0; count < 7; count += 1) {
      const byte = this.bytes[this.offset];
      if (byte === undefined) throw new RangeError("base map cut short");
      this.offset += 1;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
    throw new RangeError("base map number too long");
  }

  signed() {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  text() {
    const length = this.varint();
    this.offset += length;
    return new TextDecoder().decode(this.bytes.subarray(this.offset - length, this.offset));
  }
}

/** x, y pairs with their bounding box, in levels of decreasing detail. */
function line(points) {
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let index = 0; index < points.length; index += 2) {
    left = Math.min(left, points[index]);
    right = Math.max(right, points[index]);
    bottom = Math.min(bottom, points[index + 1]);
    top = Math.max(top, points[index + 1]);
  }
  return { left, bottom, right, top, levels: TOLERANCES.map((tolerance) => thinned(points, tolerance)) };
}

/** Leaves out points nearer than the tolerance to the last one kept; the ends stay. */
function thinned(points, tolerance) {
  if (tolerance === 0) return Float64Array.from(points);
  const kept = [points[0], points[1]];
  for (let index = 2; index < points.length - 2; index += 2) {
    const dx = points[index] - kept[kept.length - 2];
    const dy = points[index + 1] - kept[kept.length - 1];
    if (dx * dx + dy * dy >= tolerance * tolerance) kept.push(points[index], points[index + 1]);
  }
  if (points.length > 2) kept.push(points[points.length - 2], points[points.length - 1]);
  return Float64Array.from(kept);
}

/** The decoded map: `rings` to fill, `coasts` and `borders` to stroke, `names` to write. */
export function decodeBasemap(buffer) {
  const reader = new Reader(buffer);
  const magic = String.fromCharCode(...reader.bytes.subarray(0, 4));
  if (magic !== "VBM1") throw new RangeError(`base map begins with ${magic}, not VBM1`);
  reader.offset = 4;
  const map = { rings: [], coasts: [], borders: [], names: [] };
  let origin = [0, 0];
  for (let countries = reader.varint(); countries > 0; countries -= 1) {
    const name = { text: reader.text().toUpperCase(), rank: reader.varint() };
    name.x = mercatorX(reader.signed() / STEPS_PER_DEGREE);
    name.y = mercatorY(reader.signed() / STEPS_PER_DEGREE);
    map.names.push(name);
    for (let rings = reader.varint(); rings > 0; rings -= 1) origin = decodeRing(reader, origin, map);
  }
  return map;
}

function decodeRing(reader, origin, map) {
  const count = reader.varint();
  const points = [];
  let [longitude, latitude] = origin;
  let first = origin;
  for (let index = 0; index < count; index += 1) {
    longitude += reader.signed();
    latitude += reader.signed();
    if (index === 0) first = [longitude, latitude];
    points.push(mercatorX(longitude / STEPS_PER_DEGREE), mercatorY(latitude / STEPS_PER_DEGREE));
  }
  map.rings.push(line(points));
  const closed = points.concat(points.slice(0, 2));
  let edge = 0;
  for (let runs = reader.varint(); runs > 0; runs -= 1) {
    const run = reader.varint();
    const edges = Math.floor(run / 4);
    const pieces = run % 4 === RunKind.coast ? map.coasts : run % 4 === RunKind.border ? map.borders : null;
    for (let start = edge; pieces !== null && start < edge + edges; start += EDGES_PER_PIECE) {
      const end = Math.min(edge + edges, start + EDGES_PER_PIECE);
      pieces.push(line(closed.slice(start * 2, end * 2 + 2)));
    }
    edge += edges;
  }
  return first;
}

function levelFor(view) {
  let level = 0;
  while (level + 1 < TOLERANCES.length && TOLERANCES[level + 1] * view.scale < 0.8) level += 1;
  return level;
}

/** Copies of the world (multiples of a turn) that can be on the screen. */
function turnsIn(view) {
  const half = view.width / 2 / view.scale;
  return [-2 * Math.PI, 0, 2 * Math.PI].filter(
    (turn) => view.x - half < Math.PI + turn && view.x + half > -Math.PI + turn,
  );
}

function bounds(view) {
  return {
    left: view.xAt(0), right: view.xAt(view.width), top: view.yAt(0), bottom: view.yAt(view.height),
  };
}

function isInside(box, shape, turn) {
  return shape.right + turn >= box.left && shape.left + turn <= box.right
    && shape.top >= box.bottom && shape.bottom <= box.top;
}

/**
 * Adds a line to the current path. A point that lies with both neighbours beyond the same edge of the
 * screen cannot matter there and is left out, so that a large country costs what is seen of it.
 */
function trace(context, view, box, points, turn) {
  const { scale } = view;
  const originX = view.width / 2 - (view.x - turn) * scale;
  const originY = view.height / 2 + view.y * scale;
  let previousCode = 0;
  let pending = false;
  for (let index = 0; index < points.length; index += 2) {
    const x = points[index];
    const y = points[index + 1];
    const code = (x + turn < box.left ? 1 : x + turn > box.right ? 2 : 0) | (y < box.bottom ? 4 : y > box.top ? 8 : 0);
    if (index === 0) {
      context.moveTo(originX + x * scale, originY - y * scale);
    } else if ((code & previousCode) !== 0 && index + 2 < points.length) {
      pending = true;
    } else {
      if (pending) {
        context.lineTo(originX + points[index - 2] * scale, originY - points[index - 1] * scale);
        pending = false;
      }
      context.lineTo(originX + x * scale, originY - y * scale);
    }
    previousCode = pending ? code & previousCode : code;
  }
}

export const MAP_COLOURS = Object.freeze({
  sea: "#0d1319", land: "#1a232b", coast: "#4d5c69", border: "#5a6874", name: "#4f5d69",
  graticule: "#1f2932", page: "#0d1319",
});

/** Fills the view with sea and land and draws coasts, borders and names. */
export function drawBasemap(context, view, map) {
  context.fillStyle = MAP_COLOURS.sea;
  context.fillRect(0, 0, view.width, view.height);
  if (map === null) return;
  const level = levelFor(view);
  const box = bounds(view);
  const turns = turnsIn(view);
  context.beginPath();
  eachVisible(map.rings, box, turns, (ring, turn) => {
    trace(context, view, box, ring.levels[level], turn);
    context.closePath();
  });
  context.fillStyle = MAP_COLOURS.land;
  context.fill();
  context.lineJoin = "round";
  strokeLines(context, view, map.coasts, level, box, turns, MAP_COLOURS.coast, []);
  strokeLines(context, view, map.borders, level, box, turns, MAP_COLOURS.border, [6, 3]);
  drawNames(context, view, map.names, turns);
}

function eachVisible(shapes, box, turns, action) {
  for (const turn of turns) {
    for (const shape of shapes) if (isInside(box, shape, turn)) action(shape, turn);
  }
}

function strokeLines(context, view, lines, level, box, turns, colour, dashes) {
  context.beginPath();
  eachVisible(lines, box, turns, (piece, turn) => trace(context, view, box, piece.levels[level], turn));
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.setLineDash(view.rangeNM > 1500 ? [] : dashes);
  context.stroke();
  context.setLineDash([]);
}

function drawNames(context, view, names, turns) {
  const highestRank = view.rangeNM > 2500 ? 2 : view.rangeNM > 1000 ? 3 : view.rangeNM > 300 ? 4 : view.rangeNM > 80 ? 5 : 9;
  context.font = "500 12px B612, 'DejaVu Sans', sans-serif";
  context.fillStyle = MAP_COLOURS.name;
  context.textAlign = "center";
  context.textBaseline = "middle";
  if ("letterSpacing" in context) context.letterSpacing = "4px";
  for (const turn of turns) {
    for (const name of names) {
      if (name.rank > highestRank) continue;
      const x = view.width / 2 + (name.x + turn - view.x) * view.scale;
      const y = view.screenY(name.y);
      if (x > -100 && x < view.width + 100 && y > -20 && y < view.height + 20) context.fillText(name.text, x, y);
    }
  }
  if ("letterSpacing" in context) context.letterSpacing = "0px";
  context.textAlign = "left";
}
