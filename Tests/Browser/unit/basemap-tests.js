import { decodeBasemap } from "../renderer/basemap.js";
import { mercatorX, mercatorY } from "../renderer/projection.js";
import { equal, test, throws, truthy } from "./harness.js";

const bytes = await (await fetch("../basemap.bin")).arrayBuffer();
const map = decodeBasemap(bytes);

/** Even-odd test against one ring in full detail. */
function contains(ring, x, y) {
  const points = ring.levels[0];
  let inside = false;
  for (let i = 0, j = points.length - 2; i < points.length; j = i, i += 2) {
    const crosses = points[i + 1] > y !== points[j + 1] > y;
    if (crosses && x < ((points[j] - points[i]) * (y - points[i + 1])) / (points[j + 1] - points[i + 1]) + points[i]) inside = !inside;
  }
  return inside;
}

const isLand = (latitude, longitude) => map.rings.some((ring) => contains(ring, mercatorX(longitude), mercatorY(latitude)));

test("land is land and sea is sea", () => {
  truthy(isLand(13.48, 2.18), "Niamey is not on land");
  truthy(isLand(41.6, 1.8), "Catalonia is not on land");
  truthy(!isLand(40.5, 3), "the Balearic Sea is land");
  truthy(!isLand(0, -20), "the Atlantic is land");
});

test("Niger has borders all round and no coast", () => {
  const near = (shapes, latitude, longitude) => shapes.some((shape) => shape.left <= mercatorX(longitude + 0.3)
    && shape.right >= mercatorX(longitude - 0.3) && shape.bottom <= mercatorY(latitude + 0.3) && shape.top >= mercatorY(latitude - 0.3));
  for (const [latitude, longitude, neighbour] of [[15.4, 3.5, "Mali"], [11.9, 3.6, "Benin and Nigeria"], [13.0, 8.0, "Nigeria"],
    [14.5, 13.5, "Chad"], [22.5, 13.5, "Libya"], [13.4, 1.1, "Burkina Faso"]]) {
    truthy(near(map.borders, latitude, longitude), `no border towards ${neighbour}`);
    truthy(!near(map.coasts, latitude, longitude), `a coast towards ${neighbour}`);
  }
});

test("names are countries'", () => {
  truthy(map.names.some((name) => name.text === "NIGER"), "no Niger");
  equal(map.names.length, 241);
});

test("a map cut short is refused, not looped over", () => {
  throws(() => decodeBasemap(bytes.slice(0, 5000)), "cut map");
  throws(() => decodeBasemap(new ArrayBuffer(8)), "no map");
});
