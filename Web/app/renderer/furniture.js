// What lies under the tracks beside land and sea: graticule, range rings, spokes, scale, volumes,
// routes, fixes, aerodromes, sensors.

import { DEGREES, destination, mercatorX, mercatorY } from "./projection.js";
import { MAP_COLOURS } from "./basemap.js";

const RING_COLOUR = "#2c3843";
const SMALL_FONT = "10px 'B612 Mono', 'DejaVu Sans Mono', monospace";
const PLATE = "rgba(13, 19, 25, 0.72)";

export const VOLUME_COLOURS = Object.freeze({
  protected: "#FF8A80", prohibited: "#FF8A80", restricted: "#FFB347", danger: "#FFB347",
  segregated: "#93A2B0", other: "#93A2B0",
});

/** The round step nearest below a length: 1, 2, 5 × 10ⁿ. */
export function roundStep(length) {
  const power = 10 ** Math.floor(Math.log10(length));
  const digit = length / power;
  return power * (digit >= 5 ? 5 : digit >= 2 ? 2 : 1);
}

function tracePoints(context, view, points) {
  let started = false;
  for (const [latitude, longitude] of points) {
    const x = view.screenX(mercatorX(longitude));
    const y = view.screenY(mercatorY(latitude));
    if (started) context.lineTo(x, y);
    else context.moveTo(x, y);
    started = true;
  }
}

/** A circle of true distance round a place. */
function traceCircle(context, view, latitude, longitude, rangeNM) {
  const points = [];
  for (let bearing = 0; bearing <= 360; bearing += 5) points.push(destination(latitude, longitude, bearing, rangeNM));
  tracePoints(context, view, points);
}

export function drawGraticule(context, view) {
  const visibleDegrees = view.width / view.scale / DEGREES;
  const step = visibleDegrees > 200 ? 30 : visibleDegrees > 60 ? 10 : visibleDegrees > 25 ? 5
    : visibleDegrees > 10 ? 2 : visibleDegrees > 4 ? 1 : 0.5;
  const first = (value) => Math.ceil(value / step) * step;
  context.beginPath();
  const west = view.xAt(0) / DEGREES;
  for (let longitude = first(west); longitude <= west + visibleDegrees; longitude += step) {
    const x = view.width / 2 + (longitude * DEGREES - view.x) * view.scale;
    context.moveTo(Math.round(x) + 0.5, 0);
    context.lineTo(Math.round(x) + 0.5, view.height);
  }
  const south = Math.max(-80, Math.atan(Math.sinh(view.yAt(view.height))) / DEGREES);
  const north = Math.min(80, Math.atan(Math.sinh(view.yAt(0))) / DEGREES);
  for (let latitude = first(south); latitude <= north; latitude += step) {
    const y = Math.round(view.screenY(mercatorY(latitude))) + 0.5;
    context.moveTo(0, y);
    context.lineTo(view.width, y);
  }
  context.strokeStyle = MAP_COLOURS.graticule;
  context.lineWidth = 1;
  context.stroke();
}

/** Four or five rings at round distances with their figures, for orientation. */
export function drawRangeRings(context, view, latitude, longitude, stepNM, count, figuresBearing = 0) {
  context.beginPath();
  for (let ring = 1; ring <= count; ring += 1) traceCircle(context, view, latitude, longitude, ring * stepNM);
  context.strokeStyle = RING_COLOUR;
  context.lineWidth = 1;
  context.stroke();
  context.font = SMALL_FONT;
  context.fillStyle = "#6d7b88";
  context.textBaseline = "middle";
  context.textAlign = "center";
  for (let ring = 1; ring <= count; ring += 1) {
    const [north, east] = destination(latitude, longitude, figuresBearing, ring * stepNM);
    const y = view.screenY(mercatorY(north));
    context.fillText(`${ring * stepNM} NM`, view.screenX(mercatorX(east)), y - 6);
  }
  context.textAlign = "left";
}

/** The ground of a radar-centred page: rings to the radar's range, a spoke every 30 degrees. */
export function drawRadarPage(context, view, rangeNM) {
  context.fillStyle = MAP_COLOURS.page;
  context.fillRect(0, 0, view.width, view.height);
  const reach = rangeNM > 0 ? rangeNM : 200;
  const step = reach > 100 ? 20 : roundStep(reach / 4);
  const count = Math.ceil(reach / step);
  context.beginPath();
  for (let bearing = 0; bearing < 360; bearing += 30) {
    tracePoints(context, view, [[0, 0], destination(0, 0, bearing, count * step)]);
  }
  context.strokeStyle = "#222d37";
  context.lineWidth = 1;
  context.stroke();
  drawRangeRings(context, view, 0, 0, step, count, 15);
  context.textAlign = "center";
  for (let bearing = 30; bearing <= 360; bearing += 30) {
    const [latitude, longitude] = destination(0, 0, bearing, count * step * 1.05);
    context.fillText(`${String(bearing).padStart(3, "0")}°`,
      view.screenX(mercatorX(longitude)), view.screenY(mercatorY(latitude)));
  }
  context.textAlign = "left";
}

export function drawCoverage(context, view, sensors) {
  for (const sensor of sensors) {
    if (!sensor.position || !(sensor.rangeNM > 0)) continue;
    context.beginPath();
    traceCircle(context, view, sensor.position.lat, sensor.position.lon, sensor.rangeNM);
    context.strokeStyle = sensor.state === "silent" ? "rgba(255, 92, 92, 0.55)" : "rgba(92, 200, 255, 0.32)";
    context.setLineDash(sensor.state === "silent" ? [2, 6] : [8, 6]);
    context.lineWidth = 1;
    context.stroke();
  }
  context.setLineDash([]);
}

/** Routes, then volumes; `alertedVolumes` (names or ids) get a strong outline. */
export function drawAirspace(context, view, airspace, alertedVolumes) {
  context.lineWidth = 1;
  context.strokeStyle = "#33424f";
  context.setLineDash([]);
  context.beginPath();
  for (const route of airspace.routes) tracePoints(context, view, route.points);
  context.stroke();
  for (const volume of airspace.volumes) {
    const colour = VOLUME_COLOURS[volume.kind] ?? VOLUME_COLOURS.other;
    context.beginPath();
    tracePoints(context, view, volume.ring);
    context.closePath();
    const alerted = alertedVolumes.has(volume.name) || alertedVolumes.has(volume.id);
    context.fillStyle = colour;
    context.globalAlpha = alerted ? 0.2 : 0.09;
    context.fill();
    context.globalAlpha = 1;
    context.strokeStyle = colour;
    context.lineWidth = alerted ? 2 : 1.2;
    context.setLineDash(alerted ? [] : [6, 4]);
    context.stroke();
  }
  context.setLineDash([]);
}

/** Middle and size of a ring's bounding box, on the screen. */
function ringMiddle(view, ring) {
  const xs = ring.map((point) => view.screenX(mercatorX(point[1])));
  const ys = ring.map((point) => view.screenY(mercatorY(point[0])));
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  return { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top };
}

/** Names of volumes, aerodromes, fixes: written above the ground, and their cells taken for labels. */
export function drawAirspaceNames(context, view, airspace, occupancy, characterWidth) {
  context.font = SMALL_FONT;
  context.textBaseline = "middle";
  const write = (text, x, y, colour) => {
    const width = text.length * characterWidth;
    if (x < 0 || !occupancy.isFree(x, y - 7, width, 13)) return false;
    context.fillStyle = PLATE;
    context.fillRect(x - 2, y - 7, width + 4, 14);
    context.fillStyle = colour;
    context.fillText(text, x, y + 0.5);
    occupancy.mark(x - 2, y - 7, width + 4, 14);
    return true;
  };
  for (const volume of airspace.volumes) {
    const { x, y, width, height } = ringMiddle(view, volume.ring);
    const full = `${volume.name} · ${volume.lower}–${volume.upper}`;
    const text = (full.length * characterWidth < width ? full : volume.name).slice(0, 40);
    const colour = VOLUME_COLOURS[volume.kind] ?? VOLUME_COLOURS.other;
    const left = x - (text.length * characterWidth) / 2;
    if (width > 24) [0, -height / 4, height / 4, -height / 2 - 10, height / 2 + 10].some((dy) => write(text, left, y + dy, colour));
  }
  if (view.rangeNM < 900) drawAerodromes(context, view, airspace.aerodromes, write);
  if (view.rangeNM < 420) drawFixes(context, view, airspace.fixes, write);
}

function drawAerodromes(context, view, aerodromes, write) {
  for (const aerodrome of aerodromes) {
    const x = view.screenX(mercatorX(aerodrome.lon));
    const y = view.screenY(mercatorY(aerodrome.lat));
    context.strokeStyle = "#8797a5";
    context.lineWidth = 1.2;
    context.beginPath();
    context.arc(x, y, 4, 0, 2 * Math.PI);
    context.moveTo(x - 6, y + 2.5);
    context.lineTo(x + 6, y - 2.5);
    context.stroke();
    write(String(aerodrome.icao || aerodrome.name).slice(0, 24), x + 9, y - 7, "#8797a5");
  }
}

function drawFixes(context, view, fixes, write) {
  for (const fix of fixes) {
    const x = view.screenX(mercatorX(fix.lon));
    const y = view.screenY(mercatorY(fix.lat));
    context.strokeStyle = "#5f6e7b";
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x, y - 4);
    context.lineTo(x + 4, y + 3);
    context.lineTo(x - 4, y + 3);
    context.closePath();
    context.stroke();
    write(String(fix.name).slice(0, 24), x + 7, y, "#74838f");
  }
}

/** Sensors: a mast on a base; degraded amber, silent red with a cross. Site monitors: a small square. */
export function drawSensors(context, view, sensors, occupancy, characterWidth) {
  context.font = SMALL_FONT;
  context.textBaseline = "middle";
  for (const sensor of sensors) {
    for (const monitor of sensor.siteMonitors ?? []) drawSiteMonitor(context, view, monitor);
    if (!sensor.position) continue;
    const x = view.screenX(mercatorX(sensor.position.lon));
    const y = view.screenY(mercatorY(sensor.position.lat));
    if (x < -20 || y < -20 || x > view.width + 20 || y > view.height + 20) continue;
    const colour = sensor.state === "silent" ? "#FF5C5C" : sensor.state === "degraded" ? "#FFB347" : "#7fb2c9";
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.lineWidth = 1.4;
    context.beginPath();
    context.moveTo(x - 5, y + 5);
    context.lineTo(x, y - 2);
    context.lineTo(x + 5, y + 5);
    context.closePath();
    context.moveTo(x + 4, y - 6);
    context.arc(x, y - 6, 4, 0, Math.PI);
    context.stroke();
    if (sensor.state === "silent") {
      context.lineWidth = 2;
      context.beginPath();
      context.moveTo(x - 8, y - 8);
      context.lineTo(x + 8, y + 8);
      context.moveTo(x + 8, y - 8);
      context.lineTo(x - 8, y + 8);
      context.stroke();
    }
    const text = String(sensor.name || sensor.id).slice(0, 28);
    const width = text.length * characterWidth;
    if (view.rangeNM < 900 && occupancy.isFree(x - width / 2, y + 8, width, 12)) {
      context.fillText(text, x - width / 2, y + 14);
      occupancy.mark(x - width / 2, y + 8, width, 12);
    }
    occupancy.mark(x - 6, y - 10, 12, 16);
  }
}

function drawSiteMonitor(context, view, monitor) {
  const x = view.screenX(mercatorX(monitor.lon));
  const y = view.screenY(mercatorY(monitor.lat));
  context.strokeStyle = "#74838f";
  context.lineWidth = 1;
  context.strokeRect(x - 3.5, y - 3.5, 7, 7);
  if (view.rangeNM > 150) return;
  context.fillStyle = "#74838f";
  context.fillText(`monitor ${String(monitor.code ?? "").slice(0, 8)}`, x + 7, y);
}

const OPERATOR_COLOUR = "#E8C46A";

/**
 * Where an unmanned aircraft says its operator is: a head over shoulders, a thin line to the aircraft. A place of
 * take-off is a cross on the ground instead: nobody need stand there any more.
 */
export function drawOperator(context, view, operator, aircraft, occupancy, characterWidth) {
  const x = view.screenX(mercatorX(operator.longitude));
  const y = view.screenY(mercatorY(operator.latitude));
  const text = operator.isTakeOff ? "take-off" : "operator";
  const width = text.length * characterWidth;
  const hasRoom = occupancy.isFree(x - width / 2, y + 9, width, 12);
  context.strokeStyle = OPERATOR_COLOUR;
  context.lineWidth = 1;
  context.globalAlpha = 0.85;
  context.setLineDash([2, 3]);
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(aircraft.x, aircraft.y);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
  context.fillStyle = PLATE;
  context.fillRect(x - 8, y - 9, 16, 17);
  context.lineWidth = 1.6;
  context.beginPath();
  if (operator.isTakeOff) {
    context.moveTo(x - 5, y - 5);
    context.lineTo(x + 5, y + 5);
    context.moveTo(x + 5, y - 5);
    context.lineTo(x - 5, y + 5);
  } else {
    context.arc(x, y - 4, 2.8, 0, 2 * Math.PI);
    context.moveTo(x - 5.5, y + 6);
    context.arc(x, y + 6, 5.5, Math.PI, 0);
    context.closePath();
  }
  context.stroke();
  occupancy.mark(x - 8, y - 9, 16, 17);
  if (!hasRoom) return;
  context.font = SMALL_FONT;
  context.textBaseline = "middle";
  context.fillStyle = PLATE;
  context.fillRect(x - width / 2 - 2, y + 9, width + 4, 12);
  context.fillStyle = OPERATOR_COLOUR;
  context.fillText(text, x - width / 2, y + 15.5);
  occupancy.mark(x - width / 2, y + 9, width, 12);
}

/** A bar of round length, lower right. */
export function drawScaleBar(context, view) {
  const milesPerPixel = view.milesPerPixel();
  const length = roundStep(milesPerPixel * 180);
  const width = length / milesPerPixel;
  const x = view.width - width - 18;
  const y = view.height - 16;
  context.fillStyle = PLATE;
  context.fillRect(x - 8, y - 18, width + 16, 26);
  context.strokeStyle = "#93A2B0";
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x + 0.5, y - 4);
  context.lineTo(x + 0.5, y + 0.5);
  context.lineTo(x + width - 0.5, y + 0.5);
  context.lineTo(x + width - 0.5, y - 4);
  context.stroke();
  context.font = SMALL_FONT;
  context.fillStyle = "#93A2B0";
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(`${length} NM`, x + width / 2, y - 9);
  context.textAlign = "left";
}
