"""Measures the tracker: accuracy beside other trackers on shared, fresh and hard scenarios, speed, and the filter alone.

Needs the shared tracking data: its tools make fresh scenarios, score, and are the reference tracker. numpy and scipy, and
Stone Soup where asked for, come from PyPI into environments of their own under .build/peers. What other trackers reached is
kept under out/tracking by scenario, seed and settings. Exit 1 where a bar is missed.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

import hard_scenarios
from peers import Report, environment
from tracking_runs import SCENARIOS, Bench

# GOSPA per target, metres, on the shared scenarios; mean of ours over the reference's on fresh ones.
SHARED_BARS = {"S1": 113, "S2": 165, "S3_1s": 77, "S3_2s": 125, "S3_4s": 205}
RATIO_BARS = {"S1": 0.80, "S2": 0.73, "S3_1s": 0.84, "S3_2s": 0.86, "S3_4s": 0.86}
NEES_BARS = (0.8, 1.3)
# ESASSP-style figures of S1: key, name, unit, bar, whether more is better.
ESASSP = (
    ("prob_update", "probability of update", "", 0.99, True),
    ("h_rms_m", "horizontal RMS", "m", 115, False),
    ("speed_rms_straight_ms", "speed RMS, straight", "m/s", 2.8, False),
    ("speed_rms_turn_ms", "speed RMS, turn", "m/s", 6, False),
    ("angle_rms_straight_deg", "angle RMS, straight", "deg", 2, False),
    ("angle_rms_turn_deg", "angle RMS, turn", "deg", 10, False),
)
HARDER_THAN_PLAIN = 1.15


def span(text):
    """Seeds as in 21-25,31."""
    seeds = []
    for part in filter(None, text.split(",")):
        first, _, last = part.partition("-")
        seeds += range(int(first), int(last or first) + 1)
    return seeds


def spread(values):
    values = [value for value in values if value is not None]
    if not values:
        return "-"
    mean = statistics.mean(values)
    return f"{mean:.3g} ± {statistics.stdev(values):.2g}" if len(values) > 1 else f"{mean:.3g}"


def bar_of_nees(report, name, value):
    low, high = NEES_BARS
    held = low <= value <= high
    report.missed = report.missed or not held
    print(f"  {name:52} {value:14.3g} {'':10} bar {low} .. {high}: {'holds' if held else 'MISSED'}", flush=True)


# --- accuracy ---------------------------------------------------------------------------------------------------------


def scores(bench, jobs, workers, peers):
    """For each (scenario, seed, variant): ours and each peer's score, by name."""

    def one(job):
        scenario, seed, variant = job
        folder = bench.folder(scenario, seed, variant)
        name = "-".join(str(part) for part in (scenario, seed or "shared", variant) if part)
        result = {"vigie": bench.ours(folder, name)}
        for peer in peers:
            result[peer] = getattr(bench, peer)(folder, scenario, name)
        return result

    # Plain scenarios first: hard ones are made of them.
    for scenario, seed, _ in jobs:
        bench.folder(scenario, seed)
    with ThreadPoolExecutor(workers) as pool:
        return dict(zip(jobs, pool.map(one, jobs)))


COLUMNS = (
    ("GOSPA/t", lambda s: s["gospa_per_target"]),
    ("loc", lambda s: s["gospa_loc_rms"]),
    ("missed", lambda s: s["missed_mean"]),
    ("false", lambda s: s["false_mean"]),
    ("switch", lambda s: s["id_switches"]),
    ("breaks", lambda s: s["breaks"]),
    ("vel", lambda s: s["vel_rmse_ms"]),
    ("init", lambda s: s["init_latency_med_s"]),
    ("NEES", lambda s: s["nees_over_dof"]),
    ("adsb", lambda s: s["nees_by_class"].get("adsb")),
    ("ssr", lambda s: s["nees_by_class"].get("ssr")),
    ("psr", lambda s: s["nees_by_class"].get("psr")),
)


def row(name, cells):
    print(f"  {name:28}" + "".join(f"{cell:>16}" for cell in cells), flush=True)


def table(results, scenario, trackers):
    """One line a seed, and mean and spread, for each tracker."""
    mine = [(job, found) for job, found in results.items() if job[0] == scenario]
    row(scenario, [name for name, _ in COLUMNS])
    for tracker in trackers:
        for (_, seed, _), found in mine:
            values = [read(found[tracker]) for _, read in COLUMNS]
            row(f"{tracker} {seed or 'shared'}", ["-" if value is None else f"{value:.3g}" for value in values])
        fresh = [found[tracker] for (_, seed, _), found in mine if seed is not None]
        if len(fresh) > 1:
            row(f"{tracker} mean of fresh", [spread([read(one) for one in fresh]) for _, read in COLUMNS])


def judge(report, results, scenario):
    """Bars of one scenario."""
    shared = [found for (name, seed, _), found in results.items() if name == scenario and seed is None]
    fresh = [found for (name, seed, _), found in results.items() if name == scenario and seed is not None]
    for found in shared:
        report("GOSPA per target, shared", found["vigie"]["gospa_per_target"], "m", SHARED_BARS[scenario], atLeast=False)
    if fresh and "reference" in fresh[0]:
        ratios = [one["vigie"]["gospa_per_target"] / one["reference"]["gospa_per_target"] for one in fresh]
        print(f"  ours/reference by seed: {' '.join(f'{ratio:.3f}' for ratio in ratios)}")
        report("mean of ours/reference", statistics.mean(ratios), "", RATIO_BARS[scenario], atLeast=False)
    for title, group in (("shared", shared), ("mean of fresh", fresh)):
        ours = [found["vigie"] for found in group]
        if not ours:
            continue
        bar_of_nees(report, f"NEES over dof, {title}", statistics.mean(one["nees_over_dof"] for one in ours))
        kinds = sorted(set().union(*(one["nees_by_class"] for one in ours)))
        for kind in kinds if len(kinds) > 1 else []:
            values = [one["nees_by_class"][kind] for one in ours if kind in one["nees_by_class"]]
            bar_of_nees(report, f"NEES over dof, {kind}, {title}", statistics.mean(values))
        if scenario == "S1":
            for key, name, unit, bound, at_least in ESASSP:
                value = statistics.mean(one["esassp"][key] for one in ours)
                report(f"{name}, {title}", value, unit, bound, atLeast=at_least)


def accuracy(bench, report, given, peers):
    seeds = ([None] if given.shared else []) + span(given.seeds)
    jobs = [(scenario, seed, None) for scenario in given.scenarios.split(",") for seed in seeds]
    results = scores(bench, jobs, given.jobs, peers)
    for scenario in given.scenarios.split(","):
        table(results, scenario, ["vigie", *peers])
        judge(report, results, scenario)


def hard(bench, given, peers):
    """GOSPA per target on hard variants, and against the same seeds without what makes them hard."""
    variants = list(hard_scenarios.VARIANTS) if given.hard == "all" else given.hard.split(",")
    seeds = span(given.hard_seeds)
    for scenario in given.hard_scenarios.split(","):
        jobs = [(scenario, seed, variant) for variant in [None, *variants] for seed in seeds]
        results = scores(bench, jobs, given.jobs, peers)
        plain = {(seed, tracker): results[scenario, seed, None][tracker]["gospa_per_target"]
                 for seed in seeds for tracker in ("vigie", *peers)}
        heads = ["vigie", "to plain"] + [head for peer in peers for head in (peer, "to plain", "ours/peer")]
        row(f"{scenario}, hard", heads + ["missed", "false", "switch", "NEES"])
        for variant in [None, *variants]:
            found = [results[scenario, seed, variant] for seed in seeds]
            ours = [one["vigie"]["gospa_per_target"] for one in found]
            to_plain = [value / plain[seed, "vigie"] for seed, value in zip(seeds, ours)]
            cells = [spread(ours), f"{statistics.mean(to_plain):.2f}"]
            for peer in peers:
                theirs = [one[peer]["gospa_per_target"] for one in found]
                cells += [
                    spread(theirs),
                    f"{statistics.mean(value / plain[seed, peer] for seed, value in zip(seeds, theirs)):.2f}",
                    f"{statistics.mean(a / b for a, b in zip(ours, theirs)):.3f}",
                ]
            for read in ("missed_mean", "false_mean", "id_switches", "nees_over_dof"):
                cells.append(f"{statistics.mean(one['vigie'][read] for one in found):.3g}")
            worse = variant and statistics.mean(to_plain) > HARDER_THAN_PLAIN
            row(f"{variant or 'plain'}{'  (worse by > 15 %)' if worse else ''}", cells)


# --- speed ------------------------------------------------------------------------------------------------------------


def timed(bench, scenario, out, threads):
    """One run: microseconds a plot in the tracker, seconds by the clock, peak megabytes, seconds of the processor."""
    folder = os.path.join(bench.data, scenario)
    command = ["taskset", "-c", "0"] if threads == 1 else []
    command += [bench.program, "track", "--timing", "--sensors", f"{folder}/sensors.json"]
    command += ["--plots", f"{folder}/plots.csv.gz", "--out", os.path.join(out, "tracks.jsonl")]
    with open(os.path.join(out, "log"), "w+", encoding="utf-8") as log:
        began = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=log)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - began
        log.seek(0)
        text = log.read()
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)} failed: {text}")
    cost = float(re.search(r"([\d.]+) µs a plot", text)[1])
    return cost, seconds, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


def compiled(loop, folder, flags):
    """The C loop as a program."""
    path = os.path.join(folder, "loop" + "".join(flags))
    subprocess.run(["clang", *flags, "-o", path, loop, "-lm"], check=True)
    return path


C_LOOP = r"fixed 6-state.*\(([\d.]+) ns\)"


def speed(bench, report, rounds, loop):
    """The fastest round counts: other work on the machine only ever adds. The C loop, run between the rounds, tells how
    fast the machine was meanwhile."""
    with tempfile.TemporaryDirectory() as out:
        c_loop = compiled(loop, out, ["-O3", "-march=native"]) if os.path.exists(loop) else None
        for scenario, length in (("S1", 900), ("S4", 120)):
            found, loops = [], []
            for _ in range(rounds):
                if c_loop:
                    loops.append(nanoseconds([c_loop], C_LOOP))
                found.append(timed(bench, scenario, out, 1))
            cost = min(one[0] for one in found)
            report(f"{scenario}: tracker alone, one thread", cost, "µs/plot", 8 if scenario == "S1" else None, False)
            both = [timed(bench, scenario, out, 2) for _ in range(rounds)]
            wall = min(one[1] for one in both)
            report(f"{scenario}: vigie track, whole", length / wall, "x real time", 25 if scenario == "S4" else None)
            processor = min(one[3] for one in found + both)
            report("  by the time of the processor, all threads", length / processor, "x real time")
            if loops:
                report("  the C loop between the rounds, median", statistics.median(loops), "ns")
            report("  peak memory", max(one[2] for one in found + both), "MB", 500, atLeast=False)


def nanoseconds(command, pattern):
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return statistics.median(float(value) for value in re.findall(pattern, text))


def filters(report, bench_program, loop):
    """Prediction and update beside the C loop, turn and turn about; medians of the turns."""
    with tempfile.TemporaryDirectory() as folder:
        builds = {"-O3": [], "-O3 -march=native": []}
        loops = {flags: compiled(loop, folder, flags.split()) for flags in builds}
        ours = {name: [] for name in ("plane", "level", "both")}
        for _ in range(3):
            for name in ours:
                ours[name].append(nanoseconds([bench_program], rf"{name} ([\d.]+)"))
            for flags, path in loops.items():
                builds[flags].append(nanoseconds([path], C_LOOP))
    for name, title in (("plane", "four states of the plane"), ("level", "two of the level"), ("both", "all six")):
        report(f"predict and update, {title}", statistics.median(ours[name]), "ns")
    for flags, values in builds.items():
        report(f"C loop, clang {flags}", statistics.median(values), "ns")
        report("  our speed over its", statistics.median(values) / statistics.median(ours["both"]), "", 0.8)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", required=True, help="vigie, release")
    options.add_argument("--data", required=True, help="the shared data: the folder that has tracking/ in it")
    options.add_argument("--bench", help="FilterBench, release: measures the filter alone")
    options.add_argument("--loop", default="../shared/bench/kalman_near_limit.c")
    options.add_argument("--python", help="a Python with numpy and scipy; else one is made from PyPI")
    options.add_argument("--parts", default="accuracy,speed,filter", help="of accuracy, hard, speed, filter")
    options.add_argument("--scenarios", default=",".join(SCENARIOS))
    options.add_argument("--seeds", default="21-25", help="fresh seeds, as 21-25,31; empty for none")
    options.add_argument("--no-shared", dest="shared", action="store_false", help="leave the shared scenarios out")
    options.add_argument("--no-reference", dest="reference", action="store_false", help="leave the reference out")
    options.add_argument("--stonesoup", action="store_true", help="run Stone Soup 1.9.1 as well: hours")
    options.add_argument("--hard", default="all", help=f"of {', '.join(hard_scenarios.VARIANTS)}")
    options.add_argument("--hard-seeds", default="21-23")
    options.add_argument("--hard-scenarios", default="S1")
    options.add_argument("--jobs", type=int, default=2, help="runs at once; speed is measured alone")
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    peers = ["reference"] * given.reference + ["stonesoup"] * given.stonesoup
    bench = Bench(
        given.program, given.data, given.python or environment("scipy==1.17.1"),
        environment("stonesoup==1.9.1") if given.stonesoup else None)
    report, parts = Report(), given.parts.split(",")
    if "accuracy" in parts:
        accuracy(bench, report, given, peers)
    if "hard" in parts:
        hard(bench, given, peers)
    if "speed" in parts:
        speed(bench, report, given.rounds, given.loop)
    if "filter" in parts and given.bench and os.path.exists(given.loop):
        filters(report, given.bench, given.loop)
    return 1 if report.missed else 0


if __name__ == "__main__":
    sys.exit(main())
