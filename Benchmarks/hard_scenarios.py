"""Makes a scenario of the tracking benchmark harder: what fails in service, written as a scenario folder of its own.

    hard_scenarios.py --scenario FOLDER --variant NAME --out FOLDER [--seed N]

Plots, labels, truth and sensors keep their form. The truth's coverage is made anew from what is left: a target that no
sensor reported for a while costs nothing. Standard library only.
"""

import argparse
import csv
import gzip
import json
import os
import random
from bisect import bisect_right

# Reports older than this many seconds do not cover a target; a share of the scenario's length is never more.
COVERAGE_SECONDS = {"S1": 25.0, "S2": 15.0, "S4": 30.0}
LATEST_SECONDS = 8.0


class Scenario:
    """One folder in memory; a plot is a dictionary of texts with its arrival and label beside it."""

    def __init__(self, folder):
        with open(os.path.join(folder, "sensors.json"), encoding="utf-8") as file:
            self.sensors = json.load(file)
        with open(os.path.join(folder, "answers.json"), encoding="utf-8") as file:
            self.answers = json.load(file)
        self.plots = rows(folder, "plots.csv.gz")
        for plot, label in zip(self.plots, rows(folder, "labels.csv.gz")):
            plot["label"] = label["truth_id"] or ""
            plot["arrival"] = float(plot["t"]) + float(plot["late"] or 0)
        self.truth = rows(folder, "truth.csv.gz")
        self.start, self.end = self.sensors["t0"], self.sensors["t1"]
        self.length = self.end - self.start

    def radars(self):
        return [one["id"] for one in self.sensors["sensors"] if one["type"] == "radar"]

    def at(self, share):
        """The instant after a share of the length."""
        return self.start + share * self.length

    def cover_anew(self):
        """Takes away the coverage of targets that no report tells of any more."""
        name = self.sensors["scenario"]
        scan = max(one.get("scan_s", 0) for one in self.sensors["sensors"])
        reach = COVERAGE_SECONDS.get(name, 3.5 * scan)
        times = {}
        for plot in sorted(self.plots, key=lambda one: float(one["t"])):
            times.setdefault(plot["label"], []).append(float(plot["t"]))
        for row in self.truth:
            seen = times.get(row["id"], [])
            place = bisect_right(seen, float(row["t"]))
            if place == 0 or float(row["t"]) - seen[place - 1] > reach:
                row["cov"] = "0"

    def write(self, folder):
        os.makedirs(folder, exist_ok=True)
        self.plots.sort(key=lambda one: one["arrival"])
        for plot in self.plots:
            late = plot["arrival"] - float(plot["t"])
            plot["late"] = f"{late:.3f}" if late > 5e-4 else ""
        names = [name for name in self.plots[0] if name not in ("label", "arrival")]
        write_rows(folder, "plots.csv.gz", names, self.plots)
        write_rows(folder, "labels.csv.gz", ["truth_id"], [{"truth_id": one["label"]} for one in self.plots])
        write_rows(folder, "truth.csv.gz", list(self.truth[0]), self.truth)
        for name, value in (("sensors.json", self.sensors), ("answers.json", self.answers)):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                json.dump(value, file, indent=1)


def rows(folder, name):
    with gzip.open(os.path.join(folder, name), "rt", encoding="utf-8", newline="") as file:
        if name.startswith("labels"):
            # A false plot's label is an empty line, which a CSV reader would leave out.
            return [{"truth_id": line.rstrip("\r\n")} for line in file.readlines()[1:]]
        return list(csv.DictReader(file))


def write_rows(folder, name, columns, lines):
    with open(os.path.join(folder, name), "wb") as raw:
        with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as file:
            text = [",".join(columns)] + [",".join(line[column] for column in columns) for line in lines]
            file.write(("\n".join(text) + "\n").encode())


# --- what goes wrong -------------------------------------------------------------------------------------------------


def silence(scenario, sensor, start, end):
    """No report of a sensor between two instants."""
    scenario.plots = [one for one in scenario.plots if one["sid"] != sensor or not start <= float(one["t"]) < end]
    scenario.cover_anew()


def silent(scenario, numbers):
    """The first radar fails at mid-run and stays away."""
    silence(scenario, scenario.radars()[0], scenario.at(0.5), scenario.end + 1)


def outage(scenario, numbers):
    """The first radar is away for a tenth of the run."""
    silence(scenario, scenario.radars()[0], scenario.at(0.5), scenario.at(0.6))


def twins(scenario, numbers):
    """One aircraft in ten has the Mode S address of another, and one in ten another's Mode 3/A code."""
    for column, share in (("icao", 0.1), ("m3a", 0.1)):
        values = sorted({one[column] for one in scenario.plots if one["label"] and one[column]})
        # Codes seen once or twice are garbled ones.
        counts = {}
        for one in scenario.plots:
            counts[one[column]] = counts.get(one[column], 0) + 1
        values = [value for value in values if counts[value] >= 10]
        numbers.shuffle(values)
        half = int(len(values) * share / 2 + 0.5)
        given = dict(zip(values[:half], values[half : 2 * half]))
        for one in scenario.plots:
            one[column] = given.get(one[column], one[column])


def late(scenario, numbers, share=0.2):
    """One plot in five comes up to eight seconds late."""
    for one in scenario.plots:
        if numbers.random() < share:
            one["arrival"] = max(one["arrival"], float(one["t"]) + numbers.uniform(0.5, LATEST_SECONDS))


def copies(scenario, numbers):
    """Every radar plot comes twice, as by two lines from one radar."""
    radars = set(scenario.radars())
    again = [dict(one) for one in scenario.plots if one["sid"] in radars]
    for one in again:
        one["arrival"] += numbers.uniform(0.01, 0.4)
    scenario.plots += again


def shift(plot, metres, degrees, seconds):
    """Offsets of one plot; its clock's does not change when it arrives."""
    if plot["range_m"]:
        plot["range_m"] = f"{max(0.0, float(plot['range_m']) + metres):.0f}"
        plot["az_deg"] = f"{(float(plot['az_deg']) + degrees) % 360:.3f}"
    plot["t"] = f"{float(plot['t']) + seconds:.3f}"
    plot["arrival"] = max(plot["arrival"], float(plot["t"]))


def offsets(scenario, numbers):
    """Every radar measures range and azimuth from a wrong beginning, by a wrong clock."""
    given = {
        one: (numbers.gauss(0, 100), numbers.gauss(0, 0.2), numbers.uniform(-0.3, 0.3)) for one in scenario.radars()
    }
    for one in scenario.plots:
        if one["sid"] in given:
            shift(one, *given[one["sid"]])


def jump(scenario, numbers):
    """The first radar's north and range zero move at mid-run."""
    first = scenario.radars()[0]
    for one in scenario.plots:
        if one["sid"] == first and float(one["t"]) >= scenario.at(0.5):
            shift(one, 150, 0.4, 0)


def no_adsb(scenario, numbers):
    """Nobody says where he is."""
    scenario.plots = [one for one in scenario.plots if one["kind"] != "ads"]
    for target in scenario.answers["targets"]:
        target["adsb"] = False
    scenario.cover_anew()


def everything(scenario, numbers):
    """All at once."""
    for change in (no_adsb, twins, offsets, jump, outage, late, copies):
        change(scenario, numbers)


VARIANTS = {
    "silent": silent,
    "outage": outage,
    "twins": twins,
    "late": late,
    "copies": copies,
    "offsets": offsets,
    "jump": jump,
    "no-adsb": no_adsb,
    "everything": everything,
}


def make(source, variant, out, seed):
    scenario = Scenario(source)
    VARIANTS[variant](scenario, random.Random(f"{variant} {seed}"))
    scenario.write(out)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--scenario", required=True)
    options.add_argument("--variant", required=True, choices=list(VARIANTS))
    options.add_argument("--out", required=True)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    make(given.scenario, given.variant, given.out, given.seed)


if __name__ == "__main__":
    main()
