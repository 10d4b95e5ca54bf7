import { View, destination, latitudeAt, longitudeAt, mercatorX, mercatorY, rangeAndBearing } from "../renderer/projection.js";
import { equal, test, truthy } from "./harness.js";

const near = (found, expected, tolerance, what) => truthy(Math.abs(found - expected) <= tolerance, `${what}: ${found}, not ${expected}`);

function view() {
  const shown = new View();
  shown.width = 1000;
  shown.height = 600;
  shown.show(47, 2, 150);
  return shown;
}

test("projection and its inverse agree", () => {
  for (const [latitude, longitude] of [[0, 0], [47.5, -179], [-60, 12]]) {
    near(latitudeAt(mercatorY(latitude)), latitude, 1e-9, "latitude");
    near(longitudeAt(mercatorX(longitude)), longitude, 1e-9, "longitude");
  }
});

test("the range shown is the distance to the nearer edge", () => {
  const shown = view();
  const top = latitudeAt(shown.yAt(0));
  near(rangeAndBearing(47, 2, top, 2).rangeNM, 150, 4, "range");
  near(shown.rangeNM, 150, 1e-6, "rangeNM");
});

test("zooming keeps what is under the pointer there", () => {
  const shown = view();
  const [x, y] = [shown.xAt(300), shown.yAt(120)];
  shown.zoom(1.7, 300, 120);
  near(shown.screenX(x), 300, 0.01, "column");
  near(shown.screenY(y), 120, 0.01, "row");
});

test("the world wraps round at 180 degrees", () => {
  const shown = view();
  shown.show(0, 179.9, 60);
  truthy(Math.abs(shown.screenX(mercatorX(-179.9)) - 500) < 300, "a point across the date line is far away");
});

test("a place at a range and bearing is found again by them", () => {
  const [latitude, longitude] = destination(15, 5, 130, 80);
  const { rangeNM, bearingDegrees } = rangeAndBearing(15, 5, latitude, longitude);
  near(rangeNM, 80, 1e-6, "range");
  near(bearingDegrees, 130, 1e-6, "bearing");
});

test("a new size keeps centre and range", () => {
  const shown = view();
  shown.resize(500, 900);
  equal([Math.round(shown.latitude * 1e6), Math.round(shown.rangeNM * 1e6)], [47e6, 150e6]);
});
