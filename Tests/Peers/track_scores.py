"""Tracks scenarios of the tracking benchmark with the program and scores the tracks twice: the text must be equal.

    track_scores.py --program PATH --data FOLDER [--keep FOLDER] SCENARIO…

The reference is the benchmark's own tools/score.py (numpy, scipy). Text is compared as printed, JSON member by member:
the same members in the same order, counts equal, other numbers to a part in a thousand million.
"""

import argparse
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

SHARE = 1e-9


def run(command):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True).stdout


def differences(ours, theirs, path=""):
    """What two scores do not share, one sentence each."""
    if list(ours) != list(theirs):
        yield f"{path or 'the score'}: members {list(ours)}, expected {list(theirs)}"
        return
    for name, expected in theirs.items():
        found = ours[name]
        if isinstance(expected, dict):
            yield from differences(found, expected, f"{path}{name}.")
        elif isinstance(expected, float) and isinstance(found, float):
            if not math.isclose(found, expected, rel_tol=SHARE, abs_tol=1e-12):
                yield f"{path}{name}: {found}, expected {expected}"
        elif type(found) is not type(expected) or found != expected:
            yield f"{path}{name}: {found}, expected {expected}"


def compare(program, data, scenario, folder):
    """What is wrong with one scenario, and its figure of merit."""
    place = data / "tracking" / scenario
    tracks = folder / f"{scenario}.jsonl"
    run([program, "track", "--sensors", place / "sensors.json", "--plots", place / "plots.csv.gz", "--out", tracks])
    ours = [program, "evaluate", "--truth", place, "--tracks", tracks]
    theirs = [sys.executable, data / "tracking/tools/score.py", "--scenario", place, "--tracks", tracks]
    wrong = []
    for line, expected in zip(run(ours).splitlines(), run(theirs).splitlines(), strict=True):
        if line != expected:
            wrong.append(f"{line}, expected {expected}")
    score = json.loads(run(ours + ["--format", "json"]))
    wrong += differences(score, json.loads(run(theirs + ["--json"])))
    return wrong, score


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--keep", type=Path, help="where the tracks are left; else nowhere")
    parser.add_argument("scenarios", nargs="+")
    arguments = parser.parse_args()
    failed = False
    merits = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        for scenario in arguments.scenarios:
            wrong, score = compare(arguments.program, arguments.data, scenario, folder)
            for sentence in wrong:
                print(f"{scenario}: {sentence}")
            failed = failed or bool(wrong)
            merits.append(f"{scenario} {score['gospa_per_target']:.4g} m")
    print(f"score.py: {'DIFFERS' if failed else 'equal figures'}; GOSPA per target: {', '.join(merits)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
