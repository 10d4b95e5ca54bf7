// The track table: the accessible equivalent of the map. The worker searches and sorts; the page asks
// for the rows it shows, so ten thousand tracks cost as many nodes as fit the pane.

import { byId, make, setAttribute, setClass, setText } from "../dom.js";
import { countText } from "../format.js";

const ROW_PIXELS = 22;
const HEAD_PIXELS = 26;
const COLUMNS = [
  ["number", "trk"], ["identity", "identity"], ["callsign", "callsign"], ["squawk", "sqk"], ["level", "level"],
  ["speed", "kt"], ["angle", "track"], ["age", "age"], ["sources", "sources"], ["state", "state"],
];

export class TrackTable {
  #send;
  #onSelect;
  #sort = "number";
  #descending = false;
  #rows = [];
  #first = 0;
  #count = 0;
  #selected = null;
  #shown = [];
  #found = 0;
  #topGap = make("tr", { class: "gap", "aria-hidden": "true" }, make("td", { colspan: COLUMNS.length }));
  #bottomGap = make("tr", { class: "gap", "aria-hidden": "true" }, make("td", { colspan: COLUMNS.length }));

  /** `send(request)` asks the worker; `onSelect(number)` is called when a row is chosen. */
  constructor(send, onSelect) {
    this.#send = send;
    this.#onSelect = onSelect;
    this.#makeHead();
    byId("tracks-rows").append(this.#topGap, this.#bottomGap);
    byId("tracks-scroll").addEventListener("scroll", () => this.#ask(), { passive: true });
    byId("search").addEventListener("input", () => {
      byId("tracks-scroll").scrollTop = 0;
      this.#ask(true);
    });
    new ResizeObserver(() => this.#ask(true)).observe(byId("tracks-scroll"));
    byId("tracks-rows").addEventListener("keydown", (event) => this.#onKey(event));
  }

  get query() {
    return byId("search").value;
  }

  /** Figures of the picture for the heading. */
  showCounts(inView, total) {
    setText(byId("tracks-heading"), `TRACKS  ${countText(inView)} IN VIEW / ${countText(total)}${
      this.query.trim() ? ` · ${countText(this.#found)} FOUND` : ""}`);
  }

  show({ rows, first, found, total }, inView) {
    this.#found = found;
    this.showCounts(inView, total);
    setAttribute(byId("tracks-table"), "aria-rowcount", found + 1);
    this.#setGap(this.#topGap, first);
    this.#setGap(this.#bottomGap, found - first - rows.length);
    while (this.#rows.length > rows.length) this.#rows.pop().node.remove();
    while (this.#rows.length < rows.length) this.#addRow();
    this.#shown = rows;
    rows.forEach((row, index) => this.#fill(this.#rows[index], row, first + index));
  }

  showSelection(number) {
    this.#selected = number;
    this.#shown.forEach((row, index) => this.#markRow(this.#rows[index], row));
  }

  /** Scrolls so that the row at an index of the sorted list is seen. */
  reveal(index) {
    const scroll = byId("tracks-scroll");
    const top = index * ROW_PIXELS;
    const height = scroll.clientHeight - HEAD_PIXELS;
    if (top < scroll.scrollTop) scroll.scrollTop = top;
    else if (top + ROW_PIXELS > scroll.scrollTop + height) scroll.scrollTop = top + ROW_PIXELS - height;
  }

  #makeHead() {
    for (const [key, word] of COLUMNS) {
      const button = make("button", { type: "button", text: word, onclick: () => this.#sortBy(key) });
      byId("tracks-columns").append(make("th", { scope: "col", class: `w-${key}`, "data-key": key }, button));
    }
    this.#showSort();
  }

  #sortBy(key) {
    this.#descending = this.#sort === key ? !this.#descending : false;
    this.#sort = key;
    this.#showSort();
    this.#ask(true);
  }

  #showSort() {
    for (const head of byId("tracks-columns").children) {
      const active = head.dataset.key === this.#sort;
      setAttribute(head, "aria-sort", active ? (this.#descending ? "descending" : "ascending") : null);
      const word = COLUMNS.find(([key]) => key === head.dataset.key)[1];
      setText(head.firstChild, active ? `${word} ${this.#descending ? "▼" : "▲"}` : word);
    }
  }

  #ask(always = false) {
    const scroll = byId("tracks-scroll");
    const count = Math.ceil(scroll.clientHeight / ROW_PIXELS) + 4;
    const first = Math.max(0, Math.floor(scroll.scrollTop / ROW_PIXELS) - 2);
    if (!always && first === this.#first && count === this.#count) return;
    this.#first = first;
    this.#count = count;
    this.#send({ kind: "table", query: this.query, sort: this.#sort, descending: this.#descending, first, count });
  }

  #setGap(gap, rows) {
    gap.firstChild.style.height = `${Math.max(0, rows) * ROW_PIXELS}px`;
    gap.hidden = rows <= 0;
  }

  #addRow() {
    const node = make("tr", { class: "row" });
    const cells = COLUMNS.map(() => node.appendChild(make("td")));
    const entry = { node, cells };
    const index = this.#rows.push(entry) - 1;
    node.addEventListener("click", () => this.#onSelect(this.#shown[index].number));
    byId("tracks-rows").insertBefore(node, this.#bottomGap);
  }

  #fill(entry, row, index) {
    const texts = [String(row.number), row.identityText, row.callsign, row.squawk, row.level, row.speed, row.angle,
      row.age, row.sources, row.state];
    texts.forEach((text, column) => setText(entry.cells[column], text));
    setClass(entry.cells[1], `identity-${row.identity}`);
    setAttribute(entry.node, "aria-rowindex", index + 2);
    setAttribute(entry.node, "data-track", row.number);
    this.#markRow(entry, row);
  }

  #markRow(entry, row) {
    const selected = row.number === this.#selected;
    setClass(entry.node, `row${selected ? " selected" : ""}${row.alerted ? " alerted" : ""}${row.emergency ? " emergency" : ""}`);
    setAttribute(entry.node, "aria-selected", selected);
    const reachable = selected || (entry === this.#rows[0] && !this.#shown.some((shown) => shown.number === this.#selected));
    setAttribute(entry.node, "tabindex", reachable ? 0 : -1);
  }

  #onKey(event) {
    const row = event.target.closest("tr.row");
    if (!row) return;
    if (event.key === "Enter") this.#onSelect(Number(row.dataset.track));
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") this.#send({ kind: "step", step: event.key === "ArrowDown" ? 1 : -1 });
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
