import { Picture } from "../picture.js";
import { parseMessage } from "../stream.js";
import { equal, test } from "./harness.js";
import { delta, record, snapshot } from "./make-messages.js";

function pictureOf(...records) {
  const picture = new Picture();
  picture.replace(parseMessage(snapshot(1, 10_000, records)));
  return picture;
}

test("a record's fields arrive in their units", () => {
  const track = pictureOf(record({
    number: 42, latitude: 13.5, longitude: -2.25, level: 1481, levelKind: 1, verticalRate: -700, speed: 4553,
    angle: 16384, code: 0o7700, identity: 5, flags: 48, sources: 6, age: 12, trend: -1, callsign: "KLM64", address: 0x3c6dd8,
    quality: 6,
  })).tracks.get(42);
  equal([track.latitude, track.longitude, track.level, track.speed, track.angle], [13.5, -2.25, 370.25, 455.3, 90]);
  equal([track.squawk, track.identity, track.updatedMs, track.callsign, track.addressDigits], ["7700", 5, 8800, "KLM64", "3C6DD8"]);
  equal([track.firstLine, track.secondLine, track.emergencyLine], ["KLM64", "F370↓46", "7700"]);
});

test("absent values stay absent", () => {
  const track = pictureOf(record({ number: 7 })).tracks.get(7);
  equal([track.level, track.verticalRate, track.speed, track.code, track.address, track.callsign], [null, null, null, null, null, ""]);
  equal([track.firstLine, track.secondLine], ["TRK 7", "---- "]);
});

test("a level without a kind is no level", () => {
  equal(pictureOf(record({ number: 7, level: 400 })).tracks.get(7).level, null);
});

test("the label names callsign, else code, else track number", () => {
  equal(pictureOf(record({ number: 3, code: 0o21 })).tracks.get(3).firstLine, "0021");
});

test("a delta changes, adds and removes", () => {
  const picture = pictureOf(record({ number: 1 }), record({ number: 2 }));
  equal(picture.update(parseMessage(delta(2, 11_000, 1, [record({ number: 3 }), record({ number: 1, speed: 100 })], [2]))), true);
  equal([...picture.tracks.keys()].sort(), [1, 3]);
  equal(picture.tracks.get(1).speed, 10);
});

test("a delta of another picture is passed over until the next snapshot", () => {
  const picture = pictureOf(record({ number: 1 }));
  equal(picture.update(parseMessage(delta(9, 11_000, 8, [], [1]))), false);
  equal([picture.tracks.size, picture.number], [1, 1]);
  picture.replace(parseMessage(snapshot(9, 12_000, [record({ number: 5 })])));
  equal([[...picture.tracks.keys()], picture.number], [[5], 9]);
});

test("past positions are kept at least four seconds apart, the last five of them", () => {
  const picture = pictureOf(record({ number: 1 }));
  for (let step = 1; step <= 40; step += 1) {
    picture.update(parseMessage(delta(step + 1, 10_000 + step * 1000, step, [record({ number: 1, latitude: step * 0.002 })])));
  }
  const { history } = picture.tracks.get(1);
  equal(history.length, 10);
  const spacing = (history[9] - history[7]) / (0.002 * Math.PI / 180);
  equal(Math.round(spacing), 4);
});

test("a jump of the clock back, as when a replay starts anew, clears the past", () => {
  const picture = pictureOf(record({ number: 1 }));
  picture.update(parseMessage(delta(2, 20_000, 1, [record({ number: 1, latitude: 0.01 })])));
  picture.replace(parseMessage(snapshot(1, 5000, [record({ number: 1, latitude: 0 })])));
  equal(picture.tracks.get(1).history.length, 0);
});

test("bytes that are no letters become spaces in a callsign", () => {
  equal(pictureOf(record({ number: 1, callsign: "A\u0000\u0007B" })).tracks.get(1).callsign, "A  B");
});
