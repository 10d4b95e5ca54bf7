// The page: joins the picture worker, the panels, the keys and the address bar.

import { byId, setText } from "./dom.js";
import { AlertPanel } from "./panels/alerts.js";
import { DetailPanel } from "./panels/detail.js";
import { ReplayBar, StatusLine } from "./panels/foot.js";
import { openHelp } from "./panels/help.js";
import { MapControls } from "./panels/map.js";
import { SensorPane } from "./panels/sensors.js";
import { SettingsForm } from "./panels/settings.js";
import { attachSplitters } from "./panels/splitters.js";
import { showAlertCounts, showClock, showConnection, showSensorChip, showStatus } from "./panels/strip.js";
import { TrackTable } from "./panels/tracks.js";

/** Without word from the picture worker for so long, the picture cannot be trusted. */
const WORKER_SILENT_MS = 4000;
const SLOW_START_MS = 3000;

const worker = new Worker("picture-worker.js", { type: "module", name: "picture" });
const send = (message, transfer = []) => worker.postMessage(message, transfer);

const state = {
  selected: null, status: null, view: null, lastReport: performance.now(),
  picture: { timeMs: null, number: null, tracks: 0, inView: 0, labels: 0, reduced: false, pages: {}, identities: [], frames: 0, drawMs: 0 },
};

// The address bar holds view and selection.

function readAddress() {
  const fields = new URLSearchParams(location.hash.slice(1));
  const number = (name) => (fields.get(name) === null || fields.get(name) === "" ? NaN : Number(fields.get(name)));
  const [latitude, longitude, rangeNM] = ["lat", "lon", "range"].map(number);
  const hasView = [latitude, longitude, rangeNM].every(Number.isFinite) && Math.abs(latitude) <= 85 && rangeNM > 0;
  return {
    view: hasView ? { page: number("page") || 0, latitude, longitude, rangeNM } : null,
    selected: Number.isInteger(number("track")) ? number("track") : null,
  };
}

function writeAddress() {
  const fields = new URLSearchParams();
  if (state.view !== null) {
    if (state.view.page !== 0) fields.set("page", state.view.page);
    fields.set("lat", state.view.latitude.toFixed(4));
    fields.set("lon", state.view.longitude.toFixed(4));
    fields.set("range", state.view.rangeNM.toPrecision(4));
  }
  if (state.selected !== null) fields.set("track", state.selected);
  history.replaceState(null, "", `#${fields}`);
}

// Panels

const statusLine = new StatusLine();
const replayBar = new ReplayBar();
const settingsForm = new SettingsForm();
const mapControls = new MapControls(send);
const sensorPane = new SensorPane((latitude, longitude) => send({ kind: "centreOn", latitude, longitude }));
const trackTable = new TrackTable(send, (number) => select(number, true));
const alertPanel = new AlertPanel((alert) => openAlert(alert));
const detailPanel = new DetailPanel({
  onClose: () => select(null, false),
  onTrail: (number, points) => send({ kind: "trail", number, points }),
  onOperator: (number, place) => send({ kind: "operator", number, place }),
  alertsOf: (number) => alertPanel.alerts.filter((alert) => alert.track === number),
});

function select(number, centre) {
  state.selected = number;
  send({ kind: "select", number, centre });
  detailPanel.select(number);
  trackTable.showSelection(number);
  alertPanel.showSelection(number);
  document.documentElement.dataset.selectedTrack = number ?? "";
  writeAddress();
}

function openAlert(alert) {
  if (Number.isInteger(alert?.track)) select(alert.track, true);
  else if (alert?.sensor) sensorPane.toggle(true, alert.sensor);
}

function onServerMessage(value) {
  if (value.kind === "status") {
    state.status = value;
    showStatus(value);
    settingsForm.show(value.settings);
    replayBar.show(value.replay);
    statusLine.showStatus(value);
    showPages();
  } else if (value.kind === "alerts") {
    const alerts = Array.isArray(value.alerts) ? value.alerts : [];
    alertPanel.show(alerts);
    showAlertCounts(alertPanel.alerts);
    replayBar.showAlerts(alertPanel.alerts);
  } else if (value.kind === "sensors") {
    const sensors = Array.isArray(value.sensors) ? value.sensors : [];
    showSensorChip(sensors);
    sensorPane.show(sensors);
  }
}

function showPages() {
  const pages = Array.isArray(state.status?.pages) ? state.status.pages : [];
  mapControls.showPages(pages, state.view?.page ?? 0, state.picture.pages, (page) => send({ kind: "page", page }));
}

function onPicture(picture) {
  state.picture = picture;
  showClock(picture.timeMs);
  statusLine.showPicture(picture);
  mapControls.showReadout(picture, state.view);
  alertPanel.showTime(picture.timeMs);
  sensorPane.showTime(picture.timeMs);
  if (replayBar.isActive && picture.timeMs !== null) replayBar.showTime(picture.timeMs);
  byId("map-empty").hidden = picture.tracks > 0 || picture.number === null;
  setText(byId("map-empty"), "No tracks yet: waiting for what the sensors send.");
  detailPanel.showCounts(picture.identities);
  trackTable.showCounts(picture.inView, picture.tracks);
  showPages();
  const { dataset } = document.documentElement;
  dataset.pictureTracks = picture.tracks;
  dataset.pictureNumber = picture.number ?? "";
  dataset.tracksInView = picture.inView;
  dataset.framesDrawn = picture.frames;
}

const questions = new Map();
let lastQuestion = 0;

const handlers = {
  picture: onPicture,
  message: ({ value }) => onServerMessage(value),
  rows: (answer) => trackTable.show(answer, state.picture.inView),
  view(view) {
    state.view = view;
    mapControls.showFollowing(view.following);
    mapControls.showReadout(state.picture, view);
    showPages();
    writeAddress();
  },
  hover: (hover) => {
    mapControls.showHover(hover, state.view?.page ?? 0);
    mapControls.showReadout(state.picture, state.view);
  },
  picked({ number, centre, row }) {
    if (row !== undefined) trackTable.reveal(row);
    select(number, centre);
  },
  connection({ state: connection }) {
    state.lastReport = performance.now();
    showConnection({ ...connection, slow: performance.now() > SLOW_START_MS }, state.picture.timeMs);
  },
  problem: ({ text }) => statusLine.showProblem(text),
  answer({ id, value }) {
    questions.get(id)?.(value);
    questions.delete(id);
  },
};

worker.onmessage = ({ data }) => handlers[data.kind]?.(data);
worker.onerror = (event) => statusLine.showProblem(`The picture worker failed: ${event.message ?? "it did not load"}.`);

setInterval(() => {
  const silentMs = performance.now() - state.lastReport;
  if (document.hidden || silentMs < WORKER_SILENT_MS) return;
  showConnection({ name: "stale", silentSeconds: silentMs / 1000, retrySeconds: null }, state.picture.timeMs);
}, 1000);

// Keys. None of them changes data.

const PAN_PIXELS = 90;
const KEYS = {
  "/": () => byId("search").focus(),
  "?": openHelp,
  "+": () => send({ kind: "zoom", factor: 1.5 }),
  "=": () => send({ kind: "zoom", factor: 1.5 }),
  "-": () => send({ kind: "zoom", factor: 1 / 1.5 }),
  0: () => send({ kind: "home" }),
  ArrowLeft: () => send({ kind: "pan", dx: PAN_PIXELS, dy: 0 }),
  ArrowRight: () => send({ kind: "pan", dx: -PAN_PIXELS, dy: 0 }),
  ArrowUp: () => send({ kind: "pan", dx: 0, dy: PAN_PIXELS }),
  ArrowDown: () => send({ kind: "pan", dx: 0, dy: -PAN_PIXELS }),
  j: () => send({ kind: "step", step: 1 }),
  k: () => send({ kind: "step", step: -1 }),
  m: () => send({ kind: "nextUnidentified" }),
  f: () => send({ kind: "follow" }),
  v: () => mapControls.toggle("vectorMinutes"),
  h: () => mapControls.toggle("history"),
  l: () => mapControls.toggle("labels"),
  a: () => mapControls.toggle("airspace"),
  g: () => mapControls.toggle("rings"),
  c: () => mapControls.toggle("coverage"),
  r: () => mapControls.setMeasuring(!mapControls.isMeasuring),
  s: () => sensorPane.toggle(),
  " ": () => replayBar.togglePause(),
  Escape: onEscape,
};

function onEscape() {
  if (settingsForm.isOpen) settingsForm.toggle(false);
  else if (sensorPane.isOpen) sensorPane.toggle(false);
  else if (mapControls.isMeasuring) mapControls.setMeasuring(false);
  else select(null, false);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || byId("help").open) return;
  const typing = event.target.matches("input");
  if (typing && event.key === "Escape") {
    event.target.blur();
    if (settingsForm.isOpen) settingsForm.toggle(false);
    return;
  }
  if (typing || (event.key === " " && event.target.matches("button"))) return;
  const action = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

byId("help-chip").addEventListener("click", openHelp);
addEventListener("hashchange", () => {
  const address = readAddress();
  if (address.view) send({ kind: "view", ...address.view });
  if (address.selected !== state.selected) select(address.selected, false);
});

attachSplitters();
const address = readAddress();
mapControls.attach({ initialView: address.view, selected: address.selected });
if (address.selected !== null) select(address.selected, false);

/** Read-only figures for tests: where a track is drawn, in pixels of the canvas. */
Object.defineProperty(window, "vigie", {
  value: Object.freeze({
    positionOf: (number) => new Promise((resolve) => {
      lastQuestion += 1;
      questions.set(lastQuestion, resolve);
      send({ kind: "where", id: lastQuestion, number });
    }),
  }),
});
