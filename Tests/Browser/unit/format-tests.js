import {
  addressText, ageText, bytesText, countText, dateText, directionText, levelText, positionText, sourcesText, spanText,
  squawkText, stateText, timeText, verticalRateText,
} from "../format.js";
import { equal, test } from "./harness.js";

const plain = (text) => text.replaceAll("\u00a0", " ");

test("a level carries the letter of its kind", () => {
  equal(levelText(370, 1), "F370");
  equal(levelText(35, 2), "A035");
  equal(levelText(123.25, 3), "G123");
  equal(levelText(50, 4), "H050");
});

test("a level of no known kind is not written at all", () => {
  equal(levelText(370, 0), "");
  equal(levelText(370, 9), "");
  equal(levelText(null, 1), "");
  equal(levelText(NaN, 1), "");
});

test("levels round to the nearest hundred feet and may be negative", () => {
  equal(levelText(99.75, 1), "F100");
  equal(levelText(0, 1), "F000");
  equal(levelText(-3, 2), "A-03");
});

test("codes and addresses keep their leading zeroes", () => {
  equal(squawkText(0o21), "0021");
  equal(squawkText(null), "");
  equal(addressText(0xa1), "0000A1");
});

test("times are UTC and survive nonsense", () => {
  equal(timeText(Date.UTC(2023, 4, 2, 8, 1, 5)), "08:01:05");
  equal(dateText(Date.UTC(2023, 4, 2, 8, 1, 5)), "02 MAY 2023");
  equal(dateText(29_000_000), "DATE NOT KNOWN");
  equal(timeText(NaN), "--:--:--");
  equal(timeText(1e18), "--:--:--");
});

test("spans and ages have units", () => {
  equal(plain(spanText(12.4)), "12 s");
  equal(plain(spanText(160)), "2 min 40 s");
  equal(plain(spanText(3900)), "1 h 05 min");
  equal(plain(ageText(0.44)), "0.4 s");
  equal(plain(ageText(-1)), "0.0 s");
});

test("positions are degrees and decimal minutes, carried over at sixty", () => {
  equal(positionText(13.4815, 2.1836), "N13°28.9 E002°11.0");
  equal(positionText(-0.99999, -179.5), "S01°00.0 W179°30.0");
  equal(positionText(null, 3), "–");
});

test("directions run from 001 to 360", () => {
  equal(directionText(0), "360°");
  equal(directionText(359.7), "360°");
  equal(directionText(48), "048°");
});

test("figures, bytes, rates, sources and states read as words", () => {
  equal(countText(182331), "182,331");
  equal(bytesText(18234112), "18.2 MB");
  equal(verticalRateText(-2100), "−2,100 ft/min");
  equal(sourcesText(0b1110), "SSR MODE S ADS-B");
  equal(stateText(1), "coasting");
  equal(stateText(8), "external");
});
