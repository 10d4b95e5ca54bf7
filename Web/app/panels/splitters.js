// Bars between the panes: drag, or arrow keys, to resize; sizes are remembered by the browser.

import { byId } from "../dom.js";

const SPLITTERS = [
  { id: "split-left", property: "--left", least: 180, most: 560, axis: "x", sign: 1 },
  { id: "split-right", property: "--right", least: 200, most: 640, axis: "x", sign: -1 },
  { id: "split-bottom", property: "--table", least: 60, most: 700, axis: "y", sign: -1 },
];

function stored(key) {
  try {
    return Number(localStorage.getItem(key)) || null;
  } catch {
    return null;
  }
}

function store(key, value) {
  try {
    localStorage.setItem(key, String(value));
  } catch {
    // A browser that keeps nothing still resizes.
  }
}

function size(property) {
  return Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue(property));
}

function attach({ id, property, least, most, axis, sign }) {
  const bar = byId(id);
  const key = `vigie${property}`;
  const set = (value) => {
    const bounded = Math.max(least, Math.min(most, value));
    document.documentElement.style.setProperty(property, `${bounded}px`);
    store(key, bounded);
  };
  const remembered = stored(key);
  if (remembered !== null) set(remembered);
  bar.addEventListener("pointerdown", (event) => {
    bar.setPointerCapture(event.pointerId);
    const start = event[axis];
    const before = size(property);
    const move = (moved) => set(before + (moved[axis] - start) * sign);
    bar.addEventListener("pointermove", move);
    bar.addEventListener("lostpointercapture", () => bar.removeEventListener("pointermove", move), { once: true });
  });
  bar.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: ["x", -1], ArrowRight: ["x", 1], ArrowUp: ["y", -1], ArrowDown: ["y", 1] };
    const [stepAxis, direction] = steps[event.key] ?? [];
    if (stepAxis !== axis) return;
    event.preventDefault();
    event.stopPropagation();
    set(size(property) + direction * sign * 16);
  });
}

export function attachSplitters() {
  SPLITTERS.forEach(attach);
}
