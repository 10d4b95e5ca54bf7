// The map's controls on the page: gestures on the canvas, tool buttons, page tabs, hover text, read-out.

import { byId, make, setAttribute, setClass, setText } from "../dom.js";
import { positionText } from "../format.js";

const VECTOR_MINUTES = [0, 1, 2, 4];
/** A press that moved less than this is a click. */
const CLICK_PIXELS = 5;
const TOOLS = [
  ["vectorMinutes", "V", "vector"], ["history", "H", "history"], ["labels", "L", "labels"], ["airspace", "A", "airspace"],
  ["rings", "G", "rings"], ["coverage", "C", "coverage"],
];

export class MapControls {
  options = { vectorMinutes: 2, history: true, labels: true, airspace: true, rings: true, coverage: false };
  #send;
  #pointers = new Map();
  #moved = 0;
  #pinch = null;
  #measuring = false;
  #buttons = {};
  #hoverAt = 0;
  #cursor = "";
  #obstacles = "";

  /** `send(message)` reaches the picture worker. */
  constructor(send) {
    this.#send = send;
    this.#makeTools();
    const canvas = byId("map-canvas");
    canvas.addEventListener("pointerdown", (event) => this.#onDown(event));
    canvas.addEventListener("pointermove", (event) => this.#onMove(event));
    for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, (event) => this.#onUp(event));
    canvas.addEventListener("pointerleave", () => this.hideTip());
    canvas.addEventListener("wheel", (event) => this.#onWheel(event), { passive: false });
  }

  /** Hands the canvas to the worker and keeps its size right. */
  attach(start) {
    const canvas = byId("map-canvas");
    const size = () => ({
      width: Math.max(1, canvas.clientWidth), height: Math.max(1, canvas.clientHeight), ratio: window.devicePixelRatio || 1,
    });
    const offscreen = canvas.transferControlToOffscreen();
    this.#send({ kind: "start", canvas: offscreen, options: this.options, ...size(), ...start }, [offscreen]);
    new ResizeObserver(() => {
      this.#send({ kind: "resize", ...size() });
      this.#reportObstacles();
    }).observe(canvas);
  }

  /** Tells the worker where the page's own controls cover the map. */
  #reportObstacles() {
    const origin = byId("map").getBoundingClientRect();
    const rectangles = ["map-tools", "map-readout", "map-tabs", "page-banner"].map(byId).filter((node) => !node.hidden)
      .map((node) => node.getBoundingClientRect())
      .map((box) => ({ x: box.x - origin.x, y: box.y - origin.y, width: box.width, height: box.height }));
    rectangles.push({ x: origin.width - 140, y: origin.height - 38, width: 140, height: 38 });
    const key = JSON.stringify(rectangles);
    if (key === this.#obstacles) return;
    this.#obstacles = key;
    this.#send({ kind: "obstacles", rectangles });
  }

  toggle(name) {
    if (name === "vectorMinutes") {
      const next = (VECTOR_MINUTES.indexOf(this.options.vectorMinutes) + 1) % VECTOR_MINUTES.length;
      this.options.vectorMinutes = VECTOR_MINUTES[next];
    } else {
      this.options[name] = !this.options[name];
    }
    this.#showTools();
    this.#send({ kind: "options", options: this.options });
  }

  setMeasuring(measuring) {
    this.#measuring = measuring;
    this.#send({ kind: "measureClear" });
    this.#showTools();
  }

  get isMeasuring() {
    return this.#measuring;
  }

  showFollowing(following) {
    setAttribute(this.#buttons.follow, "aria-pressed", following);
  }

  #makeTools() {
    const tool = (name, key, word, action) => {
      const label = make("span", { text: word });
      const button = make("button", { class: "tool", type: "button", "aria-pressed": "false", onclick: action }, make("kbd", { text: key }), label);
      this.#buttons[name] = button;
      return button;
    };
    const plain = (text, label, action) => make("button", { class: "tool", type: "button", text, "aria-label": label, title: label, onclick: action });
    byId("map-tools").append(
      ...TOOLS.map(([name, key, word]) => tool(name, key, word, () => this.toggle(name))),
      tool("measure", "R", "range/bearing", () => this.setMeasuring(!this.#measuring)),
      tool("follow", "F", "follow", () => this.#send({ kind: "follow" })),
      make("div", { class: "zoom" }, plain("+", "closer", () => this.#send({ kind: "zoom", factor: 1.5 })),
        plain("−", "further", () => this.#send({ kind: "zoom", factor: 1 / 1.5 })),
        plain("0", "first view", () => this.#send({ kind: "home" }))));
    this.#showTools();
  }

  #showTools() {
    for (const [name] of TOOLS) setAttribute(this.#buttons[name], "aria-pressed", Boolean(this.options[name]));
    const minutes = this.options.vectorMinutes;
    setText(this.#buttons.vectorMinutes.lastChild, minutes === 0 ? "vector off" : `vector ${minutes} min`);
    setAttribute(this.#buttons.measure, "aria-pressed", this.#measuring);
  }

  // Gestures

  #onDown(event) {
    if (event.button !== 0) return;
    byId("map-canvas").focus({ preventScroll: true });
    event.target.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    this.#moved = 0;
    this.#pinch = null;
    this.hideTip();
  }

  #onMove(event) {
    const last = this.#pointers.get(event.pointerId);
    if (!last) {
      this.#hover(event.offsetX, event.offsetY);
      return;
    }
    const dx = event.offsetX - last.x;
    const dy = event.offsetY - last.y;
    this.#moved += Math.hypot(dx, dy);
    if (this.#pointers.size === 1 && this.#moved < CLICK_PIXELS) return;
    last.x = event.offsetX;
    last.y = event.offsetY;
    if (this.#pointers.size >= 2) this.#onPinch();
    else {
      document.documentElement.dataset.panning = "";
      this.#send({ kind: "pan", dx, dy });
    }
  }

  #onPinch() {
    const [first, second] = [...this.#pointers.values()];
    const now = { x: (first.x + second.x) / 2, y: (first.y + second.y) / 2, distance: Math.hypot(first.x - second.x, first.y - second.y) };
    if (this.#pinch !== null && this.#pinch.distance > 0 && now.distance > 0) {
      this.#send({ kind: "pan", dx: now.x - this.#pinch.x, dy: now.y - this.#pinch.y });
      this.#send({ kind: "zoom", factor: now.distance / this.#pinch.distance, x: now.x, y: now.y });
    }
    this.#pinch = now;
  }

  #onUp(event) {
    if (!this.#pointers.delete(event.pointerId)) return;
    this.#pinch = null;
    delete document.documentElement.dataset.panning;
    if (event.type !== "pointerup" || this.#moved >= CLICK_PIXELS || this.#pointers.size > 0) return;
    this.#send({ kind: this.#measuring ? "measureAt" : "pick", x: event.offsetX, y: event.offsetY });
  }

  #onWheel(event) {
    event.preventDefault();
    const pixels = event.deltaMode === 1 ? event.deltaY * 18 : event.deltaY;
    this.#send({ kind: "zoom", factor: Math.exp(-Math.max(-300, Math.min(300, pixels)) * 0.0018), x: event.offsetX, y: event.offsetY });
  }

  #hover(x, y) {
    const now = performance.now();
    if (now - this.#hoverAt < 33) return;
    this.#hoverAt = now;
    this.#send({ kind: "pointer", x, y });
  }

  // What the worker answers

  showHover({ x, y, latitude, longitude, track }, page) {
    this.#cursor = page === 0 ? positionText(latitude, longitude) : "";
    const tip = byId("map-tip");
    byId("map-canvas").style.cursor = track && !this.#measuring ? "pointer" : "";
    if (!track) {
      tip.hidden = true;
      return;
    }
    while (tip.children.length < track.lines.length + 1) tip.append(make(tip.children.length === 0 ? "strong" : "div"));
    setText(tip.children[0], track.title);
    setClass(tip.children[0], `identity-${track.identity}`);
    track.lines.forEach((line, index) => setText(tip.children[index + 1], line));
    tip.hidden = false;
    const map = byId("map");
    const left = x + 24 + tip.offsetWidth > map.clientWidth ? x - 24 - tip.offsetWidth : x + 24;
    const top = Math.max(4, Math.min(y + 18, map.clientHeight - tip.offsetHeight - 4));
    tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }

  hideTip() {
    byId("map-tip").hidden = true;
  }

  showReadout(picture, view) {
    const place = this.#cursor || (view && view.page === 0 ? positionText(view.latitude, view.longitude) : "");
    const labels = `${picture.labels} labels of ${picture.inView} in view${picture.reduced ? " · dots: friend, neutral" : ""}`;
    setText(byId("map-readout"), [place, labels].filter(Boolean).join(" · "));
  }

  /** Tabs for the map and every radar-centred page, with the tracks on each. */
  showPages(pages, current, counts, onChoose) {
    const tabs = byId("map-tabs");
    const entries = pages.length === 0 ? [] : [{ page: 0, words: "MAP" },
      ...pages.map((page) => ({ page: page.page, words: `${page.sensor ?? page.page} · ${page.reason ?? "POSITION UNKNOWN"}` }))];
    tabs.hidden = entries.length === 0;
    while (tabs.children.length > entries.length) tabs.lastChild.remove();
    entries.forEach((entry, index) => {
      if (tabs.children.length <= index) tabs.append(make("button", { class: "tool chip", type: "button", role: "tab" }));
      const tab = tabs.children[index];
      setText(tab, `${entry.words} · ${counts[entry.page] ?? 0}`);
      setAttribute(tab, "aria-selected", entry.page === current);
      tab.onclick = () => onChoose(entry.page);
    });
    const page = pages.find((candidate) => candidate.page === current);
    byId("page-banner").hidden = !page;
    if (page) {
      setText(byId("page-banner"), `${page.reason ?? "POSITION UNKNOWN"} – ${page.sensor ?? ""}${
        page.name && page.name !== page.sensor ? ` (${page.name})` : ""}: not on the map`);
    }
    this.#reportObstacles();
  }
}
