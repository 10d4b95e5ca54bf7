// The map's projection (Mercator, in radians) and the part of it that is on the screen.

export const DEGREES = Math.PI / 180;
/** Earth's mean radius in nautical miles, for distances on the screen. */
export const EARTH_RADIUS_NM = 3440.065;
const HIGHEST_LATITUDE = 85;
const CLOSEST_RANGE_NM = 0.5;
const FURTHEST_RANGE_NM = 9000;

export function mercatorX(longitude) {
  return longitude * DEGREES;
}

export function mercatorY(latitude) {
  const bounded = Math.max(-HIGHEST_LATITUDE, Math.min(HIGHEST_LATITUDE, latitude));
  return Math.asinh(Math.tan(bounded * DEGREES));
}

export function longitudeAt(x) {
  const degrees = x / DEGREES;
  return ((((degrees + 180) % 360) + 360) % 360) - 180;
}

export function latitudeAt(y) {
  return Math.atan(Math.sinh(y)) / DEGREES;
}

/** Great-circle distance (NM) and initial true bearing (degrees) from one point to another. */
export function rangeAndBearing(fromLatitude, fromLongitude, toLatitude, toLongitude) {
  const first = fromLatitude * DEGREES;
  const second = toLatitude * DEGREES;
  const turn = (toLongitude - fromLongitude) * DEGREES;
  const haversine = Math.sin((second - first) / 2) ** 2
    + Math.cos(first) * Math.cos(second) * Math.sin(turn / 2) ** 2;
  const bearing = Math.atan2(
    Math.sin(turn) * Math.cos(second),
    Math.cos(first) * Math.sin(second) - Math.sin(first) * Math.cos(second) * Math.cos(turn),
  ) / DEGREES;
  return {
    rangeNM: 2 * EARTH_RADIUS_NM * Math.asin(Math.min(1, Math.sqrt(haversine))),
    bearingDegrees: (bearing + 360) % 360,
  };
}

/** Where one gets from a point by a great circle: [latitude, longitude] in degrees. */
export function destination(latitude, longitude, bearingDegrees, rangeNM) {
  const angle = rangeNM / EARTH_RADIUS_NM;
  const start = latitude * DEGREES;
  const bearing = bearingDegrees * DEGREES;
  const sine = Math.sin(start) * Math.cos(angle) + Math.cos(start) * Math.sin(angle) * Math.cos(bearing);
  const end = Math.asin(Math.max(-1, Math.min(1, sine)));
  const turn = Math.atan2(
    Math.sin(bearing) * Math.sin(angle) * Math.cos(start),
    Math.cos(angle) - Math.sin(start) * Math.sin(end),
  );
  return [end / DEGREES, longitude + turn / DEGREES];
}

/** The part of the map on the screen: its centre and the pixels per Mercator radian. */
export class View {
  x = 0;
  y = 0;
  scale = 400;
  width = 1;
  height = 1;

  get latitude() {
    return latitudeAt(this.y);
  }

  get longitude() {
    return longitudeAt(this.x);
  }

  /** Nautical miles from the centre to the nearer edge. */
  get rangeNM() {
    return (this.#halfSide * EARTH_RADIUS_NM * Math.cos(this.latitude * DEGREES)) / this.scale;
  }

  /** Nautical miles in one pixel at a latitude. */
  milesPerPixel(latitude = this.latitude) {
    return (EARTH_RADIUS_NM * Math.cos(latitude * DEGREES)) / this.scale;
  }

  get #halfSide() {
    return Math.max(1, Math.min(this.width, this.height) / 2);
  }

  show(latitude, longitude, rangeNM) {
    this.x = mercatorX(longitude);
    this.y = mercatorY(latitude);
    const range = Math.max(CLOSEST_RANGE_NM, Math.min(FURTHEST_RANGE_NM, rangeNM));
    this.scale = (this.#halfSide * EARTH_RADIUS_NM * Math.cos(this.latitude * DEGREES)) / range;
  }

  /** A new size keeps the centre and the range shown. */
  resize(width, height) {
    const rangeNM = this.rangeNM;
    this.width = width;
    this.height = height;
    this.show(this.latitude, this.longitude, rangeNM);
  }

  pan(dx, dy) {
    this.x -= dx / this.scale;
    this.y = Math.max(-3, Math.min(3, this.y + dy / this.scale));
    if (this.x > Math.PI) this.x -= 2 * Math.PI;
    if (this.x < -Math.PI) this.x += 2 * Math.PI;
  }

  /** Zooms by a factor (above 1: closer) and keeps what is under the screen point there. */
  zoom(factor, screenX, screenY) {
    const x = this.xAt(screenX);
    const y = this.yAt(screenY);
    this.show(this.latitude, this.longitude, this.rangeNM / factor);
    this.pan(screenX - this.screenX(x), screenY - this.screenY(y));
  }

  /** Screen column of a Mercator x, on the copy of the world nearest the centre. */
  screenX(x) {
    let offset = x - this.x;
    if (offset > Math.PI) offset -= 2 * Math.PI;
    else if (offset < -Math.PI) offset += 2 * Math.PI;
    return this.width / 2 + offset * this.scale;
  }

  screenY(y) {
    return this.height / 2 - (y - this.y) * this.scale;
  }

  xAt(screenX) {
    return this.x + (screenX - this.width / 2) / this.scale;
  }

  yAt(screenY) {
    return this.y - (screenY - this.height / 2) / this.scale;
  }

  copy() {
    return Object.assign(new View(), this);
  }
}
