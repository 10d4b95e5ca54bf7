// The sensor pane: state, rate and counters of every sensor, what was refused and why.

import { byId, make, setAttribute, setClass, setText } from "../dom.js";
import { ageText, countText, positionText } from "../format.js";

const STATE_WORDS = { up: "▲ up", degraded: "◆ degraded", silent: "✕ SILENT", waiting: "○ waiting" };
const ORDER = ["silent", "degraded", "up", "waiting"];
/** Its name; a made-up sensor says that it is one. */
function nameOf(sensor) {
  const name = String(sensor.name || sensor.id);
  return sensor.fictional && !name.includes("(fictional)") ? `${name} (fictional)` : name;
}

const isNumber = (value) => typeof value === "number" && Number.isFinite(value);

/** A number with a true minus sign; nought has none. */
function numberText(value, digits) {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** What a radar measures wrong, as far as learnt; null where nothing is. */
function registrationText(registration) {
  const numbers = ["rangeMetres", "rangeSigmaMetres", "azimuthDegrees", "azimuthSigmaDegrees", "clockSeconds", "clockSigmaSeconds", "pairs"];
  if (registration === null || typeof registration !== "object" || !numbers.every((key) => isNumber(registration[key]))) return null;
  const part = (value, sigma, digits, unit, applied) =>
    `${numberText(value, digits)} ± ${sigma.toFixed(digits)}${unit}${applied ? "" : " (not applied)"}`;
  return `registration: range ${part(registration.rangeMetres, registration.rangeSigmaMetres, 0, " m", registration.applied)}`
    + ` · azimuth ${part(registration.azimuthDegrees, registration.azimuthSigmaDegrees, 3, "°", registration.applied)}`
    + ` · clock ${part(registration.clockSeconds, registration.clockSigmaSeconds, 3, " s", registration.clockApplied)}`
    + ` · ${countText(registration.pairs)} pairs${isNumber(registration.jumpedMs) ? ` since a jump at ${new Date(registration.jumpedMs).toISOString().slice(11, 19)} UTC` : ""}`;
}

export class SensorPane {
  #sensors = [];
  #pictureMs = null;
  #highlighted = null;
  #rows = new Map();
  #body = make("tbody");
  #onCentre;

  /** `onCentre(latitude, longitude)` moves the map to a sensor. */
  constructor(onCentre) {
    this.#onCentre = onCentre;
    const close = make("button", { class: "close", type: "button", text: "✕", "aria-label": "close the sensor pane", onclick: () => this.toggle(false) });
    const head = ["state", "sensor", "last message", "scan", "records", "plots", "used", "refused"]
      .map((text, column) => make("th", { scope: "col", text, class: column > 3 ? "figure" : "" }));
    byId("sensors-pane").append(make("h2", {}, "SENSORS", close),
      make("table", { class: "small-table sensor-table" }, make("thead", {}, make("tr", {}, ...head)), this.#body));
    byId("sensors-chip").addEventListener("click", () => this.toggle());
  }

  get isOpen() {
    return !byId("sensors-pane").hidden;
  }

  toggle(open = !this.isOpen, highlighted = null) {
    byId("sensors-pane").hidden = !open;
    setAttribute(byId("sensors-chip"), "aria-expanded", open);
    this.#highlighted = highlighted;
    this.#render();
    this.#rows.get(highlighted)?.main.scrollIntoView({ block: "nearest" });
  }

  show(sensors) {
    this.#sensors = sensors.filter((sensor) => sensor !== null && typeof sensor === "object")
      .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || String(a.id).localeCompare(String(b.id)));
    this.#render();
  }

  showTime(pictureMs) {
    this.#pictureMs = pictureMs;
    if (this.isOpen) this.#render();
  }

  #render() {
    if (!this.isOpen) return;
    const present = new Set(this.#sensors.map((sensor) => sensor.id));
    for (const [id, row] of this.#rows) {
      if (present.has(id)) continue;
      row.main.remove();
      row.more.remove();
      this.#rows.delete(id);
    }
    this.#sensors.forEach((sensor, index) => {
      const row = this.#rows.get(sensor.id) ?? this.#makeRow(sensor);
      if (this.#body.children[index * 2] !== row.main) {
        this.#body.insertBefore(row.main, this.#body.children[index * 2] ?? null);
        row.main.after(row.more);
      }
      this.#fill(row, sensor);
    });
  }

  #makeRow(sensor) {
    const cells = Array.from({ length: 8 }, (_, column) => make("td", { class: column > 3 ? "figure" : "" }));
    const name = make("button", { type: "button", class: "alert-body sensor-name", onclick: () => this.#centreOn(sensor.id) });
    const kind = make("div", { class: "sensor-kind" });
    cells[1].append(name, kind);
    const list = make("ul");
    const row = {
      main: make("tr", { class: "sensor" }, ...cells), more: make("tr", { class: "sensor-more" }, make("td"), make("td", { colspan: 7 }, list)),
      cells, name, kind, list,
    };
    this.#rows.set(sensor.id, row);
    return row;
  }

  #centreOn(id) {
    const position = this.#sensors.find((sensor) => sensor.id === id)?.position;
    if (isNumber(position?.lat) && isNumber(position?.lon)) this.#onCentre(position.lat, position.lon);
  }

  #fill(row, sensor) {
    setClass(row.main, sensor.id === this.#highlighted ? "sensor highlight" : "sensor");
    setText(row.cells[0], STATE_WORDS[sensor.state] ?? String(sensor.state ?? "–"));
    setClass(row.cells[0], STATE_WORDS[sensor.state] ? sensor.state : "");
    setText(row.name, nameOf(sensor));
    setText(row.kind, [sensor.id, sensor.type].filter(Boolean).join(" · "));
    setText(row.cells[2], isNumber(sensor.lastMessageMs) && this.#pictureMs !== null
      ? `${ageText((this.#pictureMs - sensor.lastMessageMs) / 1000)} ago` : "never");
    setText(row.cells[3], isNumber(sensor.scanPeriodSeconds) ? `${sensor.scanPeriodSeconds.toFixed(1)} s` : "–");
    ["records", "plots", "used", "refused"].forEach((key, index) => {
      setText(row.cells[4 + index], isNumber(sensor[key]) ? countText(sensor[key]) : "–");
    });
    setClass(row.cells[7], sensor.refused > 0 ? "figure reason-count" : "figure");
    this.#fillMore(row, sensor);
  }

  #fillMore(row, sensor) {
    const lines = [];
    const position = sensor.position;
    lines.push(isNumber(position?.lat) && isNumber(position?.lon)
      ? `${positionText(position.lat, position.lon)}${isNumber(sensor.rangeNM) ? ` · range ${Math.round(sensor.rangeNM)} NM` : ""}`
      : "position unknown");
    for (const reason of Array.isArray(sensor.reasons) ? sensor.reasons : []) {
      lines.push(`refused ${countText(reason?.count)}: ${reason?.reason ?? "no reason given"}`);
    }
    const registration = registrationText(sensor.registration);
    if (registration !== null) lines.push(registration);
    for (const monitor of Array.isArray(sensor.siteMonitors) ? sensor.siteMonitors : []) {
      lines.push(`site monitor ${monitor?.code ?? ""} at ${positionText(monitor?.lat, monitor?.lon)}`);
    }
    for (const note of Array.isArray(sensor.notes) ? sensor.notes : []) lines.push(String(note));
    while (row.list.children.length > lines.length) row.list.lastChild.remove();
    lines.forEach((line, index) => {
      if (row.list.children.length <= index) row.list.append(make("li"));
      setText(row.list.children[index], line);
    });
  }
}
