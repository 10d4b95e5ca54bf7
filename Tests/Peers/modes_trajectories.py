"""Lets rs1090 or pyModeS decode the messages made of recorded flights and compares with the recordings themselves.

The messages are written by the Swift tests (VIGIE_TRAJECTORY_SAMPLE): each sample's place on both grids, its velocity,
and every five seconds callsign and Mode A code. Every value must come back within half a step of its field. Needs
rs1090 0.7.0 or pyModeS 3.6.1. Known limits of theirs, which are counted and not held against the messages:
- rs1090 gives nothing at all for an airborne position above 50,000 ft; it reads the same altitude codes in DF4.
- rs1090 places a surface pair only within some 10 km of an airport it knows; near a reference all are compared.
- rs1090 takes a height difference of 0 ft (code 1) for "not available"; the standard has code 0 for that.
- rs1090 and pyModeS give no position for a pair that straddles a step of the longitude zones, as the standard has it.
- pyModeS cuts groundspeeds down to whole knots: the speed may lie anywhere in that knot.
- pyModeS gives no height difference for the last code, "more than 3137.5 ft".
- rs1090 takes the source of the vertical rate the other way round (one is barometric): only pyModeS's is compared.
"""

import argparse
import csv
import gzip
import importlib
import math
import os
import sys
from collections import Counter, defaultdict

SLACK = 1e-6  # what adding up floating-point numbers may cost, far below every step


def number(text):
    return float(text) if text else None


class Sample:
    """A row of a recording, as the encoder is to read it."""

    def __init__(self, row):
        self.address = row["icao24"].lower()
        # Registrations are sent without their hyphens.
        self.callsign = row["callsign"].replace("-", "").upper().strip()
        self.place = (number(row["lat"]), number(row["lon"]))
        self.altitude = number(row["altitude_ft"])
        self.rate = number(row["vertical_rate_fpm"])
        self.squawk = row["squawk"].zfill(4)
        self.speed, self.track = number(row["groundspeed_kt"]), number(row["track_deg"])
        height = number(row["geoaltitude_ft"])
        self.difference = None if height is None or self.altitude is None else height - self.altitude


class Rs1090:
    name = "rs1090"

    def __init__(self):
        self.library = importlib.import_module("rs1090")

    def fields(self, message):
        return self.library.decode(message)

    def near(self, message, reference, surface):
        return self.library.decode(message, reference=reference)

    def pair(self, other, own, reference, surface):
        """The place of `own`, from both halves and nothing before them."""
        # The reference is needed on the ground only; in the air the pair must do without.
        decoded = self.library.decode([other, own], [1.0, 1.01], reference=reference if surface else None)
        return position(decoded[1])

    def address(self, decoded):
        return decoded["icao24"]

    def squawk(self, decoded):
        return decoded["squawk"]

    def is_refused(self, decoded, sample):
        return decoded is None and sample.altitude is not None and sample.altitude > 50_000

    speed_width = 0.0
    last_difference = 3150.0
    has_zero_difference = False
    needs_airport = True


class PyModeS:
    name = "pyModeS"

    def __init__(self):
        self.library = importlib.import_module("pyModeS")
        self.positions = importlib.import_module("pyModeS.position")

    def fields(self, message):
        return self.library.decode(message)

    def near(self, message, reference, surface):
        return self.library.decode(message, **{"surface_ref" if surface else "reference": reference})

    def pair(self, other, own, reference, surface):
        # By the functions of the pair: what the stream gives may belong to the other half.
        halves = {half["cpr_format"]: half for half in map(self.library.decode, (other, own))}
        own_is_even = self.library.decode(own)["cpr_format"] == 0
        codes = [halves[odd][name] for odd in (0, 1) for name in ("cpr_lat", "cpr_lon")]
        if not surface:
            return self.positions.airborne_position_pair(*codes, even_is_newer=own_is_even)
        return self.positions.surface_position_pair(
            *codes, lat_ref=reference[0], lon_ref=reference[1], even_is_newer=own_is_even
        )

    def address(self, decoded):
        return decoded["icao"].lower()

    def squawk(self, decoded):
        return decoded["squawk"]

    def is_refused(self, decoded, sample):
        return False

    speed_width = 1.0
    last_difference = None
    has_zero_difference = True
    needs_airport = False


def position(decoded):
    if decoded is None or decoded.get("latitude") is None:
        return None
    return decoded["latitude"], decoded["longitude"]


def zones(latitude):
    """NL by its definition."""
    if abs(latitude) >= 87:
        return 1
    cosine = math.cos(math.radians(latitude))
    return int(2 * math.pi / math.acos(1 - (1 - math.cos(math.pi / 30)) / cosine**2))


def half_steps(latitude, odd, surface):
    """Half a step of the grid in degrees; zones step ten metres early here, since the coded latitude decides."""
    circle = 90 if surface else 360
    cells = max(zones(abs(latitude) + 1e-4) - odd, 1)
    return circle / (60 - odd) / 2**18, circle / cells / 2**18


def is_near_a_step_of_zones(latitude):
    return zones(latitude - 1e-4) != zones(latitude + 1e-4)


def movement_width(knots):
    """The width of the surface speed band whose lower end came back."""
    for end, width in ((1, 0.125), (2, 0.25), (15, 0.5), (70, 1), (100, 2), (175, 5)):
        if knots < end:
            return width
    return math.inf


class Comparison:
    def __init__(self, decoder):
        self.decoder = decoder
        self.right, self.missed, self.exempt = Counter(), Counter(), Counter()
        self.examples = {}
        self.surface_pairs = 0

    def finish(self):
        """What is not judged must be rare: three samples in the air are marked as on the ground."""
        away = self.exempt["surface pair away from airports"]
        self.expect(away * 100 <= self.surface_pairs, "surface pairs placed", away, self.surface_pairs)

    def expect(self, is_right, what, *details):
        if is_right:
            self.right[what] += 1
        else:
            self.missed[what] += 1
            self.examples.setdefault(what, details)

    def within(self, what, value, sent, bound, *details):
        is_right = (value is None) == (sent is None) and (sent is None or abs(value - sent) <= bound + SLACK)
        if is_right and sent is None:
            return  # nothing was sent, and nothing came back
        self.expect(is_right, what, value, sent, *details)

    def message(self, hexadecimal, sample):
        """All that one message says but the place; false where the decoder refuses it by a known limit."""
        decoded = self.decoder.fields(hexadecimal)
        if self.decoder.is_refused(decoded, sample):
            self.exempt["above 50,000 ft"] += 1
            return False
        self.expect(decoded is not None, "decoded", hexadecimal)
        if decoded is None:
            return False
        self.expect(self.decoder.address(decoded) == sample.address, "address", hexadecimal)
        kind = int(hexadecimal[8:10], 16) >> 3
        if 9 <= kind <= 18:
            bound = 12.5 if (sample.altitude or 0) < 50_188 else 50
            self.within("altitude", decoded.get("altitude"), sample.altitude, bound, hexadecimal)
        elif kind == 19:
            self.velocity(decoded, sample, hexadecimal)
        elif 5 <= kind <= 8:
            self.movement(decoded, sample, hexadecimal)
        elif kind <= 4:
            self.expect(decoded["callsign"].strip() == sample.callsign, "callsign", decoded, sample.callsign)
        elif kind == 28:
            self.expect(self.decoder.squawk(decoded) == sample.squawk, "squawk", decoded, sample.squawk)
        else:
            self.expect(False, "type", hexadecimal)
        return True

    def velocity(self, decoded, sample, hexadecimal):
        self.within("vertical rate", decoded.get("vertical_rate"), sample.rate, 32, hexadecimal)
        if "vr_source" in decoded:
            self.expect(decoded["vr_source"] == "BARO", "vertical rate source", hexadecimal)
        difference = sample.difference
        if difference is not None and abs(difference) > 3137.5:
            last = self.decoder.last_difference
            difference = None if last is None else math.copysign(last, difference)
        came = decoded.get("geo_minus_baro")
        if came is None and not self.decoder.has_zero_difference and difference is not None and abs(difference) < 12.5:
            self.exempt["height difference of 0 ft"] += 1
        else:
            self.within("height difference", came, difference, 12.5, hexadecimal)
        if sample.speed is None or sample.track is None:
            self.expect(decoded.get("groundspeed") is None, "no speed", hexadecimal)
            return
        is_right = decoded.get("groundspeed") is not None and self.is_velocity(decoded, sample)
        self.expect(is_right, "speed components", decoded, sample.speed, sample.track)

    def is_velocity(self, decoded, sample):
        """Whether a speed in the interval that came back, along the track, has both components within half a knot."""
        low, high = decoded["groundspeed"], decoded["groundspeed"] + self.decoder.speed_width
        came, went = math.radians(decoded["track"] or 0), math.radians(sample.track)
        for function in (math.sin, math.cos):
            wanted, factor = sample.speed * function(went), function(came)
            if abs(factor) < 1e-9:
                if abs(wanted) > 0.5 + SLACK:
                    return False
                continue
            ends = sorted(((wanted - 0.5 - SLACK) / factor, (wanted + 0.5 + SLACK) / factor))
            low, high = max(low, ends[0]), min(high, ends[1])
        return low <= high + SLACK

    def movement(self, decoded, sample, hexadecimal):
        speed = decoded.get("groundspeed")
        if sample.speed is None:
            self.expect(speed is None, "no surface speed", hexadecimal)
        else:
            is_right = speed is not None and speed <= sample.speed + SLACK < speed + movement_width(speed) + 2 * SLACK
            self.expect(is_right, "surface speed", speed, sample.speed)
        if sample.track is None:
            self.expect(decoded.get("track") is None, "no surface track", hexadecimal)
        else:
            turn = abs(decoded["track"] - sample.track) % 360
            self.expect(min(turn, 360 - turn) <= 360 / 256 + SLACK, "surface track", decoded, sample.track)

    def place(self, what, came, sample, odd, surface, *details):
        if came is None:
            self.expect(False, what, "none", sample.place, *details)
            return
        north, east = half_steps(sample.place[0], odd, surface)
        turn = abs(came[1] - sample.place[1])
        is_right = abs(came[0] - sample.place[0]) <= north + 1e-9 and min(turn, 360 - turn) <= east + 1e-9
        self.expect(is_right, what, came, sample.place, *details)

    def pair(self, halves, sample):
        """Each half of a pair, by itself near a reference 15 NM away and with the other half."""
        reference = (sample.place[0] + 0.2, sample.place[1] - 0.2)
        for odd, own in enumerate(halves):
            surface = int(own[8:10], 16) >> 3 <= 8
            near = position(self.decoder.near(own, reference, surface))
            self.place("position near a reference", near, sample, odd, surface, own)
            paired = self.decoder.pair(halves[1 - odd], own, reference, surface)
            if paired is None and is_near_a_step_of_zones(sample.place[0]):
                self.exempt["pair at a step of zones"] += 1
                continue
            if surface:
                self.surface_pairs += 1
                if paired is None and self.decoder.needs_airport:
                    self.exempt["surface pair away from airports"] += 1
                    continue
            self.place("position from a pair", paired, sample, odd, surface, own)


def recording(folder, name):
    with gzip.open(os.path.join(folder, "trajectories", f"{name}.csv.gz"), "rt", encoding="utf-8") as lines:
        return [Sample(row) for row in csv.DictReader(lines)]


def expected_kinds(sample_rows):
    """How many samples have a place: each must have given two messages, lest a comparison of nothing passes."""
    return 2 * sum(1 for sample in sample_rows if None not in sample.place)


def compare(comparison, sample_path, folder):
    messages = defaultdict(lambda: defaultdict(list))
    with open(sample_path, encoding="utf-8") as lines:
        for line in csv.DictReader(lines):
            messages[line["trajectory"]][int(line["row"])].append(line["hex"])
    count = 0
    for name, rows in messages.items():
        samples = recording(folder, name)
        places = 0
        for row, frames in rows.items():
            halves = []
            for frame in frames:
                count += 1
                is_read = comparison.message(frame, samples[row])
                if 5 <= int(frame[8:10], 16) >> 3 <= 18:
                    places += 1
                    if is_read:
                        halves.append(frame)
            if halves:
                comparison.expect(len(halves) == 2, "both halves", name, row)
            if len(halves) == 2:
                comparison.pair(halves, samples[row])
        comparison.expect(places == expected_kinds(samples), "every place sent", name, places)
    return count, len(messages)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--decoder", required=True, choices=["rs1090", "pyModeS"])
    options.add_argument("--data", required=True, help="the folder of the shared recordings")
    options.add_argument("sample", help="the messages: timestamp,hex,trajectory,row")
    given = options.parse_args()
    comparison = Comparison(Rs1090() if given.decoder == "rs1090" else PyModeS())
    messages, trajectories = compare(comparison, given.sample, given.data)
    comparison.finish()
    missed = sum(comparison.missed.values())
    values = sum(comparison.right.values()) + missed
    print(
        f"{given.decoder}: {messages} messages of {trajectories} recorded flights,"
        f" {values} values compared, {missed} differ"
    )
    for what, right in sorted(comparison.right.items()):
        print(f"  {what}: {right} within half a step")
    for what, exempt in sorted((+comparison.exempt).items()):
        print(f"  {what}: {exempt} not judged")
    for what, wrong in sorted(comparison.missed.items()):
        print(f"  {what}: {wrong} differ, for example {comparison.examples[what]}")
    if not messages:
        print(f"{given.decoder}: {given.sample} holds no message: nothing was compared")
    return 1 if missed or not messages else 0


if __name__ == "__main__":
    sys.exit(main())
