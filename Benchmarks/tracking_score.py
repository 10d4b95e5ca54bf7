"""Scores one track file by the benchmark's own tools/score.py, and parts the NEES by how the target answers; prints JSON.

    tracking_score.py --tools FOLDER --scenario FOLDER --tracks FILE

Run in an environment that has numpy and scipy.
"""

import argparse
import importlib.util
import json
import os

import numpy


def scorer(folder):
    """The benchmark's scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", os.path.join(folder, "score.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def classes(scenario):
    """Target to class: adsb (says where it is), ssr (answers), psr (echo alone)."""
    with open(os.path.join(scenario, "answers.json"), encoding="utf-8") as file:
        targets = json.load(file)["targets"]
    if not isinstance(targets, list):
        return {}
    return {one["id"]: "adsb" if one["adsb"] else "ssr" if one["xpdr"] else "psr" for one in targets}


def nees_by_class(score, truth, tracks, hold, kinds, cutoff=1000.0):
    """Mean over the pairs that GOSPA assigns of squared error over claimed variance and degrees of freedom."""
    sums, counts = {}, {}
    alive = score.at_times(tracks, sorted(truth), hold)
    for time, targets in truth.items():
        places = numpy.array([(one[1], one[2]) for one in targets]).reshape(-1, 2)
        held = numpy.array([(one[1], one[2]) for one in alive[time]]).reshape(-1, 2)
        for target, track, distance in score.match(places, held, cutoff):
            sigma = alive[time][track][7]
            if targets[target][8] and sigma:
                kind = kinds.get(targets[target][0], "psr")
                sums[kind] = sums.get(kind, 0.0) + distance**2 / (2 * sigma**2)
                counts[kind] = counts.get(kind, 0) + 1
    return {kind: sums[kind] / counts[kind] for kind in sorted(sums)}


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--tools", required=True)
    options.add_argument("--scenario", required=True)
    options.add_argument("--tracks", required=True)
    given = options.parse_args()
    score = scorer(given.tools)
    with open(os.path.join(given.scenario, "sensors.json"), encoding="utf-8") as file:
        hold = json.load(file)["eval_dt"]
    truth = score.load_truth(given.scenario)
    tracks = score.load_tracks(given.tracks)
    result = score.score(truth, tracks, hold=hold)
    result["nees_by_class"] = nees_by_class(score, truth, tracks, hold, classes(given.scenario))
    print(json.dumps(result))


if __name__ == "__main__":
    main()
