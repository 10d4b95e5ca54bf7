// The foot of the page: the replay bar in a replay, and one line on recording, counters and drawing.

import { controlReplay } from "../api.js";
import { byId, make, setAttribute, setText } from "../dom.js";
import { bytesText, countText, timeText } from "../format.js";

const SPEEDS = [1, 2, 5, 10, "max"];
const isNumber = (value) => typeof value === "number" && Number.isFinite(value);

export class ReplayBar {
  #replay = null;
  #playButton = make("button", { class: "plain-button", type: "button", onclick: () => this.togglePause() });
  #speeds = SPEEDS.map((speed) => make("button", {
    class: "plain-button", type: "button", text: speed === "max" ? "max" : `${speed}×`, "data-speed": speed,
    onclick: () => this.#control({ speed }),
  }));
  #position = make("span");
  #end = make("span");
  #done = make("div", { id: "replay-done" });
  #track = make("div", { id: "replay-track", role: "progressbar", "aria-label": "position in the recording", "aria-valuemin": 0, "aria-valuemax": 100 }, this.#done);
  #note = make("span");

  constructor() {
    byId("replay-bar").append(this.#playButton, make("span", { role: "group", "aria-label": "speed" }, ...this.#speeds),
      this.#position, this.#track, this.#end, this.#note);
  }

  get isActive() {
    return this.#replay !== null;
  }

  show(replay) {
    this.#replay = replay && typeof replay === "object" ? replay : null;
    byId("replay-bar").hidden = this.#replay === null;
    if (this.#replay === null) return;
    const { paused, speed, finished } = this.#replay;
    setText(this.#playButton, paused || finished ? "PLAY" : "PAUSE");
    this.#playButton.disabled = finished === true;
    for (const button of this.#speeds) setAttribute(button, "aria-pressed", button.dataset.speed === String(speed));
    setText(this.#note, finished ? "END OF RECORDING" : paused ? "PAUSED" : "");
    this.showTime(this.#replay.positionMs);
  }

  showTime(positionMs) {
    if (this.#replay === null) return;
    const { startMs, endMs } = this.#replay;
    setText(this.#position, timeText(positionMs));
    const known = isNumber(startMs) && isNumber(endMs) && endMs > startMs && isNumber(positionMs);
    setText(this.#end, isNumber(endMs) ? timeText(endMs) : "");
    const percent = known ? Math.max(0, Math.min(100, ((positionMs - startMs) / (endMs - startMs)) * 100)) : 0;
    this.#done.style.width = `${percent.toFixed(2)}%`;
    setAttribute(this.#track, "aria-valuenow", Math.round(percent));
  }

  /** Marks on the bar where alerts were raised. */
  showAlerts(alerts) {
    for (const tick of this.#track.querySelectorAll(".replay-tick")) tick.remove();
    if (this.#replay === null) return;
    const { startMs, endMs } = this.#replay;
    if (!isNumber(startMs) || !isNumber(endMs) || endMs <= startMs) return;
    for (const alert of alerts) {
      if (!isNumber(alert.raisedMs) || alert.raisedMs < startMs || alert.raisedMs > endMs) continue;
      const tick = make("div", { class: `replay-tick ${alert.priority}`, title: `${timeText(alert.raisedMs)} ${alert.title ?? ""}` });
      tick.style.left = `${(((alert.raisedMs - startMs) / (endMs - startMs)) * 100).toFixed(2)}%`;
      this.#track.append(tick);
    }
  }

  togglePause() {
    if (this.#replay !== null && !this.#replay.finished) this.#control({ paused: !this.#replay.paused });
  }

  async #control(change) {
    const answer = await controlReplay(change);
    if (!answer.ok) {
      setText(this.#note, answer.error);
      return;
    }
    this.show({ ...this.#replay, ...change });
  }
}

/** The slim line of figures. */
export class StatusLine {
  #parts = {};
  #values = {};

  constructor() {
    for (const name of ["recording", "tracks", "entries", "refusals", "problem", "grow", "picture", "drawing", "map"]) {
      this.#parts[name] = byId("status-line").appendChild(make("span", { class: name === "grow" ? "grow" : "" }));
    }
    setText(this.#parts.map, "map: Natural Earth 1:50m");
  }

  showStatus(status) {
    const recording = status.recording ?? {};
    const texts = { on: `● recording ${bytesText(recording.bytes)}`, off: "recording off", failed: "RECORDING FAILED" };
    setText(this.#parts.recording, [texts[recording.state] ?? "", recording.detail ?? ""].filter(Boolean).join(" · "));
    this.#parts.recording.classList.toggle("bad", recording.state === "failed");
    const counters = status.counters ?? {};
    for (const name of ["tracks", "entries", "refusals"]) {
      setText(this.#parts[name], isNumber(counters[name]) ? `${countText(counters[name])} ${name}` : "");
    }
  }

  showPicture({ number, drawMs }) {
    setText(this.#parts.picture, number === null ? "" : `picture ${number}`);
    setText(this.#parts.drawing, isNumber(drawMs) && drawMs > 0 ? `drawn in ${drawMs.toFixed(1)} ms` : "");
  }

  showProblem(text) {
    setText(this.#parts.problem, text);
    this.#parts.problem.classList.toggle("bad", text !== "");
  }
}
