// Track symbols: APP-6 air frames (open at the bottom), one shape per identity, drawn once into small
// bitmaps. Shape and line carry the identity; colour only helps.

import { Flag } from "../format.js";

/** Half the side of a symbol bitmap, in CSS pixels. */
export const SYMBOL_HALF = 15;

const FRIEND = "#80E0FF";
const HOSTILE = "#FF8080";

/** Colours by identity, in the order of the picture stream. */
export const IDENTITY_COLOURS = Object.freeze([
  "#FFFF80", "#FFFF80", FRIEND, FRIEND, "#AAFFAA", "#FFBC01", HOSTILE, HOSTILE, HOSTILE,
]);

const quatrefoil = (path) => {
  path.moveTo(-5, 9);
  path.bezierCurveTo(-13.5, 9, -13, -5.5, -5.6, -5.2);
  path.bezierCurveTo(-5.6, -13, 5.6, -13, 5.6, -5.2);
  path.bezierCurveTo(13, -5.5, 13.5, 9, 5, 9);
};
const arch = (path) => {
  path.moveTo(-7.5, 9);
  path.bezierCurveTo(-7.5, -5, -4, -11, 0, -11);
  path.bezierCurveTo(4, -11, 7.5, -5, 7.5, 9);
};
const square = (path) => {
  path.moveTo(-8, 9);
  path.lineTo(-8, -9);
  path.lineTo(8, -9);
  path.lineTo(8, 9);
};
const gable = (path) => {
  path.moveTo(-8, 9);
  path.lineTo(-8, -4);
  path.lineTo(0, -11.5);
  path.lineTo(8, -4);
  path.lineTo(8, 9);
};

/** Frame, dashed line, letter; joker and faker are friends playing a part and keep the friend's frame. */
const FRAMES = [
  { draw: quatrefoil, dashed: true, letter: "" },
  { draw: quatrefoil, dashed: false, letter: "" },
  { draw: arch, dashed: true, letter: "" },
  { draw: arch, dashed: false, letter: "" },
  { draw: square, dashed: false, letter: "" },
  { draw: gable, dashed: true, letter: "" },
  { draw: gable, dashed: false, letter: "" },
  { draw: arch, dashed: true, letter: "J" },
  { draw: arch, dashed: false, letter: "K" },
];

const SHOWN_FLAGS = Flag.coasting | Flag.onGround | Flag.tentative | Flag.external | Flag.primaryOnly | Flag.specialPosition;

/** Draws the symbol of an identity and flags round (0, 0) of any 2-D context. */
export function drawSymbol(context, identity, flags) {
  const frame = FRAMES[identity] ?? FRAMES[0];
  const colour = IDENTITY_COLOURS[identity] ?? IDENTITY_COLOURS[0];
  context.save();
  context.globalAlpha = flags & Flag.tentative ? 0.5 : 1;
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = 1.6;
  context.lineJoin = "round";
  if (flags & Flag.onGround) drawGroundMark(context, frame.dashed);
  else drawAirFrame(context, frame, flags);
  context.restore();
}

/** Aircraft and vehicles on the ground: a small bar under a dot, no frame. */
function drawGroundMark(context, dashed) {
  context.beginPath();
  context.setLineDash(dashed ? [2, 2] : []);
  context.rect(-3, -3, 6, 6);
  context.moveTo(-6, 5.5);
  context.lineTo(6, 5.5);
  context.stroke();
}

function drawAirFrame(context, frame, flags) {
  context.beginPath();
  frame.draw(context);
  context.setLineDash(frame.dashed ? [2.6, 2.2] : []);
  context.stroke();
  context.setLineDash([]);
  if (frame.letter) {
    context.font = "700 9px 'B612 Mono', 'DejaVu Sans Mono', monospace";
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(frame.letter, 0, -5);
  }
  drawPositionMark(context, flags);
  if (flags & Flag.specialPosition) {
    context.beginPath();
    context.arc(0, 0, 13.5, 0, 2 * Math.PI);
    context.stroke();
  }
}

/** A dot; a cross when only a primary radar sees it; a diamond from another tracker; open when coasting. */
function drawPositionMark(context, flags) {
  context.lineWidth = 1.3;
  context.beginPath();
  if (flags & Flag.coasting) {
    context.rect(-2.5, -2.5, 5, 5);
    context.stroke();
  } else if (flags & Flag.external) {
    context.moveTo(0, -4);
    context.lineTo(4, 0);
    context.lineTo(0, 4);
    context.lineTo(-4, 0);
    context.closePath();
    context.stroke();
  } else if (flags & Flag.primaryOnly) {
    context.moveTo(-3.5, 0);
    context.lineTo(3.5, 0);
    context.moveTo(0, -3.5);
    context.lineTo(0, 3.5);
    context.stroke();
  } else {
    context.arc(0, 0, 1.7, 0, 2 * Math.PI);
    context.fill();
  }
}

/** A symbol on a small canvas of its own, for tables and sheets. */
export function paintSymbol(canvas, identity, flags) {
  const ratio = globalThis.devicePixelRatio || 1;
  canvas.width = canvas.height = 32 * ratio;
  canvas.style.width = canvas.style.height = "32px";
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  context.translate(16, 17);
  drawSymbol(context, identity, flags);
}

/** Size of a small symbol, used for frames of middling concern among very many. */
const SMALL_SCALE = 0.68;

/**
 * Bitmaps of symbols in two sizes, drawn when first wanted: at most 9 identities × 64 flag sets × 2.
 * They are drawn pixel for pixel, which is what makes thousands of them cheap.
 */
export class SymbolCache {
  #bitmaps = new Map();
  #ratio;

  constructor(ratio) {
    this.#ratio = ratio;
  }

  /** Half the side of a bitmap in CSS pixels. */
  half(isSmall) {
    return isSmall ? Math.ceil(SYMBOL_HALF * SMALL_SCALE) : SYMBOL_HALF;
  }

  bitmap(identity, flags, isSmall) {
    const key = (identity * 1024 + (flags & SHOWN_FLAGS)) * 2 + (isSmall ? 1 : 0);
    let bitmap = this.#bitmaps.get(key);
    if (bitmap === undefined) this.#bitmaps.set(key, bitmap = this.#draw(identity, flags, isSmall));
    return bitmap;
  }

  #draw(identity, flags, isSmall) {
    const half = this.half(isSmall);
    const side = Math.ceil(half * 2 * this.#ratio);
    const canvas = new OffscreenCanvas(side, side);
    const context = canvas.getContext("2d");
    context.scale(this.#ratio, this.#ratio);
    context.translate(half, half);
    if (isSmall) context.scale(SMALL_SCALE, SMALL_SCALE);
    drawSymbol(context, identity, flags);
    return canvas.transferToImageBitmap();
  }
}
