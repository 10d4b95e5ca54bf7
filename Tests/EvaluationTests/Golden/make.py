"""Makes the small scenario beside this file: truth.csv, sensors.json, tracks.jsonl.

Ten targets over 30 scoring times: crossings, a close pair, gaps of coverage, turns; tracks with errors, gaps, changed
numbers, duplicates, false tracks, records off the scoring times, missing heights and claims. Every figure of a score has
something to count. The only randomness is the generator below, so the files are the same everywhere. Standard library only.
"""

import json
import math
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
START, PERIOD, TIMES, TARGETS = 36000.0, 4.0, 30, 10


class Draw:
    """A linear congruential generator (Knuth's MMIX)."""

    def __init__(self, seed):
        self.state = seed

    def unit(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 11) / 2**53

    def spread(self, width):
        return (self.unit() + self.unit() + self.unit() - 1.5) * width


def truth(index, step):
    """Position and velocity of a target, metres from the middle and metres a second."""
    seconds = step * PERIOD
    turn = math.radians(1.5) if index in (3, 7) and 10 <= step < 22 else 0.0
    heading = math.radians(36.0 * index) + (turn * (seconds - 10 * PERIOD) if turn else 0.0)
    speed = 120.0 + 15.0 * index
    radius = 9000.0 - speed * seconds
    if index == 9:  # beside target 8, 700 m off
        heading = math.radians(36.0 * 8)
        speed = 120.0 + 15.0 * 8
        radius = 9000.0 - speed * seconds
    east, north = -radius * math.sin(heading), -radius * math.cos(heading)
    if index == 9:
        east += 700.0 * math.cos(heading)
        north -= 700.0 * math.sin(heading)
    return east, north, speed * math.sin(heading), speed * math.cos(heading), turn


def degrees(east, north):
    latitude = 46.0 + math.degrees(north / 6367000.0)
    return latitude, 6.0 + math.degrees(east / (6388000.0 * math.cos(math.radians(latitude))))


def covered(index, step):
    return not (index == 2 and 8 <= step < 12) and not (index == 5 and step < 6)


def main():
    draw = Draw(20260301)
    rows, lines = ["t,id,lat,lon,alt_m,vn,ve,vz,turn_dps,cov"], []
    for step in range(1, TIMES + 1):
        now = START + step * PERIOD
        for index in range(TARGETS):
            east, north, ve, vn, turn = truth(index, step)
            latitude, longitude = degrees(east, north)
            rows.append(
                f"{now:.1f},T{index},{latitude:.6f},{longitude:.6f},{3000 + 500 * index},{vn:.1f},{ve:.1f},"
                f"{0.5 * index:.1f},{math.degrees(turn):.2f},{int(covered(index, step))}")
            if index == 6 or step < 3 + index // 3 or (index == 1 and 14 <= step < 18) or draw.unit() < 0.06:
                continue
            name = {4: "four", 8: 80 + (step > 15), 9: 81 - (step > 15)}.get(index, 10 + index + 100 * (index == 0 and step > 20))
            size = 1500.0 if index == 3 and step > 12 else 120.0
            age = 1.5 if index == 7 else 0.0
            latitude, longitude = degrees(
                east - ve * age + draw.spread(size), north - vn * age + draw.spread(size))
            line = {
                "t": now - age, "track": name, "lat": round(latitude, 7), "lon": round(longitude, 7),
                "alt_m": None if index == 5 else round(3000 + 500 * index + draw.spread(150), 1),
                "vn": round(vn + draw.spread(8), 2), "ve": round(ve + draw.spread(8), 2),
            }
            if index % 2:
                line["vz"] = round(0.5 * index + draw.spread(2), 2)
            if index != 8:
                line["sig_m"] = round(50.0 + 10 * index, 1)
                line["means"] = [8, 6, 1][index % 3]
            lines.append(line)
        if step % 3:
            east, north, ve, vn, _ = truth(1, step)
            latitude, longitude = degrees(east + 300.0, north + 200.0)
            lines.append({"t": now, "track": "duplicate", "lat": round(latitude, 7), "lon": round(longitude, 7),
                          "alt_m": None, "vn": round(vn, 2), "ve": round(ve, 2), "sig_m": 0})
        if 6 < step < 25:
            latitude, longitude = degrees(20000.0 + draw.spread(4000), -15000.0 + draw.spread(4000))
            lines.append({"t": now, "track": 900 + step // 8, "lat": round(latitude, 7), "lon": round(longitude, 7),
                          "vn": 10.0, "ve": -20.0, "sig_m": 75.5, "means": 1})
    sensors = {"t0": START, "t1": START + TIMES * PERIOD, "eval_dt": PERIOD, "sensors": []}
    (FOLDER / "truth.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (FOLDER / "tracks.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    (FOLDER / "sensors.json").write_text(json.dumps(sensors) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
