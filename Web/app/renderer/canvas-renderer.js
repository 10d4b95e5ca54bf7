// Draws the picture on a 2-D canvas. It holds bitmaps and caches only: what to draw comes as a scene.
// A renderer on another base (WebGL) would offer the same `resize`, `draw` and `trackAt`.

import { Flag, directionText } from "../format.js";
import { drawBasemap } from "./basemap.js";
import {
  drawAirspace, drawAirspaceNames, drawCoverage, drawGraticule, drawRadarPage, drawRangeRings, drawScaleBar,
  drawOperator, drawSensors, roundStep,
} from "./furniture.js";
import { Occupancy, placeLabel } from "./labels.js";
import { DEGREES, mercatorX, mercatorY, rangeAndBearing } from "./projection.js";
import { IDENTITY_COLOURS, SYMBOL_HALF, SymbolCache } from "./symbols.js";

/** Above this many tracks in view, those of least concern shrink to dots. */
const DETAIL_LIMIT = 1500;
/** Labels written then at most, alerted and selected tracks apart. */
const REDUCED_LABELS = 160;
/** How long labels are carried along before they are placed anew. */
const CARRY_LABELS_MS = 250;
const BASE_MARGIN = 200;
const LABEL_FONT = "11px 'B612 Mono', 'DejaVu Sans Mono', monospace";
const LABEL_LINE = 12;
const PICK_DISTANCE = 16;
const GROUND_LABEL_RANGE_NM = 25;
const ALERT_COLOURS = { critical: "#FF5C5C", warning: "#FFB347", advisory: "#5CC8FF" };

/** Drawing classes, least important first: they are drawn in this order and labelled in reverse. */
const Rank = { plain: 0, pending: 1, concern: 2, alerted: 3, selected: 4 };
/** Friends, assumed friends and neutrals are of least concern. */
const RANK_OF_IDENTITY = [1, 1, 0, 0, 0, 2, 2, 2, 2];

export class CanvasRenderer {
  #canvas;
  #context;
  #ratio = 1;
  #symbols = new SymbolCache(1);
  #occupancy = new Occupancy();
  #base = null;
  #characterWidth = 6.6;
  #shown = [];
  #drawing = 0;
  /** Labels of the last full placement, with their offsets from the symbols. */
  #placed = { scale: 0, page: 0, time: -Infinity, labels: [] };

  constructor(canvas) {
    this.#canvas = canvas;
    this.#context = canvas.getContext("2d", { alpha: false });
  }

  resize(width, height, ratio) {
    if (ratio !== this.#ratio) this.#symbols = new SymbolCache(ratio);
    this.#ratio = ratio;
    this.#canvas.width = Math.max(1, Math.round(width * ratio));
    this.#canvas.height = Math.max(1, Math.round(height * ratio));
    this.#occupancy.resize(width, height);
    this.#base = null;
  }

  /** Fonts have arrived or a theme changed: nothing cached is right any more. */
  forget() {
    this.#symbols = new SymbolCache(this.#ratio);
    this.#base = null;
    this.#context.font = LABEL_FONT;
    this.#characterWidth = this.#context.measureText("0000000000").width / 10;
  }

  /** Draws the scene; returns how many tracks are in view and how many labels were written. */
  draw(scene) {
    const context = this.#context;
    context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    this.#drawBase(scene);
    const ranks = this.#tracksInView(scene);
    const inView = this.#shown.length;
    const reduced = inView > DETAIL_LIMIT;
    this.#occupancy.clear();
    for (const { x, y, width, height } of scene.obstacles) this.#occupancy.mark(x, y, width, height);
    this.#markSymbols(scene, ranks, reduced);
    if (scene.view.page === 0) {
      drawSensors(context, scene.view, scene.sensors, this.#occupancy, this.#characterWidth * 0.92);
      if (scene.options.airspace) {
        drawAirspaceNames(context, scene.view, scene.airspace, this.#occupancy, this.#characterWidth * 0.92);
      }
    }
    this.#drawTrail(scene);
    this.#drawOperator(scene);
    if (scene.options.history && !(reduced && scene.moving)) this.#drawHistory(scene, ranks, reduced);
    if (scene.options.vectorMinutes > 0) this.#drawVectors(scene, ranks, reduced);
    this.#drawSymbols(scene, ranks, reduced);
    const labels = !scene.options.labels ? 0 : this.#canCarryLabels(scene) ? this.#drawCarriedLabels(scene)
      : this.#drawLabels(scene, ranks, reduced);
    this.#drawMeasure(scene);
    drawScaleBar(context, scene.view);
    return { inView, labels, reduced };
  }

  /** Number of the shown track nearest to a point, within 16 px; null without one. */
  trackAt(x, y) {
    let best = PICK_DISTANCE * PICK_DISTANCE;
    let found = null;
    for (const track of this.#shown) {
      const distance = (track.screenX - x) ** 2 + (track.screenY - y) ** 2;
      if (distance <= best) {
        best = distance;
        found = track.number;
      }
    }
    return found;
  }

  // The ground, kept in a bitmap larger than the screen so that panning mostly copies.

  #drawBase(scene) {
    const { view } = scene;
    const key = this.#baseKey(scene);
    const base = this.#base;
    const dx = base ? Math.round((base.x - view.x) * view.scale * this.#ratio) / this.#ratio : 0;
    const dy = base ? Math.round((view.y - base.y) * view.scale * this.#ratio) / this.#ratio : 0;
    const fits = base !== null && base.key === key && Math.abs(dx) <= BASE_MARGIN && Math.abs(dy) <= BASE_MARGIN;
    if (!fits) this.#renderBase(scene, key);
    this.#context.drawImage(this.#base.bitmap, (fits ? dx : 0) - BASE_MARGIN, (fits ? dy : 0) - BASE_MARGIN,
      view.width + BASE_MARGIN * 2, view.height + BASE_MARGIN * 2);
  }

  #baseKey({ view, options, airspaceRevision, alertedVolumes, sensorsKey, basemap, centre, page }) {
    return [view.page, view.scale, view.width, view.height, options.airspace, options.coverage, options.rings,
      airspaceRevision, [...alertedVolumes].join("\n"), options.coverage ? sensorsKey : "", basemap !== null,
      centre?.latitude, centre?.longitude, page?.rangeNM].join("|");
  }

  #renderBase(scene, key) {
    const { view, options } = scene;
    const wide = view.copy();
    wide.width += BASE_MARGIN * 2;
    wide.height += BASE_MARGIN * 2;
    const width = Math.round(wide.width * this.#ratio);
    const height = Math.round(wide.height * this.#ratio);
    let bitmap = this.#base?.bitmap;
    if (!bitmap || bitmap.width !== width || bitmap.height !== height) bitmap = new OffscreenCanvas(width, height);
    const context = bitmap.getContext("2d", { alpha: false });
    context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    if (view.page !== 0) {
      drawRadarPage(context, wide, scene.page?.rangeNM ?? 0);
    } else {
      drawBasemap(context, wide, scene.basemap);
      drawGraticule(context, wide);
      if (options.rings && scene.centre) {
        const step = Math.max(1, roundStep(view.rangeNM / 2.2));
        drawRangeRings(context, wide, scene.centre.latitude, scene.centre.longitude, step, 4);
      }
      if (options.coverage) drawCoverage(context, wide, scene.sensors);
      if (options.airspace) drawAirspace(context, wide, scene.airspace, scene.alertedVolumes);
    }
    this.#base = { bitmap, key, x: view.x, y: view.y };
  }

  // Which tracks are on the screen, and in what order they matter.

  #tracksInView(scene) {
    const { view, picture, selected, alertOf } = scene;
    const ranks = [[], [], [], [], []];
    this.#shown = [];
    this.#drawing += 1;
    for (const track of picture.tracks.values()) {
      if (track.page !== view.page) continue;
      const x = view.screenX(track.x);
      if (x < -SYMBOL_HALF || x > view.width + SYMBOL_HALF) continue;
      const y = view.screenY(track.y);
      if (y < -SYMBOL_HALF || y > view.height + SYMBOL_HALF) continue;
      track.screenX = x;
      track.screenY = y;
      track.drawn = this.#drawing;
      this.#shown.push(track);
      const alerted = (track.flags & (Flag.alerted | Flag.emergency)) !== 0 || alertOf.has(track.number);
      const rank = track.number === selected ? Rank.selected : alerted ? Rank.alerted : RANK_OF_IDENTITY[track.identity];
      ranks[rank].push(track);
    }
    return ranks;
  }

  #isDot(track, rank, reduced) {
    return reduced && rank === Rank.plain && !track.has(Flag.onGround);
  }

  #markSymbols(scene, ranks, reduced) {
    for (let rank = 0; rank < ranks.length; rank += 1) {
      for (const track of ranks[rank]) {
        if (this.#isDot(track, rank, reduced)) continue;
        if (reduced && rank < Rank.concern) continue;
        const half = rank >= Rank.alerted ? 16 : 8;
        this.#occupancy.mark(track.screenX - half, track.screenY - half, half * 2, half * 2);
      }
    }
  }

  #drawTrail({ view, trail }) {
    if (trail.length < 2) return;
    const context = this.#context;
    context.beginPath();
    trail.forEach(([latitude, longitude], index) => {
      const x = view.screenX(mercatorX(longitude));
      const y = view.screenY(mercatorY(latitude));
      if (index === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    });
    context.strokeStyle = "rgba(215, 224, 232, 0.45)";
    context.lineWidth = 1.2;
    context.stroke();
  }

  /** The operator's place of the selected unmanned aircraft, joined to it; the line is there though one end is not. */
  #drawOperator({ view, picture, selected, operator }) {
    const track = operator === null ? undefined : picture.tracks.get(selected);
    if (!track || track.page !== view.page || view.page !== 0) return;
    drawOperator(this.#context, view, operator, { x: view.screenX(track.x), y: view.screenY(track.y) },
      this.#occupancy, this.#characterWidth * 0.92);
  }

  // Dots and vectors

  #drawHistory({ view }, ranks, reduced) {
    const context = this.#context;
    const paths = new Map();
    for (let rank = reduced ? Rank.concern : Rank.plain; rank < ranks.length; rank += 1) {
      for (const track of ranks[rank]) {
        const { history } = track;
        if (history.length === 0) continue;
        const colour = IDENTITY_COLOURS[track.identity];
        let points = paths.get(colour);
        if (points === undefined) paths.set(colour, points = []);
        for (let index = 0; index < history.length; index += 2) {
          points.push(Math.round(view.screenX(history[index])), Math.round(view.screenY(history[index + 1])));
        }
      }
    }
    context.globalAlpha = 0.55;
    for (const [colour, points] of paths) {
      context.fillStyle = colour;
      for (let index = 0; index < points.length; index += 2) context.fillRect(points[index] - 1, points[index + 1] - 1, 2, 2);
    }
    context.globalAlpha = 1;
  }

  /** Each vector is a path of its own: one path of a thousand lines costs far more to fill in. */
  #drawVectors({ view, options }, ranks, reduced) {
    const context = this.#context;
    context.lineWidth = 1;
    context.globalAlpha = 0.85;
    let colour = null;
    for (let rank = reduced ? Rank.pending : Rank.plain; rank < ranks.length; rank += 1) {
      for (const track of ranks[rank]) {
        if (track.speed === null || track.speed < 5 || track.has(Flag.onGround)) continue;
        const length = (track.speed * options.vectorMinutes) / 60 / view.milesPerPixel(track.latitude);
        if (length < 6) continue;
        if (colour !== IDENTITY_COLOURS[track.identity]) context.strokeStyle = colour = IDENTITY_COLOURS[track.identity];
        const angle = track.angle * DEGREES;
        const [across, up] = [Math.sin(angle), Math.cos(angle)];
        context.beginPath();
        context.moveTo(track.screenX + across * 4, track.screenY - up * 4);
        context.lineTo(track.screenX + across * length, track.screenY - up * length);
        context.stroke();
      }
    }
    context.globalAlpha = 1;
  }

  #drawSymbols(scene, ranks, reduced) {
    const context = this.#context;
    if (reduced) this.#drawDots(ranks[Rank.plain]);
    context.imageSmoothingEnabled = this.#ratio !== Math.round(this.#ratio);
    for (let rank = 0; rank < ranks.length; rank += 1) {
      for (const track of ranks[rank]) {
        if (this.#isDot(track, rank, reduced)) continue;
        const isSmall = reduced && rank < Rank.concern;
        const bitmap = this.#symbols.bitmap(track.identity, track.flags, isSmall);
        const half = this.#symbols.half(isSmall);
        context.drawImage(bitmap, Math.round(track.screenX) - half, Math.round(track.screenY) - half, half * 2, half * 2);
        if (track.has(Flag.simulated) && scene.mode === "LIVE") this.#drawSimulated(track);
      }
    }
    for (const track of ranks[Rank.alerted]) this.#drawAlertBox(track, scene.alertOf.get(track.number));
    for (const track of ranks[Rank.selected]) {
      const alerted = track.has(Flag.alerted | Flag.emergency) || scene.alertOf.has(track.number);
      if (alerted) this.#drawAlertBox(track, scene.alertOf.get(track.number));
      this.#drawSelection(track);
    }
  }

  #drawDots(tracks) {
    const context = this.#context;
    for (const identity of [2, 3, 4]) {
      context.fillStyle = IDENTITY_COLOURS[identity];
      context.globalAlpha = 0.75;
      for (const track of tracks) {
        if (track.identity === identity && !track.has(Flag.onGround)) {
          context.fillRect(Math.round(track.screenX) - 1, Math.round(track.screenY) - 1, 3, 3);
        }
      }
    }
    context.globalAlpha = 1;
  }

  /** Simulated traffic in a live picture says so on the symbol. */
  #drawSimulated(track) {
    const context = this.#context;
    context.fillStyle = "#D6A6FF";
    context.font = "700 9px 'B612 Mono', 'DejaVu Sans Mono', monospace";
    context.textBaseline = "middle";
    context.fillText("S", track.screenX + 9, track.screenY - 9);
  }

  #drawAlertBox(track, alert) {
    const context = this.#context;
    const half = 15.5;
    context.strokeStyle = ALERT_COLOURS[alert?.priority ?? (track.has(Flag.emergency) ? "critical" : "warning")];
    context.lineWidth = alert?.acknowledged ? 1.2 : 2.2;
    context.setLineDash(alert?.acknowledged ? [4, 3] : []);
    context.strokeRect(Math.round(track.screenX) - half, Math.round(track.screenY) - half, half * 2, half * 2);
    context.setLineDash([]);
  }

  #drawSelection(track) {
    const context = this.#context;
    context.strokeStyle = "#FFFFFF";
    context.lineWidth = 2;
    context.beginPath();
    context.arc(track.screenX, track.screenY, 19, 0, 2 * Math.PI);
    context.stroke();
  }

  // Labels

  /** While the map is dragged, labels go with their tracks; they are placed anew a few times a second. */
  #canCarryLabels({ moving, view }) {
    return moving && this.#placed.scale === view.scale && this.#placed.page === view.page
      && performance.now() - this.#placed.time < CARRY_LABELS_MS;
  }

  #prepareLabelText() {
    const context = this.#context;
    context.font = LABEL_FONT;
    context.textBaseline = "top";
    context.textAlign = "left";
  }

  #drawCarriedLabels({ selected }) {
    this.#prepareLabelText();
    let count = 0;
    for (const label of this.#placed.labels) {
      const { track } = label;
      if (track.drawn !== this.#drawing) continue;
      const rank = track.number === selected ? Rank.selected : label.rank;
      this.#writeLabel(track, { ...label, rank, left: track.screenX + label.dx, top: track.screenY + label.dy });
      count += 1;
    }
    return count;
  }

  #drawLabels(scene, ranks, reduced) {
    const groundLabels = scene.view.rangeNM < GROUND_LABEL_RANGE_NM;
    this.#prepareLabelText();
    this.#placed = { scale: scene.view.scale, page: scene.view.page, time: performance.now(), labels: [] };
    let count = 0;
    for (let rank = ranks.length - 1; rank >= 0; rank -= 1) {
      for (const track of ranks[rank]) {
        if (reduced && count >= REDUCED_LABELS && rank < Rank.alerted) return count;
        if (track.has(Flag.onGround) && !groundLabels && rank < Rank.alerted) continue;
        if (this.#drawLabel(scene, track, rank, reduced)) count += 1;
      }
    }
    return count;
  }

  #linesOf(track, rank) {
    const lines = [track.firstLine, track.secondLine];
    if (track.emergencyLine) lines.push(track.emergencyLine);
    if (rank === Rank.selected && track.callsign && track.code !== null && !track.emergencyLine) lines.push(track.squawk);
    return lines;
  }

  #drawLabel(scene, track, rank, reduced) {
    const lines = this.#linesOf(track, rank);
    const longest = lines.reduce((most, text) => Math.max(most, text.length), 0);
    const width = longest * this.#characterWidth + 2;
    const height = lines.length * LABEL_LINE;
    const moving = scene.options.vectorMinutes > 0 && track.speed !== null && track.speed >= 5;
    const found = placeLabel(this.#occupancy, track.screenX, track.screenY, width, height, {
      lastPlace: track.labelPlace, heading: moving ? track.angle : null, insistent: rank >= Rank.concern,
      distance: rank >= Rank.alerted ? 21 : 12,
    });
    if (found === null) {
      if (rank < Rank.alerted) return false;
      // What matters most is written even over other things.
      this.#keepLabel({ track, rank, lines, left: track.screenX + 14, top: track.screenY - height / 2, width, height, plate: true });
      return true;
    }
    track.labelPlace = found.place;
    const plate = reduced || rank >= Rank.concern;
    this.#keepLabel({ track, rank, lines, left: found.left, top: found.top, width, height, plate });
    return true;
  }

  #keepLabel(label) {
    const { track } = label;
    this.#placed.labels.push({ ...label, dx: label.left - track.screenX, dy: label.top - track.screenY });
    this.#writeLabel(track, label);
  }

  #drawLeader(track, { left, top }, width, height) {
    const context = this.#context;
    const x = Math.max(left, Math.min(track.screenX, left + width));
    const y = Math.max(top, Math.min(track.screenY, top + height));
    const dx = x - track.screenX;
    const dy = y - track.screenY;
    const length = Math.hypot(dx, dy);
    if (length < 14) return;
    context.strokeStyle = IDENTITY_COLOURS[track.identity];
    context.globalAlpha = 0.4;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(track.screenX + (dx / length) * 11, track.screenY + (dy / length) * 11);
    context.lineTo(x, y);
    context.stroke();
    context.globalAlpha = 1;
  }

  #writeLabel(track, label) {
    const { rank, lines, left, top, width, height, plate } = label;
    const context = this.#context;
    this.#drawLeader(track, label, width, height);
    if (plate) {
      context.fillStyle = "rgba(13, 19, 25, 0.78)";
      context.fillRect(left - 2, top - 1, width + 3, height + 1);
    }
    context.globalAlpha = track.has(Flag.tentative) && rank < Rank.alerted ? 0.55 : 1;
    context.fillStyle = rank === Rank.selected ? "#FFFFFF" : IDENTITY_COLOURS[track.identity];
    const x = Math.round(left) + 0.5;
    lines.forEach((text, index) => {
      const isEmergency = index === 2 && text === track.emergencyLine;
      if (isEmergency) context.fillStyle = ALERT_COLOURS.critical;
      context.fillText(text, x, Math.round(top + index * LABEL_LINE) + 1);
    });
    context.globalAlpha = 1;
  }

  // Range and bearing between two points

  #drawMeasure({ view, measure }) {
    if (!measure?.from || !measure.to) return;
    const context = this.#context;
    const [fromX, fromY] = [view.screenX(mercatorX(measure.from.longitude)), view.screenY(mercatorY(measure.from.latitude))];
    const [toX, toY] = [view.screenX(mercatorX(measure.to.longitude)), view.screenY(mercatorY(measure.to.latitude))];
    context.strokeStyle = "#FFFFFF";
    context.lineWidth = 1.2;
    context.setLineDash([5, 3]);
    context.beginPath();
    context.moveTo(fromX, fromY);
    context.lineTo(toX, toY);
    context.stroke();
    context.setLineDash([]);
    const { rangeNM, bearingDegrees } = rangeAndBearing(
      measure.from.latitude, measure.from.longitude, measure.to.latitude, measure.to.longitude);
    const text = `${rangeNM.toFixed(rangeNM < 100 ? 1 : 0)} NM ${directionText(bearingDegrees)} true`;
    context.font = LABEL_FONT;
    context.textBaseline = "top";
    context.fillStyle = "rgba(13, 19, 25, 0.85)";
    context.fillRect(toX + 10, toY + 8, text.length * this.#characterWidth + 8, 17);
    context.fillStyle = "#FFFFFF";
    context.fillText(text, toX + 14, toY + 11);
  }
}
