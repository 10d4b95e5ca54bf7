import { Occupancy, placeLabel } from "../renderer/labels.js";
import { equal, test, truthy } from "./harness.js";

function screen(width = 400, height = 300) {
  const occupancy = new Occupancy();
  occupancy.resize(width, height);
  occupancy.clear();
  return occupancy;
}

const overlaps = (a, b) => a.left < b.left + 50 && b.left < a.left + 50 && a.top < b.top + 24 && b.top < a.top + 24;

test("labels never overlap each other", () => {
  const occupancy = screen();
  const placed = [];
  for (let index = 0; index < 60; index += 1) {
    const found = placeLabel(occupancy, 40 + (index * 67) % 330, 30 + (index * 41) % 240, 50, 24);
    if (found) placed.push(found);
  }
  truthy(placed.length > 20, `${placed.length} placed`);
  placed.forEach((label, index) => placed.slice(index + 1).forEach((other) => truthy(!overlaps(label, other), "two labels overlap")));
});

test("a label keeps its place while that is free", () => {
  const first = placeLabel(screen(), 200, 150, 50, 24);
  const second = placeLabel(screen(), 203, 151, 50, 24, { lastPlace: 3 });
  equal([first.place, second.place], [0, 3]);
});

test("a label moves when its place is taken", () => {
  const occupancy = screen();
  occupancy.mark(205, 100, 80, 48);
  truthy(placeLabel(occupancy, 200, 150, 50, 24, { lastPlace: 0 }).place !== 0, "stayed in a taken place");
});

test("a label leaves the way ahead free", () => {
  const found = placeLabel(screen(), 200, 150, 50, 24, { heading: 70 });
  truthy(found.place !== 0, "label lies on the speed vector");
});

test("only an insistent label goes further out, and nothing leaves the screen", () => {
  const occupancy = screen();
  occupancy.mark(125, 100, 150, 100);
  equal(placeLabel(occupancy, 200, 150, 50, 24), null);
  equal(placeLabel(screen(30, 20), 15, 10, 50, 24, { insistent: true }), null);
  const small = screen();
  small.mark(180, 130, 40, 40);
  equal(placeLabel(small, 200, 150, 50, 24), null);
  truthy(placeLabel(small, 200, 150, 50, 24, { insistent: true }) !== null, "nothing further out");
});
