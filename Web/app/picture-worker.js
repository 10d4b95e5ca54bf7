// Holds the picture off the main thread: reads the stream, keeps the tracks, draws the map, answers
// the page's questions. It draws when data or view changed, never otherwise.

import { Connection } from "./connection.js";
import { Flag, IDENTITIES, levelKindText, levelText, sourcesText, stateText, trendText } from "./format.js";
import { Picture } from "./picture.js";
import { decodeBasemap } from "./renderer/basemap.js";
import { CanvasRenderer } from "./renderer/canvas-renderer.js";
import { View, latitudeAt, longitudeAt, rangeAndBearing } from "./renderer/projection.js";
import { MessageType } from "./stream.js";
import { rowOf, sortedTracks } from "./track-list.js";

/** Least time between two drawings for new data alone; panning and zooming draw at once. */
const DATA_DRAW_MS = 200;
const REPORT_MS = 250;
const REST_MS = 180;
const ROWS_MS = 1000;
/** How long, and how often, an untouched map without a configured start follows where the tracks are. */
const FIT_FOR_MS = 60_000;
const FIT_EVERY_MS = 4000;

const PRIORITIES = ["advisory", "warning", "critical"];

const picture = new Picture();
const view = new View();
view.page = 0;
const emptyAirspace = { volumes: [], aerodromes: [], fixes: [], routes: [] };

const scene = {
  picture, view,
  selected: null,
  alertOf: new Map(),
  alertedVolumes: new Set(),
  sensors: [],
  sensorsKey: "",
  airspace: emptyAirspace,
  airspaceRevision: 0,
  basemap: null,
  centre: null,
  page: null,
  trail: [],
  /** Where the operator of the selected unmanned aircraft is said to be: latitude, longitude, isTakeOff. */
  operator: null,
  measure: null,
  /** Screen rectangles under the page's own controls: no label is put there. */
  obstacles: [],
  mode: null,
  moving: false,
  options: { history: true, vectorMinutes: 2, airspace: true, coverage: false, rings: true, labels: true },
};

let renderer = null;
let status = null;
let home = null;
let viewTouched = false;
let pageChosen = false;
let following = false;
let fitUntil = 0;
let lastFit = 0;
const savedViews = new Map();
const table = { query: "", sort: "number", descending: false, first: 0, count: 0 };
let statistics = { inView: 0, labels: 0, reduced: false };
let frames = 0;
let drawMs = 0;

const post = (kind, fields) => self.postMessage({ kind, ...fields });

// Drawing

let frameWanted = false;
let lastDraw = 0;
let dataTimer = null;

function drawNow() {
  if (renderer === null || frameWanted) return;
  frameWanted = true;
  requestAnimationFrame(() => {
    frameWanted = false;
    const start = performance.now();
    statistics = renderer.draw(scene);
    lastDraw = performance.now();
    drawMs = lastDraw - start;
    frames += 1;
  });
}

/** Draws soon, but not more often than new data deserves. */
function drawForData() {
  if (dataTimer !== null) return;
  const wait = Math.max(0, lastDraw + Math.max(DATA_DRAW_MS, drawMs * 6) - performance.now());
  dataTimer = setTimeout(() => {
    dataTimer = null;
    drawNow();
  }, wait);
}

// Reports to the page, at a quiet pace

let reportTimer = null;
function reportSoon() {
  reportTimer ??= setTimeout(() => {
    reportTimer = null;
    post("picture", {
      timeMs: picture.timeMs, number: picture.number, tracks: picture.tracks.size, ...statistics,
      frames, drawMs, ...counts(),
    });
  }, REPORT_MS);
}

/** Tracks on each page, and of each identity. */
function counts() {
  const pages = {};
  const identities = IDENTITIES.map(() => 0);
  for (const track of picture.tracks.values()) {
    pages[track.page] = (pages[track.page] ?? 0) + 1;
    identities[track.identity] += 1;
  }
  return { pages, identities };
}

let rowsTimer = null;
let lastRows = 0;
let rowsPosted = 0;
function rowsSoon(atOnce) {
  if (atOnce && rowsTimer !== null) {
    clearTimeout(rowsTimer);
    rowsTimer = null;
  }
  const wait = atOnce ? 0 : Math.max(0, lastRows + ROWS_MS - performance.now());
  rowsTimer ??= setTimeout(() => {
    rowsTimer = null;
    lastRows = performance.now();
    postRows();
  }, wait);
}

function postRows() {
  if (table.count === 0) return;
  const sorted = sortedTracks(picture.tracks.values(), table);
  const first = Math.max(0, Math.min(table.first, sorted.length - table.count));
  const rows = sorted.slice(first, first + table.count)
    .map((track) => rowOf(track, picture.timeMs, track.has(Flag.alerted) || scene.alertOf.has(track.number)));
  rowsPosted = rows.length;
  post("rows", { rows, first, found: sorted.length, total: picture.tracks.size });
}

let viewTimer = null;
let restTimer = null;

/** While the view moves among very many tracks, past positions are left out; they return when it rests. */
function markMoving() {
  scene.moving = true;
  clearTimeout(restTimer);
  restTimer = setTimeout(() => {
    scene.moving = false;
    if (statistics.reduced) drawNow();
  }, REST_MS);
}

function viewChanged() {
  markMoving();
  drawNow();
  viewTimer ??= setTimeout(() => {
    viewTimer = null;
    post("view", {
      page: view.page, latitude: view.latitude, longitude: view.longitude, rangeNM: view.rangeNM, following,
    });
  }, 120);
}

// The stream

function onMessage(message) {
  if (message.type === MessageType.status) return onStatusMessage(message.value);
  if (message.type === MessageType.heartbeat) {
    if (picture.timeMs !== null) picture.timeMs = Math.max(picture.timeMs, message.timeMs);
    return reportSoon();
  }
  if (message.type === MessageType.snapshot) picture.replace(message);
  else if (!picture.update(message)) return undefined;
  onPicture();
  return undefined;
}

function onPicture() {
  choosePage();
  fitToTracks();
  if (following) followSelected();
  drawForData();
  reportSoon();
  rowsSoon(rowsPosted === 0);
}

function onStatusMessage(value) {
  switch (value.kind) {
    case "status": onStatus(value); break;
    case "alerts": onAlerts(Array.isArray(value.alerts) ? value.alerts : []); break;
    case "sensors": onSensors(Array.isArray(value.sensors) ? value.sensors : []); break;
    default: return;
  }
  post("message", { value });
}

function onStatus(value) {
  const redraw = scene.mode !== value.mode || status === null;
  const isOther = status !== null && (status.mode !== value.mode || status.title !== value.title);
  status = value;
  scene.mode = value.mode ?? null;
  if (isOther) startAnew();
  takeHome(value.start);
  scene.page = pages().find((entry) => entry.page === view.page) ?? null;
  if (view.page !== 0 && scene.page === null && isOther) showPage(0);
  choosePage();
  if (redraw) drawNow();
}

/** The server came back with another recording or exercise: what was chosen for the last one is void. */
function startAnew() {
  home = null;
  viewTouched = false;
  pageChosen = false;
  fitUntil = 0;
  savedViews.clear();
  loadAirspace();
}

function takeHome(start) {
  if (home !== null || !isPlace(start)) return;
  home = { latitude: start.lat, longitude: start.lon, rangeNM: start.rangeNM > 0 ? start.rangeNM : 200 };
  scene.centre = { latitude: home.latitude, longitude: home.longitude };
  if (!viewTouched && view.page === 0) showHome();
}

function onAlerts(alerts) {
  scene.alertOf = new Map();
  scene.alertedVolumes = new Set();
  for (const alert of alerts) {
    if (alert?.state !== "active") continue;
    if (typeof alert.volume === "string") scene.alertedVolumes.add(alert.volume);
    if (!Number.isInteger(alert.track)) continue;
    const known = scene.alertOf.get(alert.track);
    const acknowledged = alert.acknowledgedMs !== null && alert.acknowledgedMs !== undefined;
    const weight = PRIORITIES.indexOf(alert.priority) * 2 + (acknowledged ? 0 : 1);
    if (known === undefined || weight > known.weight) {
      scene.alertOf.set(alert.track, { priority: alert.priority, acknowledged, weight });
    }
  }
  drawForData();
  rowsSoon(false);
}

function onSensors(sensors) {
  const key = JSON.stringify(sensors.map((sensor) => [sensor?.id, sensor?.name, sensor?.state, sensor?.position,
    sensor?.rangeNM, sensor?.siteMonitors]));
  if (key === scene.sensorsKey) return;
  scene.sensorsKey = key;
  scene.sensors = sensors.filter((sensor) => sensor !== null && typeof sensor === "object").map((sensor) => ({
    ...sensor,
    position: isPlace(sensor.position) ? sensor.position : null,
    siteMonitors: listOf(sensor.siteMonitors, isPlace),
  }));
  drawForData();
}

// Which page and which part of it

function pages() {
  return Array.isArray(status?.pages) ? status.pages : [];
}

/** Opens the first radar-centred page by itself while the map has nothing to show. */
function choosePage() {
  if (pageChosen || view.page !== 0 || pages().length === 0 || picture.tracks.size === 0) return;
  for (const track of picture.tracks.values()) if (track.page === 0) return;
  showPage(pages()[0].page);
}

function showPage(page) {
  if (page === view.page) return;
  savedViews.set(view.page, { latitude: view.latitude, longitude: view.longitude, rangeNM: view.rangeNM });
  view.page = page;
  scene.page = pages().find((entry) => entry.page === page) ?? null;
  scene.measure = null;
  const saved = savedViews.get(page);
  if (saved) view.show(saved.latitude, saved.longitude, saved.rangeNM);
  else showHome();
  viewChanged();
  reportSoon();
}

function showHome() {
  if (view.page !== 0) {
    view.show(0, 0, pageReachNM() * 1.2);
    view.pan(0, 24);
  } else if (home !== null) {
    view.show(home.latitude, home.longitude, home.rangeNM);
  } else {
    const area = areaOfTracks();
    if (area !== null) view.show(area.latitude, area.longitude, area.rangeNM);
  }
  viewChanged();
}

/** How far from the radar the tracks of the page shown reach, at most the radar's own range. */
function pageReachNM() {
  const limit = scene.page?.rangeNM > 0 ? scene.page.rangeNM : 200;
  const ranges = [...picture.tracks.values()].filter((track) => track.page === view.page)
    .map((track) => rangeAndBearing(0, 0, track.latitude, track.longitude).rangeNM).sort((a, b) => a - b);
  if (ranges.length === 0) return limit;
  return Math.min(limit, Math.max(20, ranges[Math.floor((ranges.length - 1) * 0.97)] * 1.1));
}

/** Middle and reach of the tracks on the map, without the outermost. */
function areaOfTracks() {
  const tracks = [...picture.tracks.values()].filter((track) => track.page === 0);
  if (tracks.length === 0) return null;
  const middle = (values) => {
    values.sort((a, b) => a - b);
    const cut = Math.floor(values.length * 0.02);
    return [values[cut], values[values.length - 1 - cut]];
  };
  const [left, right] = middle(tracks.map((track) => track.x));
  const [bottom, top] = middle(tracks.map((track) => track.y));
  const probe = view.copy();
  probe.x = (left + right) / 2;
  probe.y = (bottom + top) / 2;
  probe.scale = Math.min(view.width / Math.max(1e-6, (right - left) * 1.2), view.height / Math.max(1e-6, (top - bottom) * 1.2));
  return { latitude: probe.latitude, longitude: probe.longitude, rangeNM: Math.max(40, Math.min(2000, probe.rangeNM)) };
}

function fitToTracks() {
  if (viewTouched || (home !== null && view.page === 0)) return;
  const now = performance.now();
  if (fitUntil === 0 && picture.tracks.size > 0) fitUntil = now + FIT_FOR_MS;
  if (now > fitUntil || now < lastFit + FIT_EVERY_MS) return;
  if (view.page !== 0) {
    lastFit = now;
    showHome();
    return;
  }
  const area = areaOfTracks();
  if (area === null) return;
  lastFit = now;
  scene.centre = { latitude: area.latitude, longitude: area.longitude };
  view.show(area.latitude, area.longitude, area.rangeNM);
  viewChanged();
}

function followSelected() {
  const track = picture.tracks.get(scene.selected);
  if (!track || track.page !== view.page) return;
  view.x = track.x;
  view.y = track.y;
  viewChanged();
}

function select(number, centre) {
  scene.selected = number;
  scene.trail = [];
  scene.operator = null;
  const track = number === null ? null : picture.tracks.get(number);
  if (track && centre) {
    if (track.page !== view.page) {
      pageChosen = true;
      showPage(track.page);
    }
    const x = view.screenX(track.x);
    const y = view.screenY(track.y);
    if (x < 60 || y < 60 || x > view.width - 60 || y > view.height - 60) {
      viewTouched = true;
      view.x = track.x;
      view.y = track.y;
      viewChanged();
    }
  }
  if (number === null) following = false;
  drawNow();
}

// Questions and gestures from the page

function hoverAt(x, y) {
  const number = renderer?.trackAt(x, y) ?? null;
  const track = number === null ? null : picture.tracks.get(number);
  const place = { latitude: latitudeAt(view.yAt(y)), longitude: longitudeAt(view.xAt(x)) };
  if (scene.measure?.from && !scene.measure.fixed) {
    scene.measure.to = track ? { latitude: track.latitude, longitude: track.longitude } : place;
    drawNow();
  }
  post("hover", { x, y, ...place, track: track ? hoverText(track) : null });
}

function hoverText(track) {
  const level = levelText(track.level, track.levelKind);
  return {
    number: track.number,
    identity: track.identity,
    title: track.firstLine,
    lines: [
      `${IDENTITIES[track.identity]} · ${stateText(track.flags)}${track.has(Flag.onGround) ? " · on ground" : ""}`,
      level ? `${level}${trendText(track.trend)} ${levelKindText(track.levelKind)}` : "no level",
      `TRK ${track.number}${track.squawk ? ` · Mode 3/A ${track.squawk}` : ""}${
        track.addressDigits ? ` · ${track.addressDigits}` : ""}`,
      sourcesText(track.sources) || "no source named",
    ],
  };
}

function measureAt(x, y) {
  const number = renderer?.trackAt(x, y) ?? null;
  const track = number === null ? null : picture.tracks.get(number);
  const place = track ? { latitude: track.latitude, longitude: track.longitude }
    : { latitude: latitudeAt(view.yAt(y)), longitude: longitudeAt(view.xAt(x)) };
  if (scene.measure?.from && !scene.measure.fixed) scene.measure = { from: scene.measure.from, to: place, fixed: true };
  else scene.measure = { from: place, to: null, fixed: false };
  drawNow();
}

function nextUnidentified() {
  const candidates = sortedTracks(picture.tracks.values()).filter((track) => track.identity <= 1);
  if (candidates.length === 0) return;
  const next = candidates.find((track) => track.number > (scene.selected ?? -1)) ?? candidates[0];
  post("picked", { number: next.number, centre: true });
}

function stepSelection(step) {
  const sorted = sortedTracks(picture.tracks.values(), table);
  if (sorted.length === 0) return;
  const index = sorted.findIndex((track) => track.number === scene.selected);
  const next = Math.max(0, Math.min(sorted.length - 1, index === -1 ? 0 : index + step));
  post("picked", { number: sorted[next].number, centre: true, row: next });
}

const handlers = {
  start({ canvas, width, height, ratio, initialView, options, selected }) {
    renderer = new CanvasRenderer(canvas);
    Object.assign(scene.options, options);
    view.width = width;
    view.height = height;
    renderer.resize(width, height, ratio);
    view.show(20, 10, 2400);
    if (initialView) {
      viewTouched = true;
      pageChosen = true;
      view.page = initialView.page;
      view.show(initialView.latitude, initialView.longitude, initialView.rangeNM);
    }
    scene.selected = selected;
    viewChanged();
    loadFonts();
    loadBasemap();
    loadAirspace();
    new Connection("api/v1/picture/stream", onMessage, onConnection).start();
  },
  resize({ width, height, ratio }) {
    renderer?.resize(width, height, ratio);
    view.resize(width, height);
    viewChanged();
  },
  pan({ dx, dy }) {
    viewTouched = true;
    following = false;
    view.pan(dx, dy);
    viewChanged();
  },
  zoom({ factor, x, y }) {
    viewTouched = true;
    view.zoom(factor, x ?? view.width / 2, y ?? view.height / 2);
    viewChanged();
  },
  home() {
    viewTouched = false;
    following = false;
    showHome();
  },
  page({ page }) {
    pageChosen = true;
    showPage(page);
  },
  view({ page, latitude, longitude, rangeNM }) {
    viewTouched = true;
    pageChosen = true;
    showPage(page);
    view.show(latitude, longitude, rangeNM);
    viewChanged();
  },
  pointer({ x, y }) {
    hoverAt(x, y);
  },
  pick({ x, y }) {
    post("picked", { number: renderer?.trackAt(x, y) ?? null, centre: false });
  },
  measureAt({ x, y }) {
    measureAt(x, y);
  },
  measureClear() {
    scene.measure = null;
    drawNow();
  },
  select({ number, centre }) {
    select(number, centre);
  },
  centreOn({ latitude, longitude }) {
    viewTouched = true;
    if (view.page !== 0) showPage(0);
    view.show(latitude, longitude, view.rangeNM);
    viewChanged();
  },
  follow() {
    following = !following && scene.selected !== null;
    if (following) followSelected();
    viewChanged();
  },
  trail({ number, points }) {
    if (number !== scene.selected) return;
    scene.trail = points;
    drawNow();
  },
  operator({ number, place }) {
    if (number !== scene.selected || (place === null && scene.operator === null)) return;
    scene.operator = place;
    drawNow();
  },
  obstacles({ rectangles }) {
    scene.obstacles = rectangles;
    drawForData();
  },
  options({ options }) {
    Object.assign(scene.options, options);
    drawNow();
  },
  table(request) {
    Object.assign(table, request);
    rowsSoon(true);
  },
  step({ step }) {
    stepSelection(step);
  },
  nextUnidentified,
  where({ id, number }) {
    const track = picture.tracks.get(number);
    post("answer", {
      id, value: track && track.page === view.page ? { x: view.screenX(track.x), y: view.screenY(track.y) } : null,
    });
  },
};

self.onmessage = ({ data }) => handlers[data.kind]?.(data);

// Things fetched once

let airspaceLoaded = false;
let connectionName = null;
function onConnection(state) {
  if (state.name === "live" && connectionName !== "live" && !airspaceLoaded) loadAirspace();
  if (state.name === "lost") airspaceLoaded = false;
  connectionName = state.name;
  post("connection", { state });
}

async function loadFonts() {
  const faces = [
    new FontFace("B612", "url(fonts/B612-Regular.otf)"),
    new FontFace("B612 Mono", "url(fonts/B612Mono-Regular.otf)"),
    new FontFace("B612 Mono", "url(fonts/B612Mono-Bold.otf)", { weight: "700" }),
  ];
  const loaded = await Promise.allSettled(faces.map((face) => face.load()));
  // All at once: a family with one weight only would be used, and remembered, for every weight.
  for (const result of loaded) if (result.status === "fulfilled") self.fonts.add(result.value);
  renderer.forget();
  drawNow();
}

async function loadBasemap() {
  try {
    const response = await fetch("basemap.bin");
    scene.basemap = decodeBasemap(await response.arrayBuffer());
    drawNow();
  } catch (error) {
    post("problem", { text: `The base map could not be read: ${error.message}` });
  }
}

const isNumber = (value) => typeof value === "number" && Number.isFinite(value);
const isPoint = (point) => Array.isArray(point) && isNumber(point[0]) && isNumber(point[1]);
const isPlace = (place) => isNumber(place?.lat) && isNumber(place?.lon);
const listOf = (value, test) => (Array.isArray(value) ? value.filter(test) : []);

async function loadAirspace() {
  try {
    const response = await fetch("api/v1/airspace");
    if (!response.ok) return;
    const value = await response.json();
    scene.airspace = {
      volumes: listOf(value.volumes, (volume) => listOf(volume?.ring, isPoint).length > 2)
        .map((volume) => ({ ...volume, name: String(volume.name ?? ""), lower: String(volume.lower ?? ""),
          upper: String(volume.upper ?? ""), ring: listOf(volume.ring, isPoint) })),
      aerodromes: listOf(value.aerodromes, isPlace),
      fixes: listOf(value.fixes, isPlace),
      routes: listOf(value.routes, (route) => listOf(route?.points, isPoint).length > 1)
        .map((route) => ({ ...route, points: listOf(route.points, isPoint) })),
    };
    scene.airspaceRevision += 1;
    airspaceLoaded = true;
    drawNow();
  } catch {
    // No airspace now; it is asked for again when the stream comes back.
  }
}
