// The small form for QNH and transition altitude. Without a QNH every pressure height stays a flight level.

import { setPressure } from "../api.js";
import { byId, make, setAttribute, setText } from "../dom.js";

export class SettingsForm {
  #pressure = make("input", { type: "number", min: 850, max: 1100, step: 0.1, inputmode: "decimal", "aria-label": "QNH in hectopascals" });
  #altitude = make("input", { type: "number", min: 0, max: 20000, step: 100, inputmode: "numeric", "aria-label": "transition altitude in feet" });
  #message = make("p", { role: "status" });
  /** True once the operator has typed: then what the server says no longer replaces it. */
  #edited = false;

  constructor() {
    const form = byId("settings-pane");
    form.append(
      make("label", {}, "QNH, hPa", this.#pressure),
      make("label", {}, "Transition altitude, ft", this.#altitude),
      make("p", { text: "At and below the transition altitude pressure heights read as altitude on this QNH (A035), above it as flight level (F370)." }),
      this.#message,
      make("div", { class: "buttons" },
        make("button", { class: "plain-button", type: "submit", text: "Apply" }),
        make("button", { class: "plain-button", type: "button", text: "No QNH", onclick: () => this.#send(null) }),
        make("button", { class: "plain-button", type: "button", text: "Close", onclick: () => this.toggle(false) })));
    form.addEventListener("input", () => {
      this.#edited = true;
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#apply();
    });
    byId("settings-chip").addEventListener("click", () => this.toggle());
  }

  get isOpen() {
    return !byId("settings-pane").hidden;
  }

  toggle(open = !this.isOpen) {
    byId("settings-pane").hidden = !open;
    setAttribute(byId("settings-chip"), "aria-expanded", open);
    this.#edited = false;
    this.#say("");
    if (open) this.#pressure.focus();
  }

  show(settings) {
    if (this.isOpen && this.#edited) return;
    this.#pressure.value = settings?.qnhHectopascals ?? "";
    this.#altitude.value = settings?.transitionAltitudeFeet ?? "";
  }

  #apply() {
    const pressure = this.#pressure.valueAsNumber;
    if (!Number.isFinite(pressure)) this.#say("Enter a QNH between 850 and 1100 hPa.", true);
    else if (!Number.isFinite(this.#altitude.valueAsNumber)) this.#say("Enter the transition altitude in feet.", true);
    else this.#send(pressure);
  }

  async #send(pressure) {
    const altitude = this.#altitude.valueAsNumber;
    const answer = await setPressure(pressure, Number.isFinite(altitude) ? altitude : null);
    if (answer.ok) this.toggle(false);
    else this.#say(answer.error, true);
  }

  #say(text, isError = false) {
    setText(this.#message, text);
    this.#message.className = isError ? "form-error" : "";
  }
}
