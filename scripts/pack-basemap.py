#!/usr/bin/env python3
"""Packs Natural Earth countries (GeoJSON) into the console's base map.

    scripts/pack-basemap.py countries50.geojson Web/app/basemap.bin

The output depends on the input alone: the same GeoJSON gives the same bytes.

Layout (all numbers are LEB128 varints, `z` marks zig-zag signed ones; coordinates are
steps of 0.001 degree, WGS-84):

    4 bytes  "VBM1"
    count of countries, then for each:
      length of name in bytes, name (UTF-8), label rank, z label longitude, z label latitude
      count of rings, then for each:
        count of points (the closing repeat of the first point is left out)
        z longitude, z latitude of every point, each as the difference to the point before it
          (the first of a ring to the first point of the ring before it, in file order)
        count of runs, then for each: edges << 2 | kind
          kind 0 coast, 1 land border, 2 not drawn

Edge i of a ring joins point i and point i + 1; the last closes the ring. A border shared by two
countries is drawn by the first of them only; the seam at 180 degrees is never drawn. Rings stay
whole, each can be culled by its own bounding box.
"""

import json
import sys

STEPS_PER_DEGREE = 1000
COAST, BORDER, NOT_DRAWN = 0, 1, 2
# Letters lost in the source file's encoding, by ISO 3166 code.
REPAIRED_NAMES = {"BLM": "Saint-Barthélemy", "CIV": "Côte d'Ivoire", "CUW": "Curaçao", "STP": "São Tomé and Principe"}


def varint(value):
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def zigzag(value):
    return varint(value << 1 if value >= 0 else (-value << 1) - 1)


def open_ring(coordinates):
    """A ring in steps, without repeated neighbours and without the closing point."""
    points = []
    for longitude, latitude in coordinates:
        point = (round(longitude * STEPS_PER_DEGREE), round(latitude * STEPS_PER_DEGREE))
        if not points or points[-1] != point:
            points.append(point)
    while len(points) > 1 and points[0] == points[-1]:
        points.pop()
    return points


def polygons_of(geometry):
    if geometry["type"] == "Polygon":
        return [geometry["coordinates"]]
    if geometry["type"] == "MultiPolygon":
        return geometry["coordinates"]
    raise SystemExit(f"pack-basemap: expected Polygon or MultiPolygon, found {geometry['type']}")


def edges_of(ring):
    for index, point in enumerate(ring):
        following = ring[(index + 1) % len(ring)]
        yield (point, following) if point < following else (following, point)


def is_seam(edge):
    """True on the cut at 180 degrees and along the South Pole, which are no coast."""
    limit = 180 * STEPS_PER_DEGREE - 1
    (first_longitude, first_latitude), (second_longitude, second_latitude) = edge
    at_seam = abs(first_longitude) >= limit and first_longitude == second_longitude
    return at_seam or (first_latitude <= -89_990 and second_latitude <= -89_990)


def contains(ring, x, y):
    inside = False
    for index, (x1, y1) in enumerate(ring):
        x2, y2 = ring[index - 1]
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def squared_distance_to(ring, x, y, latitude_weight):
    best = None
    for index, (x1, y1) in enumerate(ring):
        x2, y2 = ring[index - 1]
        dx, dy = x2 - x1, (y2 - y1) * latitude_weight
        px, py = x - x1, (y - y1) * latitude_weight
        length = dx * dx + dy * dy
        along = 0 if length == 0 else max(0, min(1, (px * dx + py * dy) / length))
        distance = (px - along * dx) ** 2 + (py - along * dy) ** 2
        best = distance if best is None else min(best, distance)
    return best


def label_point(ring):
    """The grid point deepest inside the ring: good enough for a country's name."""
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    best, place = -1, (xs[0], ys[0])
    for column in range(1, 16):
        for row in range(1, 16):
            x = min(xs) + (max(xs) - min(xs)) * column // 16
            y = min(ys) + (max(ys) - min(ys)) * row // 16
            if contains(ring, x, y):
                distance = squared_distance_to(ring[:: max(1, len(ring) // 400)], x, y, 2)
                if distance > best:
                    best, place = distance, (x, y)
    return place


def area(ring):
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1])))


def runs_of(ring, uses, drawn):
    runs = []
    for edge in edges_of(ring):
        if is_seam(edge) or edge in drawn:
            kind = NOT_DRAWN
        else:
            kind = BORDER if uses[edge] > 1 else COAST
            drawn.add(edge)
        if runs and runs[-1][1] == kind:
            runs[-1][0] += 1
        else:
            runs.append([1, kind])
    return runs


def pack(collection):
    countries, uses = [], {}
    for feature in collection["features"]:
        rings = [open_ring(ring) for polygon in polygons_of(feature["geometry"]) for ring in polygon]
        rings = [ring for ring in rings if len(ring) >= 3]
        for ring in rings:
            for edge in edges_of(ring):
                uses[edge] = uses.get(edge, 0) + 1
        countries.append((feature["properties"], rings))

    out = bytearray(b"VBM1") + varint(len(countries))
    drawn, origin = set(), (0, 0)
    for properties, rings in countries:
        name = REPAIRED_NAMES.get(properties.get("iso_a3")) or properties.get("name_long") or properties.get("name") or ""
        name = name.encode()
        longitude, latitude = label_point(max(rings, key=area))
        out += varint(len(name)) + name + varint(int(properties.get("labelrank") or 9))
        out += zigzag(longitude) + zigzag(latitude) + varint(len(rings))
        for ring in rings:
            out += varint(len(ring))
            previous = origin
            for point in ring:
                out += zigzag(point[0] - previous[0]) + zigzag(point[1] - previous[1])
                previous = point
            origin = ring[0]
            runs = runs_of(ring, uses, drawn)
            out += varint(len(runs))
            for edges, kind in runs:
                out += varint(edges << 2 | kind)
    return bytes(out)


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: pack-basemap.py GEOJSON OUT")
    with open(sys.argv[1], encoding="utf-8") as source:
        packed = pack(json.load(source))
    with open(sys.argv[2], "wb") as target:
        target.write(packed)
    print(f"{sys.argv[2]}: {len(packed)} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
