// The sheet of keys and symbols.

import { byId, make } from "../dom.js";
import { Flag, IDENTITIES } from "../format.js";
import { paintSymbol } from "../renderer/symbols.js";

const KEYS = [
  ["/", "search the track table"], ["J  K", "next, previous row of the table"], ["M", "next track not identified"],
  ["Esc", "close a pane, end measuring, clear the selection"], ["F", "follow the selected track"],
  ["← → ↑ ↓", "move the map"], ["+  −", "closer, further"], ["0", "back to the first view"],
  ["V", "speed vector: off, 1, 2, 4 minutes"], ["H", "past positions"], ["L", "labels"], ["A", "airspace"],
  ["G", "range rings"], ["C", "sensor coverage"], ["R", "range and bearing: click two points"],
  ["S", "sensors"], ["Space", "pause a replay"], ["?", "this sheet"],
];
const MARKS = [
  [1, 0, "seen by a transponder or several sensors"], [1, Flag.primaryOnly, "seen by primary radar only"],
  [1, Flag.external, "track of another system (CAT062)"], [1, Flag.coasting, "coasting: not updated, position predicted"],
  [1, Flag.tentative, "tentative: not yet confirmed"], [1, Flag.onGround, "on the ground"],
  [1, Flag.specialPosition, "special position identification (SPI)"],
];
const LEVELS = [
  ["F370", "flight level, pressure on 1013.25 hPa"], ["A035", "altitude on the QNH entered"],
  ["G123", "geometric height above WGS-84"], ["H050", "height measured by a 3-D radar"],
];

function symbolRow(identity, flags, words) {
  const canvas = make("canvas", { "aria-hidden": "true" });
  paintSymbol(canvas, identity, flags);
  return make("tr", {}, make("td", {}, canvas), make("td", { text: words }));
}

function textRow([first, second]) {
  return make("tr", {}, make("td", {}, make("kbd", { text: first })), make("td", { text: second }));
}

export function openHelp() {
  const dialog = byId("help");
  if (dialog.open) {
    dialog.close();
    return;
  }
  const close = make("button", { class: "plain-button", type: "button", text: "Close", onclick: () => dialog.close() });
  dialog.replaceChildren(
    make("h2", { id: "help-heading", text: "KEYS AND SYMBOLS" }),
    make("div", { class: "help-columns" },
      make("div", {}, make("h3", { text: "KEYS" }), make("table", {}, ...KEYS.map(textRow))),
      make("div", {}, make("h3", { text: "IDENTITY" }),
        make("table", {}, ...IDENTITIES.map((name, identity) => symbolRow(identity, 0, name)))),
      make("div", {}, make("h3", { text: "POSITION MARK" }), make("table", {}, ...MARKS.map((mark) => symbolRow(...mark))),
        make("h3", { text: "LEVELS" }), make("table", {}, ...LEVELS.map(textRow)))),
    close);
  dialog.showModal();
}
