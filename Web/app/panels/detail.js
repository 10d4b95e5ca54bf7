// The selected track: every known item, who sees it, why it is thought to be what it is.

import { fetchExplanation, fetchTrack } from "../api.js";
import { byId, make, setAttribute, setClass, setText, updateList, updateRows, updateTableRows } from "../dom.js";
import {
  IDENTITIES, ageText, countText, directionText, positionText, spanText, timeText, verticalRateText,
} from "../format.js";
import { paintSymbol } from "../renderer/symbols.js";

const POLL_MS = 1000;
const DASHED = new Set(["pending", "assumed friend", "suspect", "joker"]);
const SVG = "http://www.w3.org/2000/svg";

const isNumber = (value) => typeof value === "number" && Number.isFinite(value);
const listOf = (value) => (Array.isArray(value) ? value : []);

const percentText = (share) => `${(share * 100).toFixed(share > 0.99 && share < 1 ? 2 : 0)} %`;
const signedText = (value, decimals) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(decimals)}`;

/** How good the track is and how the aircraft moves; nothing where another system owns the track. */
function estimateRows(estimate) {
  if (!estimate?.ellipse || !estimate.mode) return [];
  const { ellipse, mode } = estimate;
  const rows = [["1 σ ellipse", `${countText(ellipse.semiMajorMetres)} × ${countText(ellipse.semiMinorMetres)} m, ${
    directionText(ellipse.directionDeg)}`]];
  if (isNumber(ellipse.alongMetres)) {
    rows.push(["along, across", `${countText(ellipse.alongMetres)} m, ${countText(ellipse.acrossMetres)} m`]);
  }
  rows.push(["velocity", `± ${Math.round(estimate.velocitySigmaKt)} kt`]);
  rows.push(["mode of flight", [mode.course, mode.groundspeed, mode.vertical].join(" · ")]);
  rows.push(["turn rate", `${signedText(estimate.turnRateDegPerSecond, 1)} °/s`]);
  rows.push(["acceleration", `${signedText(estimate.alongAcceleration, 1)} m/s²`]);
  const height = estimate.estimatedHeight;
  if (isNumber(height?.feet) && isNumber(height.sigmaFeet)) {
    rows.push(["height", `${countText(height.feet)} ± ${countText(height.sigmaFeet)} ft, estimated`]);
  }
  const [model] = listOf(estimate.models);
  if (model) rows.push(["motion model", `${model.name} ${percentText(model.probability)}`]);
  rows.push(["existence", percentText(estimate.existence)]);
  for (const age of listOf(estimate.ages)) rows.push([`${age.source} age`, ageText(age.ageSeconds)]);
  return rows;
}

export class DetailPanel {
  #number = null;
  #timer = null;
  #abort = null;
  #nodes = null;
  #summary = null;
  #counts = [];
  #onClose;
  #onTrail;
  #onOperator;
  #alertsOf;
  /** Whether the choice of plots is unfolded: asked of the server only then. */
  #explains = false;

  /**
   * `onTrail(number, points)` gets the track's past positions, `onOperator(number, place)` where the operator of an
   * unmanned aircraft is said to be, or null; `alertsOf(number)` gives its alerts.
   */
  constructor({ onClose, onTrail, onOperator, alertsOf }) {
    this.#onClose = onClose;
    this.#onTrail = onTrail;
    this.#onOperator = onOperator;
    this.#alertsOf = alertsOf;
    this.#showNothing();
  }

  select(number) {
    if (number === this.#number) return;
    this.#number = number;
    clearTimeout(this.#timer);
    this.#abort?.abort();
    if (number === null) {
      this.#showNothing();
      return;
    }
    this.#build();
    this.#poll();
  }

  #showNothing() {
    this.#nodes = null;
    const rows = IDENTITIES.map((name, identity) => {
      const canvas = make("canvas", { "aria-hidden": "true" });
      paintSymbol(canvas, identity, 0);
      return make("tr", {}, make("td", {}, canvas), make("td", { class: `identity-${identity}`, text: name }), make("td"));
    });
    this.#summary = make("tbody", {}, ...rows);
    byId("detail-pane").replaceChildren(
      make("h2", { text: "THE PICTURE" }),
      make("table", { class: "summary" }, this.#summary),
      make("p", { class: "nothing", text: "Select a track on the map, in the table, or by an alert. J and K step through the table, ? shows all keys." }));
    this.showCounts(this.#counts);
  }

  /** Tracks of each identity, shown while no track is selected. */
  showCounts(counts) {
    this.#counts = counts;
    if (this.#number !== null) return;
    [...this.#summary.children].forEach((row, identity) => {
      setText(row.lastChild, countText(counts[identity] ?? 0));
      setClass(row, counts[identity] > 0 ? "" : "none");
    });
  }

  async #poll() {
    const number = this.#number;
    this.#abort = new AbortController();
    const signal = this.#abort.signal;
    const [answer, explanation] = await Promise.all([
      fetchTrack(number, signal), this.#explains ? fetchExplanation(number, signal) : null]);
    if (signal.aborted || number !== this.#number) return;
    this.#timer = setTimeout(() => this.#poll(), POLL_MS);
    if (answer.ok && answer.value && typeof answer.value === "object") {
      this.#show(answer.value);
      this.#showAssociation(explanation);
    } else {
      this.#showProblem(answer.status === 404 ? `Track ${number} is no longer in the picture.` : answer.error);
    }
  }

  #section(title, ...content) {
    const heading = make("h3", { text: title });
    const node = make("section", { class: "detail-section" }, heading, ...content);
    return { node, heading };
  }

  #build() {
    const nodes = {
      title: make("h2", { text: `TRK ${this.#number}` }), badge: make("span", { class: "badge" }),
      state: make("span", { class: "badge quiet" }), emergency: make("p", { class: "badge critical" }),
      level: make("div", { class: "detail-level" }), levelText: make("span"), levelKind: make("small"),
      rows: make("dl", { class: "rows" }), notice: make("p", { class: "notice", role: "status" }),
      reasons: make("ul"), sources: make("tbody"), alerts: make("ul"), items: make("div"),
      chart: document.createElementNS(SVG, "svg"), chartScale: make("div", { class: "chart-scale" }),
      body: make("div"),
    };
    nodes.level.append(nodes.levelText, nodes.levelKind);
    nodes.chart.setAttribute("class", "chart");
    nodes.chart.setAttribute("preserveAspectRatio", "none");
    nodes.chart.setAttribute("viewBox", "0 0 600 100");
    nodes.chart.setAttribute("role", "img");
    nodes.why = this.#section("why", nodes.reasons);
    nodes.seenBy = this.#section("sources", make("table", { class: "small-table" },
      make("thead", {}, make("tr", {}, ...["sensor", "by", "age", "plots"].map((text) => make("th", { scope: "col", text })))), nodes.sources));
    nodes.estimateRows = make("dl", { class: "rows" });
    nodes.estimate = this.#section("accuracy and motion", nodes.estimateRows);
    nodes.alertSection = this.#section("alerts", nodes.alerts);
    nodes.chartSection = this.#section("level", nodes.chart, nodes.chartScale);
    nodes.association = make("div", { class: "association" });
    nodes.associationSection = make("details", { class: "detail-section" },
      make("summary", { text: "association" }), nodes.association);
    nodes.associationSection.open = this.#explains;
    nodes.associationSection.addEventListener("toggle", () => this.#unfold(nodes.associationSection.open));
    const close = make("button", { class: "close", type: "button", text: "✕", "aria-label": "clear the selection", onclick: () => this.#onClose() });
    nodes.body.append(nodes.level, nodes.rows, nodes.alertSection.node, nodes.why.node, nodes.seenBy.node,
      nodes.estimate.node, nodes.associationSection, nodes.chartSection.node, nodes.items);
    byId("detail-pane").replaceChildren(
      make("div", { class: "detail-head" }, nodes.title, nodes.badge, nodes.state, close), nodes.emergency, nodes.notice, nodes.body);
    for (const hidden of [nodes.emergency, nodes.notice, nodes.body, nodes.badge, nodes.state]) hidden.hidden = true;
    this.#nodes = nodes;
  }

  #showProblem(text) {
    const { notice, body } = this.#nodes;
    setText(notice, text);
    notice.hidden = false;
    setClass(body, "gone");
  }

  #show(track) {
    const nodes = this.#nodes;
    nodes.notice.hidden = true;
    nodes.body.hidden = false;
    setClass(nodes.body, "");
    setText(nodes.title, String(track.callsign || track.mode3A || track.unmanned?.identifier || `TRK ${track.number}`));
    this.#showBadges(track);
    const level = track.level ?? null;
    setText(nodes.levelText, level?.text ? String(level.text) : "no level");
    setText(nodes.levelKind, level?.kind ? String(level.kind) : "");
    updateRows(nodes.rows, this.#basicRows(track));
    this.#showList(nodes.alertSection, nodes.alerts, this.#alertTexts(track));
    setText(nodes.why.heading, `why ${track.identity ?? "this identity"}`);
    this.#showList(nodes.why, nodes.reasons, listOf(track.identityReasons).map(String));
    this.#showSources(track);
    const estimate = estimateRows(track.estimate);
    nodes.estimate.node.hidden = estimate.length === 0;
    updateRows(nodes.estimateRows, estimate);
    this.#showChart(track);
    this.#showItems(track);
    this.#onTrail(this.#number, listOf(track.history)
      .filter((point) => Array.isArray(point) && isNumber(point[0]) && isNumber(point[1])));
    const place = track.unmanned?.operator;
    this.#onOperator(this.#number, isNumber(place?.lat) && isNumber(place?.lon)
      ? { latitude: place.lat, longitude: place.lon, isTakeOff: place.kind === "take-off" } : null);
  }

  #showBadges(track) {
    const { badge, state, emergency } = this.#nodes;
    const identity = String(track.identity ?? "");
    badge.hidden = identity === "";
    setText(badge, identity);
    setClass(badge, `badge identity-${IDENTITIES.indexOf(identity)}${DASHED.has(identity) ? " dashed" : ""}`);
    const words = [track.state, track.onGround ? "on ground" : "", track.primaryOnly ? "primary only" : ""].filter(Boolean).map(String);
    state.hidden = words.length === 0;
    setText(state, words.join(" · "));
    emergency.hidden = !track.emergency;
    setText(emergency, track.emergency ? String(track.emergency) : "");
  }

  #basicRows(track) {
    const now = track.lastUpdateMs;
    const speed = isNumber(track.groundspeedKt) ? `${Math.round(track.groundspeedKt)} kt` : "–";
    const heading = isNumber(track.trackAngleDeg) ? `${directionText(track.trackAngleDeg)} true` : "–";
    const rows = [
      ["track", `TRK ${track.number}${isNumber(track.quality) ? ` · quality ${track.quality}/7` : ""}`],
      track.page > 0 ? ["position", `page ${track.page}, radar position unknown`] : ["WGS-84", positionText(track.lat, track.lon)],
      ["velocity", `${heading} · ${speed}`],
      ["climb", verticalRateText(track.verticalRateFtMin)],
      ["Mode 3/A", track.mode3A ? `${track.mode3A}${track.mode3AValidated === false ? " not validated" : ""}` : "–"],
      ["Mode S", track.modeSAddress ? String(track.modeSAddress) : "–"],
    ];
    if (isNumber(track.sigmaMetres)) rows.push(["accuracy", `± ${countText(track.sigmaMetres)} m (1 σ)`]);
    for (const other of listOf(track.otherSystems)) {
      rows.push(["also", `${other.name || other.sensor} track ${other.trackNumber}${other.isFused ? " · fused" : ""}`]);
    }
    if (isNumber(now)) rows.push(["last update", timeText(now)]);
    if (isNumber(track.firstSeenMs)) {
      rows.push(["first seen", `${timeText(track.firstSeenMs)}${isNumber(now) ? ` · ${spanText((now - track.firstSeenMs) / 1000)}` : ""}`]);
    }
    if (isNumber(track.updates)) rows.push(["updates", countText(track.updates)]);
    return rows;
  }

  #alertTexts(track) {
    return this.#alertsOf(track.number).filter((alert) => alert.state === "active")
      .map((alert) => `${alert.priority ?? ""}: ${alert.title ?? ""}`);
  }

  #showList({ node }, list, texts) {
    node.hidden = texts.length === 0;
    updateList(list, texts);
  }

  #showSources(track) {
    const sources = listOf(track.sources).filter((source) => source !== null && typeof source === "object");
    setText(this.#nodes.seenBy.heading, `sources ${sources.length}`);
    updateTableRows(this.#nodes.sources, sources.map((source) => [
      String(source.name || source.sensor || "?"), String(source.technology ?? ""),
      isNumber(source.ageSeconds) ? ageText(source.ageSeconds) : "–", isNumber(source.plots) ? countText(source.plots) : "–",
    ]));
  }

  /** Asks for the choice of plots at once where it is unfolded. */
  #unfold(isOpen) {
    if (isOpen === this.#explains) return;
    this.#explains = isOpen;
    if (!isOpen) return;
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.#poll();
  }

  /** Which plots were near at the last scans, what was chosen, and why; the latest scan first. */
  #showAssociation(answer) {
    if (answer === null) return;
    const entries = answer.ok ? listOf(answer.value?.entries) : [];
    const text = answer.ok ? "From the next plot on, what was near and what was chosen stands here." : answer.error;
    this.#nodes.association.replaceChildren(...(entries.length === 0 ? [make("p", { class: "nothing", text })]
      : entries.map((entry) => this.#associationEntry(entry))));
  }

  #associationEntry(entry) {
    const title = make("p", { class: "association-title" }, make("b", { text: timeText(entry.timeMs) }),
      ` ${entry.sensor ?? ""}`);
    const node = make("div", { class: "association-scan" }, title);
    const plots = listOf(entry.plots).filter((plot) => plot !== null && typeof plot === "object");
    if (plots.length > 0) {
      const number = (value, digits) => (isNumber(value) ? value.toFixed(digits) : "none");
      const rows = plots.flatMap((plot) => [make("tr", { class: plot.taken ? "taken" : "" },
        make("td", { text: plot.taken ? "✓" : "" }), make("td", { text: String(plot.identity || "–"), title: String(plot.place ?? "") }),
        make("td", { text: `${countText(plot.distanceMetres)} m` }),
        make("td", { text: `${number(plot.sigmas, 1)} / ${number(plot.gateSigmas, 1)}` })),
      make("tr", { class: plot.taken ? "taken" : "" }, make("td"),
        make("td", { class: "association-outcome", colspan: 3,
          text: `${plot.outcome ?? ""} · cost ${number(plot.cost, 0)} of ${number(plot.costOfNoTrack, 0)}` }))]);
      node.append(make("table", { class: "small-table" },
        make("thead", {}, make("tr", {}, ...["", "plot", "away", "σ / gate"]
          .map((text) => make("th", { scope: "col", text })))), make("tbody", {}, ...rows)));
    }
    if (entry.omitted > 0) node.append(make("p", { class: "association-note", text: `and ${entry.omitted} further away` }));
    node.append(make("p", { class: "association-note", text: String(entry.text ?? "") }));
    return node;
  }

  #showItems(track) {
    const groups = new Map();
    for (const item of listOf(track.items)) {
      if (item === null || typeof item !== "object") continue;
      const group = String(item.group ?? "further items");
      if (!groups.has(group)) groups.set(group, []);
      groups.get(group).push([String(item.name ?? ""), String(item.value ?? "–")]);
    }
    const container = this.#nodes.items;
    while (container.children.length > groups.size) container.lastChild.remove();
    let index = 0;
    for (const [group, rows] of groups) {
      if (container.children.length <= index) container.append(this.#section("", make("dl", { class: "rows" })).node);
      setText(container.children[index].firstChild, group);
      updateRows(container.children[index].lastChild, rows);
      index += 1;
    }
  }

  #showChart(track) {
    const { chart, chartScale, chartSection } = this.#nodes;
    const points = listOf(track.levels).filter((point) => Array.isArray(point) && isNumber(point[0]) && isNumber(point[1]));
    chartSection.node.hidden = points.length < 2;
    if (points.length < 2) return;
    const times = points.map(([time]) => time);
    const levels = points.map(([, level]) => level);
    const [start, end] = [Math.min(...times), Math.max(...times)];
    const middle = (Math.min(...levels) + Math.max(...levels)) / 2;
    const half = Math.max(5, ((Math.max(...levels) - Math.min(...levels)) / 2) * 1.15);
    const line = points.map(([time, level]) => `${(((time - start) / Math.max(1, end - start)) * 600).toFixed(1)},${
      (50 - ((level - middle) / half) * 46).toFixed(1)}`).join(" ");
    let polyline = chart.querySelector("polyline");
    if (!polyline) {
      for (const y of [25, 50, 75]) {
        const grid = document.createElementNS(SVG, "line");
        for (const [name, value] of [["x1", 0], ["x2", 600], ["y1", y], ["y2", y]]) grid.setAttribute(name, value);
        chart.append(grid);
      }
      chart.append(polyline = document.createElementNS(SVG, "polyline"));
    }
    setAttribute(polyline, "points", line);
    setText(chartSection.heading, `level, last ${spanText((end - start) / 1000)}`);
    const letter = /^[FAGH]/.exec(String(track.level?.text ?? ""))?.[0] ?? "";
    const figure = (level) => `${letter}${String(Math.round(level)).padStart(3, "0")}`;
    const scale = letter === "" ? "" : ` · ${figure(Math.min(...levels))} to ${figure(Math.max(...levels))}`;
    setAttribute(chart, "aria-label", `level over time${scale}`);
    while (chartScale.children.length < 3) chartScale.append(make("span"));
    setText(chartScale.children[0], timeText(start));
    setText(chartScale.children[1], scale.slice(3));
    setText(chartScale.children[2], timeText(end));
  }
}
