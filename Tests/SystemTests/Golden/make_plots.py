"""Makes the small scenario beside this file: plots.csv and sensors.json.

Eight aircraft over two minutes, seen by a Mode S radar, a radar with Mode A/C and primary echoes, a radar with elevation,
and ADS-B: straight flights, turns, a close pair, false plots, late plots, plots twice, one address in two places. No
measurement is true to the last metre; it is there so that every part of the tracker has something to do. The only
randomness is the generator below, and the files hold few digits, so they are the same everywhere. Standard library only.
"""

import json
import math
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
START, LENGTH, LATITUDE, LONGITUDE = 43200.0, 120.0, 46.2, 6.1
METRES_A_DEGREE = 111_320.0
COLUMNS = "t,late,sid,kind,range_m,az_deg,el_deg,alt_ft,m3a,icao,lat,lon,gs_kt,trk_deg,vr_fpm,nacp".split(",")
# East and north of the middle, metres; period; kind of plot.
RADARS = {"M1": (0, 0, 4.0, "cms"), "A1": (30_000, -20_000, 5.0, "cmb"), "E1": (-25_000, 15_000, 2.0, "p3d")}


class Draw:
    """A linear congruential generator (Knuth's MMIX)."""

    def __init__(self, seed):
        self.state = seed

    def unit(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 11) / 2**53

    def spread(self, width):
        return (self.unit() + self.unit() + self.unit() - 1.5) * width


def place(index, seconds):
    """East, north and height of an aircraft, metres, and its speed and track angle."""
    side, speed = (700.0 if index == 5 else 0.0), 90.0 + 20.0 * min(index, 4)
    heading, turn = math.radians(45.0 * min(index, 4)), math.radians((0, 1.5, 0, -2.5, 0, 0, 3, 0)[index])
    east, north = -14_000 * math.sin(heading) + side, -14_000 * math.cos(heading) + 900.0 * index
    if turn and seconds > 40:
        after = seconds - 40
        east += speed * (40 * math.sin(heading) + (math.cos(heading) - math.cos(heading + turn * after)) / turn)
        north += speed * (40 * math.cos(heading) + (math.sin(heading + turn * after) - math.sin(heading)) / turn)
        heading += turn * after
    else:
        east += speed * seconds * math.sin(heading)
        north += speed * seconds * math.cos(heading)
    return east, north, 2500.0 + 900.0 * index, speed, math.degrees(heading) % 360


def radar_plots(draw, name, rows):
    east, north, period, kind = RADARS[name]
    for turn in range(int(LENGTH / period)):
        for index in range(8):
            seconds = (turn + index / 8) * period
            x, y, height, _, _ = place(index, seconds)
            ground, up = math.hypot(x - east, y - north), height - 300
            row = {"t": seconds, "sid": name, "kind": kind if kind != "cms" or index < 6 else "psr"}
            row["range_m"] = f"{math.hypot(ground, up) + draw.spread(60):.0f}"
            row["az_deg"] = f"{(math.degrees(math.atan2(x - east, y - north)) + draw.spread(0.15)) % 360:.3f}"
            if kind == "p3d":
                row["el_deg"] = f"{math.degrees(math.atan2(up, ground)) + draw.spread(0.1):.3f}"
            elif row["kind"] != "psr":
                row["alt_ft"] = f"{height / 0.3048:.0f}"
                row["m3a"] = f"{0o1200 + index:04o}" if index != 2 else "7000"
            if row["kind"] == "cms":
                row["icao"] = f"{0x4B1000 + (index if index != 4 else 1):06X}"
            if draw.unit() < 0.88:
                row["late"] = f"{draw.unit() * 6:.2f}" if draw.unit() < 0.1 else ""
                rows.append(row)
                if draw.unit() < 0.05:
                    rows.append({**row, "late": f"{float(row['late'] or 0) + 0.1:.2f}"})
        for _ in range(2 if kind != "cms" else 0):
            row = {"t": (turn + draw.unit()) * period, "sid": name, "kind": "psr" if kind == "cmb" else "p3d"}
            row |= {"range_m": f"{5000 + 40_000 * draw.unit():.0f}", "az_deg": f"{360 * draw.unit():.3f}"}
            rows.append(row | ({"el_deg": f"{5 * draw.unit():.3f}"} if kind == "p3d" else {}))


def broadcasts(draw, rows):
    for index in (0, 1, 3):
        for turn in range(int(LENGTH / 2)):
            seconds = 2 * turn + index / 4
            x, y, height, speed, track = place(index, seconds)
            latitude = LATITUDE + (y + draw.spread(20)) / METRES_A_DEGREE
            longitude = LONGITUDE + (x + draw.spread(20)) / METRES_A_DEGREE / math.cos(math.radians(LATITUDE))
            row = {"t": seconds, "sid": "B1", "kind": "ads", "icao": f"{0x4B1000 + index:06X}", "nacp": "9"}
            row |= {"alt_ft": f"{height / 0.3048:.0f}", "lat": f"{latitude:.5f}", "lon": f"{longitude:.5f}"}
            rows.append(row | {"gs_kt": f"{speed / 0.514444:.0f}", "trk_deg": f"{track:.1f}", "vr_fpm": "0"})


def main():
    draw, rows = Draw(5), []
    for name in RADARS:
        radar_plots(draw, name, rows)
    broadcasts(draw, rows)
    rows.sort(key=lambda row: row["t"] + float(row.get("late") or 0))
    lines = [",".join(COLUMNS)]
    for row in rows:
        row["t"] = f"{START + row['t']:.3f}"
        lines.append(",".join(row.get(column, "") for column in COLUMNS))
    (FOLDER / "plots.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    sensors = [{"id": "B1", "type": "adsb", "period_s": 2}]
    for name, (east, north, period, kind) in RADARS.items():
        latitude = LATITUDE + north / METRES_A_DEGREE
        longitude = LONGITUDE + east / METRES_A_DEGREE / math.cos(math.radians(LATITUDE))
        sensor = {"id": name, "type": "radar", "lat": round(latitude, 6), "lon": round(longitude, 6), "alt_m": 300}
        sensor |= {"scan_s": period, "sig_psr": [60, 0.15], "sig_ssr": [30, 0.08]}
        sensors.append(sensor | {"ssr": {"cms": "S", "cmb": "AC", "p3d": False}[kind], "range_km": 100})
    text = json.dumps({"t0": START, "t1": START + LENGTH, "eval_dt": 4, "sensors": sensors}, indent=1)
    (FOLDER / "sensors.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
