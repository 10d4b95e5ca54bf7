"""Measures the Mode S codec beside other decoders and a near-limit C loop, on the same inputs in one run.

Real frames repeated to a million messages, one thread, processor time; the Python peers get a slice, and a rate per
message. Peers come from PyPI into environments of their own under .build/peers. Standard library only.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile

import modes_inputs
from peers import Report, environment

SLICE = 100_000

RS1090 = """
import sys, time, rs1090
rows = [line.split(',') for line in open(sys.argv[1])]
times, messages = [float(r[0]) for r in rows], [r[1].strip() for r in rows]
began = time.process_time()
rs1090.decode(messages, times)
print(len(rows) / (time.process_time() - began))
"""
PYMODES = """
import sys, time, pyModeS
messages = [line.split(',')[1].strip() for line in open(sys.argv[1])]
began = time.process_time()
for message in messages: pyModeS.decode(message)
print(len(messages) / (time.process_time() - began))
"""


def loop_rates(program, path):
    """Messages a second of the C loop: cutting frames, and decoding those already cut."""
    text = subprocess.run([program, path, "0"], check=True, capture_output=True, text=True).stdout
    framing = float(re.search(r"beast parse .* ([\d.]+) M/s", text)[1]) * 1e6
    decoding = max(float(rate) for rate in re.findall(r"decode crc\+fields\+cpr [\d.]+s ([\d.]+) M/s", text)) * 1e6
    return framing, decoding


def peer(package, script, path):
    run = subprocess.run([environment(package), "-c", script, path], capture_output=True, text=True)
    return float(run.stdout) if run.returncode == 0 else 0


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--bench", required=True, help="ModeSBench, release")
    options.add_argument("--data", required=True)
    options.add_argument("--loop", default="../shared/bench/modes_near_limit.c")
    given = options.parse_args()
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        loop = os.path.join(folder, "loop")
        if os.path.exists(given.loop):
            subprocess.run(["cc", "-O3", "-o", loop, given.loop, "-lm"], check=True)
        for name, path in modes_inputs.inputs(given.data, folder).items():
            print(f"{name}:")
            lines = subprocess.run([given.bench, path], check=True, capture_output=True, text=True).stdout.splitlines()
            ours = {key: float(rate) for key, rate in (line.split() for line in lines)}
            report("framing", ours["framing"], "msg/s")
            report("framing, parity and fields", ours["fields"], "msg/s", 20e6)
            if os.path.exists(loop):
                framing, decoding = loop_rates(loop, path)
                report("C loop: framing", framing, "msg/s")
                report("C loop: parity, fields and positions", decoding, "msg/s")
                report("ratio of ours to the C loop", ours["fields"] / decoding, "", 0.35)
            report("with positions, registers and aircraft", ours["full"], "msg/s", 6e6)
            rows = os.path.join(folder, name + ".csv")
            with open(rows, "w") as out:
                for time, text in modes_inputs.beast_frames(path)[:SLICE]:
                    out.write(f"{time:.6f},{text}\n")
            report("rs1090 0.7.0, with positions", peer("rs1090==0.7.0", RS1090, rows), "msg/s")
            report("pyModeS 3.6.1, message by message", peer("pyModeS==3.6.1", PYMODES, rows), "msg/s")
    return 1 if report.missed else 0


if __name__ == "__main__":
    sys.exit(main())
