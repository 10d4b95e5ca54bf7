"""Runs the program on recordings and compares time and memory with their bounds.

Each job runs `--rounds` times; the fastest round counts, since other work on the machine only ever adds. Exit 1 when a
bound is passed or a job fails. Standard library only.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

BARCELONA = "asterix/230502-est-080001_BCN_60MN_08_09.ast"


@dataclass
class Job:
    """One command line; `{data}` and `{out}` are replaced. Bounds are for two cores; None is not bounded."""

    name: str
    arguments: list
    seconds_max: float | None = None
    megabytes_max: float | None = None


JOBS = [
    Job("decode one hour of CAT048, no output", ["decode", "--format", "none", f"{{data}}/{BARCELONA}"]),
    Job("decode one hour of CAT048 to JSON lines", ["decode", "--format", "jsonl", f"{{data}}/{BARCELONA}"]),
    Job(
        "replay one hour of CAT048 at full speed",
        ["replay", f"{{data}}/{BARCELONA}", "--sensors", "examples/sensors/barcelona-230502.yaml"]
        + ["--headless", "--speed", "max", "--tracks", "{out}/tracks.jsonl", "--digest"],
        seconds_max=10,
        megabytes_max=200,
    ),
]


def run_once(program, job, data, out):
    """Wall seconds, processor seconds, peak resident megabytes and exit code of one run."""
    command = [program] + [word.format(data=data, out=out) for word in job.arguments]
    log = os.path.join(out, "stderr")
    began = time.monotonic()
    with open(os.devnull, "rb") as nothing, open(os.devnull, "wb") as sink, open(log, "wb") as errors:
        process = subprocess.Popen(command, stdin=nothing, stdout=sink, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - began
    if process.returncode != 0:
        with open(log, encoding="utf-8", errors="replace") as errors:
            sys.stderr.write("".join(errors.readlines()[-5:]))
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--program", required=True)
    options.add_argument("--data", required=True)
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()

    passed = True
    print(f"{'job':44} {'wall s':>8} {'cpu s':>8} {'peak MB':>8}  bound")
    for job in JOBS:
        with tempfile.TemporaryDirectory() as out:
            rounds = [run_once(given.program, job, given.data, out) for _ in range(max(1, given.rounds))]
        wall, processor, memory, _ = min(rounds)
        peak = max(memory for _, _, memory, _ in rounds)
        bounds = []
        verdict = "holds"
        if any(code != 0 for _, _, _, code in rounds):
            verdict = "FAILED"
        for value, bound, unit in ((wall, job.seconds_max, "s"), (peak, job.megabytes_max, "MB")):
            if bound is not None:
                bounds.append(f"{bound:g} {unit}")
                if value > bound and verdict == "holds":
                    verdict = "EXCEEDED"
        passed = passed and verdict == "holds"
        note = f"{', '.join(bounds) or 'no bound'}: {verdict}" if bounds or verdict == "FAILED" else "none"
        print(f"{job.name:44} {wall:8.2f} {processor:8.2f} {peak:8.0f}  {note}", flush=True)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
