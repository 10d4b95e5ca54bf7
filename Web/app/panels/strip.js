// The strip at the top (mode, clock, title, counts) and the exercise band under it.

import { dateText, spanText, timeText } from "../format.js";
import { byId, make, setAttribute, setClass, setText } from "../dom.js";

const MODES = { LIVE: "● LIVE", REPLAY: "▶ REPLAY", EXERCISE: "◆ EXERCISE" };
const PRIORITY_WORDS = [["critical", "CRIT"], ["warning", "WARN"], ["advisory", "ADV"]];
const SENSOR_STATES = [["up", "up"], ["degraded", "degraded"], ["silent", "✕ silent"], ["waiting", "waiting"]];

export function showStatus(status) {
  const mode = MODES[status.mode] ? status.mode : "none";
  setAttribute(document.documentElement, "data-mode", mode);
  setText(byId("mode"), MODES[mode] ?? "");
  setText(byId("title"), status.title ?? "");
  setAttribute(byId("title"), "title", status.title ?? "");
  document.title = [status.mode, status.title, "Vigie"].filter(Boolean).join(" · ");
  byId("band").hidden = mode !== "EXERCISE";
  setText(byId("fictional"), status.fictional ?? "");
  setAttribute(byId("fictional"), "title", status.fictional ?? "");
  const settings = status.settings ?? {};
  const pressure = settings.qnhHectopascals;
  const altitude = settings.transitionAltitudeFeet;
  setText(byId("settings-chip"), typeof pressure === "number"
    ? `QNH ${Math.round(pressure)}${typeof altitude === "number" ? ` · TA ${altitude} ft` : ""}` : "QNH not set");
}

export function showClock(timeMs) {
  setText(byId("clock-time"), timeText(timeMs));
  setText(byId("clock-date"), dateText(timeMs));
}

export function showAlertCounts(alerts) {
  const group = byId("alert-counts");
  for (const [priority, word] of PRIORITY_WORDS) {
    const count = alerts.filter((alert) => alert.state === "active" && alert.priority === priority).length;
    let chip = group.querySelector(`.${priority}`);
    if (!chip) group.append(chip = make("span"));
    setClass(chip, `chip ${priority}${count > 0 ? " some" : ""}`);
    setText(chip, `${count} ${word}`);
  }
}

export function showSensorChip(sensors) {
  const chip = byId("sensors-chip");
  const parts = SENSOR_STATES.map(([state, word]) => [state, word, sensors.filter((sensor) => sensor.state === state).length])
    .filter(([, , count]) => count > 0);
  const key = parts.map(([state, , count]) => `${state}${count}`).join(" ");
  if (chip.dataset.key === key) return;
  chip.dataset.key = key;
  chip.replaceChildren("sensors", ...(parts.length === 0 ? [" –"] : parts.flatMap(
    ([state, word, count]) => [" ", make("span", { class: state, text: `${count} ${word}` })])));
}

/** The unmistakable sign that the picture is no longer fed. */
export function showConnection(state, pictureMs) {
  setAttribute(document.documentElement, "data-connection", state.name);
  const overlay = byId("map-stale");
  overlay.hidden = state.name === "live" || (state.name === "connecting" && !state.slow);
  const [headline, line] = overlay.children;
  const silence = spanText(Math.floor(state.silentSeconds ?? 0));
  const last = pictureMs === null ? "No picture was received yet." : `Last picture ${timeText(pictureMs)} UTC.`;
  if (state.name === "stale") {
    setText(headline, `PICTURE STALE ${silence}`);
    setText(line, `${last} The server is connected and silent.`);
  } else if (state.name === "lost") {
    setText(headline, pictureMs === null ? "NO CONNECTION TO THE SERVER" : `NO CONNECTION · PICTURE STALE ${silence}`);
    const retry = state.retrySeconds === null ? "Connecting again…" : `Next try in ${Math.ceil(state.retrySeconds)} s.`;
    setText(line, `${last} ${retry}`);
  } else if (state.name === "connecting") {
    setText(headline, "WAITING FOR THE PICTURE");
    setText(line, "The server has sent nothing yet.");
  }
}
