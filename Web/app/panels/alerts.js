// The alert list: one row per cause, most urgent first, each with its cause in a sentence.

import { acknowledge } from "../api.js";
import { byId, make, setAttribute, setClass, setText } from "../dom.js";
import { spanText, timeText } from "../format.js";

const MARKS = { critical: "▲", warning: "◆", advisory: "●" };
const WEIGHTS = { critical: 3, warning: 2, advisory: 1 };

const isAcknowledged = (alert) => typeof alert.acknowledgedMs === "number";
const isOpen = (alert) => !isAcknowledged(alert);

/** Active before cleared, open before acknowledged, then priority, then the newest first. */
function urgency(a, b) {
  return (b.state === "active") - (a.state === "active")
    || isOpen(b) - isOpen(a)
    || (WEIGHTS[b.priority] ?? 0) - (WEIGHTS[a.priority] ?? 0)
    || (b.raisedMs ?? 0) - (a.raisedMs ?? 0) || b.id - a.id;
}

export class AlertPanel {
  #rows = new Map();
  #alerts = [];
  #announced = null;
  #pictureMs = null;
  #selectedTrack = null;
  #onOpen;

  /** `onOpen(alert)` is called when an alert is chosen. */
  constructor(onOpen) {
    this.#onOpen = onOpen;
  }

  get alerts() {
    return this.#alerts;
  }

  show(alerts) {
    this.#alerts = alerts.filter((alert) => Number.isInteger(alert?.id)).sort(urgency);
    this.#announce();
    this.#render();
  }

  showTime(pictureMs) {
    this.#pictureMs = pictureMs;
    for (const alert of this.#alerts) {
      const row = this.#rows.get(alert.id);
      if (row) setText(row.meta, this.#metaText(alert));
    }
  }

  showSelection(track) {
    this.#selectedTrack = track;
    for (const alert of this.#alerts) this.#rows.get(alert.id)?.node.classList.toggle("selected", track !== null && alert.track === track);
  }

  #render() {
    const list = byId("alerts-list");
    const open = this.#alerts.filter((alert) => isOpen(alert)).length;
    const active = this.#alerts.filter((alert) => alert.state === "active").length;
    setText(byId("alerts-heading"), `ALERTS  ${active} ACTIVE · ${open} UNACKED`);
    const present = new Set(this.#alerts.map((alert) => alert.id));
    for (const [id, row] of this.#rows) {
      if (present.has(id)) continue;
      row.node.remove();
      this.#rows.delete(id);
    }
    list.querySelector(".nothing")?.remove();
    if (this.#alerts.length === 0) list.append(make("p", { class: "nothing", text: "No alerts." }));
    this.#alerts.forEach((alert, index) => {
      const row = this.#rows.get(alert.id) ?? this.#makeRow(alert);
      this.#fill(row, alert);
      if (list.children[index] !== row.node) this.#moveKeepingFocus(list, row.node, index);
    });
  }

  #moveKeepingFocus(list, node, index) {
    const focused = node.contains(document.activeElement) ? document.activeElement : null;
    list.insertBefore(node, list.children[index] ?? null);
    focused?.focus();
  }

  #makeRow(alert) {
    const row = {
      node: make("div", { role: "listitem" }),
      mark: make("span", { class: "alert-mark", "aria-hidden": "true" }),
      title: make("span", { class: "alert-title" }),
      cause: make("span", { class: "alert-cause" }),
      meta: make("span", { class: "alert-meta" }),
      side: make("span", { class: "alert-side" }),
    };
    row.node.dataset.alert = alert.id;
    row.node.dataset.rule = String(alert.rule ?? "");
    const body = make("button", { class: "alert-body", type: "button", onclick: () => this.#onOpen(this.#byId(alert.id)) },
      row.title, row.cause, row.meta);
    row.node.append(row.mark, body, row.side);
    this.#rows.set(alert.id, row);
    return row;
  }

  #byId(id) {
    return this.#alerts.find((alert) => alert.id === id);
  }

  #fill(row, alert) {
    const classes = ["alert", MARKS[alert.priority] ? alert.priority : "advisory"];
    if (isOpen(alert)) classes.push("open");
    if (alert.state === "cleared") classes.push("cleared");
    if (this.#selectedTrack !== null && alert.track === this.#selectedTrack) classes.push("selected");
    setClass(row.node, classes.join(" "));
    setText(row.mark, MARKS[alert.priority] ?? "●");
    setText(row.title, String(alert.title ?? alert.rule ?? "Alert"));
    setText(row.cause, String(alert.cause ?? ""));
    setText(row.meta, this.#metaText(alert));
    this.#fillSide(row, alert);
  }

  #metaText(alert) {
    const said = String(alert.title ?? "").toLowerCase();
    const subject = [alert.label, alert.sensor, alert.volume]
      .filter((text) => typeof text === "string" && text !== "" && !said.includes(text.toLowerCase()));
    const parts = [subject.join(" · "), typeof alert.raisedMs === "number" ? timeText(alert.raisedMs) : ""];
    if (alert.state === "cleared") parts.push("cleared");
    else if (typeof alert.raisedMs === "number" && this.#pictureMs !== null) {
      parts.push(spanText((this.#pictureMs - alert.raisedMs) / 1000));
    }
    return parts.filter(Boolean).join(" · ");
  }

  #fillSide(row, alert) {
    if (isAcknowledged(alert)) {
      row.side.querySelector("button")?.remove();
      setText(row.side, `acked${alert.acknowledgedBy ? ` ${alert.acknowledgedBy}` : ""}`);
    } else if (!row.side.querySelector("button")) {
      const button = make("button", { class: "ack", type: "button", text: "ACK" });
      button.addEventListener("click", () => this.#acknowledge(alert.id, button));
      row.side.replaceChildren(button);
    }
    const button = row.side.querySelector("button");
    if (button) setAttribute(button, "aria-label", `acknowledge: ${alert.title ?? ""}`);
  }

  async #acknowledge(id, button) {
    button.disabled = true;
    const answer = await acknowledge(id);
    button.disabled = false;
    if (!answer.ok) byId("assertive").textContent = `Acknowledgement failed. ${answer.error}`;
    button.title = answer.ok ? "" : answer.error;
    button.textContent = answer.ok ? "…" : "RETRY";
  }

  /** New alerts are read out: critical at once, others politely. Those present at first are not. */
  #announce() {
    const active = this.#alerts.filter((alert) => alert.state === "active");
    if (this.#announced !== null) {
      for (const alert of active) {
        if (this.#announced.has(alert.id)) continue;
        byId(alert.priority === "critical" ? "assertive" : "polite").textContent = `${alert.priority} alert: ${alert.title}. ${alert.cause ?? ""}`;
      }
    }
    this.#announced = new Set(active.map((alert) => alert.id));
  }
}
