import { Picture } from "../picture.js";
import { parseMessage } from "../stream.js";
import { rowOf, sortedTracks } from "../track-list.js";
import { equal, test } from "./harness.js";
import { record, snapshot } from "./make-messages.js";

const picture = new Picture();
picture.replace(parseMessage(snapshot(1, 60_000, [
  record({ number: 10, callsign: "KLM64", code: 0o4217, level: 1480, levelKind: 1, identity: 4, sources: 6, speed: 4500, address: 0x3c6dd8 }),
  record({ number: 11, code: 0o7700, identity: 1, flags: 32, sources: 1 }),
  record({ number: 12, callsign: "(A+B)", level: 200, levelKind: 2, identity: 6, age: 30 }),
])));
const numbers = (request) => sortedTracks(picture.tracks.values(), request).map((track) => track.number);

test("a search finds callsign, code, address and number", () => {
  equal(numbers({ query: "klm" }), [10]);
  equal(numbers({ query: "7700" }), [11]);
  equal(numbers({ query: "3C6D" }), [10]);
  equal(numbers({ query: "12" }), [12]);
  equal(numbers({ query: "nothing" }), []);
});

test("words of a search join, fields narrow it", () => {
  equal(numbers({ query: "id:neutral sqk:42*" }), [10]);
  equal(numbers({ query: "id:hostile klm" }), []);
  equal(numbers({ query: "src:psr" }), [11]);
  equal(numbers({ query: "fl<100" }), [12]);
});

test("signs of a pattern are plain letters", () => {
  equal(numbers({ query: "(A+B)" }), [12]);
  equal(numbers({ query: "[" }), []);
  equal(numbers({ query: "\\" }), []);
});

test("sorting puts tracks without a value last", () => {
  equal(numbers({ sort: "level" }), [12, 10, 11]);
  equal(numbers({ sort: "level", descending: true }), [10, 12, 11]);
  equal(numbers({ sort: "callsign" }), [12, 10, 11]);
  equal(numbers({ sort: "number", descending: true }), [12, 11, 10]);
});

test("a row is text ready to show", () => {
  const row = rowOf(picture.tracks.get(12), 61_000, true);
  equal([row.level, row.age, row.identityText, row.alerted], ["A050", "4.0\u00a0s", "hostile", true]);
});
