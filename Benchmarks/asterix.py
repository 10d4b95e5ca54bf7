"""Measures the ASTERIX codec beside other decoders and a near-limit C loop, on the same inputs in one run.

Real recordings repeated to 100 MB; slow peers get a slice, and a rate per record. Peers come from PyPI into environments of
their own under .build/peers. Standard library only.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time

from peers import Report, environment

BARCELONA = "asterix/230502-est-080001_BCN_60MN_08_09.ast"
TRACKS = "asterix/final_frame_062_065_large_packet_30min.ff"
SIZE = 100_000_000

ASTERIX_DECODER = """
import sys, time, asterix
data = open(sys.argv[1], 'rb').read(3_000_000)
blocks, place = [], 0
while place + 3 <= len(data):
    length = data[place + 1] << 8 | data[place + 2]
    if place + length > len(data): break
    blocks.append(data[place:place + length]); place += length
records, began = 0, time.process_time()
for block in blocks: records += len(asterix.parse(block, verbose=False))
print(records / (time.process_time() - began))
"""
LIBASTERIX = """
import sys, time
from asterix.base import RawDatablock, Bits, ParsingMode
import asterix.generated as g
data = open(sys.argv[1], 'rb').read(150_000)
record = getattr(g, sys.argv[2]).cv_uap.cv_record
records, place, began = 0, 0, time.process_time()
while place + 3 <= len(data):
    length = data[place + 1] << 8 | data[place + 2]
    if place + length > len(data): break
    rest = Bits.from_bytes(data[place + 3:place + length]); place += length
    while len(rest) > 0:
        one, rest = record.parse(ParsingMode.StrictParsing, rest); records += 1
print(records / (time.process_time() - began))
"""


def blocks_of_final(path, category):
    """The data blocks of one category in a FINAL recording."""
    data, place, out = open(path, "rb").read(), 0, bytearray()
    while place + 12 <= len(data):
        length = int.from_bytes(data[place : place + 2], "big")
        body = data[place + 8 : place + length - 4]
        at = 0
        while at + 3 <= len(body):
            size = int.from_bytes(body[at + 1 : at + 3], "big")
            if body[at] == category:
                out += body[at : at + size]
            at += size
        place += length
    return bytes(out)


def program(arguments, records):
    """Records a second of a run of our program, and its peak memory in MB."""
    began = time.monotonic()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return records / (time.monotonic() - began), usage.ru_maxrss / 1024


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--program", required=True, help="vigie, release")
    options.add_argument("--bench", required=True, help="AsterixBench, release")
    options.add_argument("--data", required=True)
    options.add_argument("--loop", default="../shared/bench/cat048_near_limit.c")
    given = options.parse_args()
    barcelona = open(os.path.join(given.data, BARCELONA), "rb").read()
    tracks = blocks_of_final(os.path.join(given.data, TRACKS), 62)
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        inputs = []
        for category, seed, records in ((48, barcelona, 44085), (62, tracks, 22396)):
            times = SIZE // len(seed) + 1
            path = os.path.join(folder, f"cat{category:03}.raw")
            with open(path, "wb") as out:
                for _ in range(times):
                    out.write(seed)
            inputs.append((category, path, records * times))
        for category, path, records in inputs:
            print(f"CAT{category:03}: {records:,} records")
            ours = {}
            for line in subprocess.run([given.bench, path, str(category)], check=True, capture_output=True, text=True).stdout.splitlines():
                name, rate = line.split()
                ours[name] = float(rate)
            if category == 48 and os.path.exists(given.loop):
                loop = os.path.join(folder, "loop")
                subprocess.run(["cc", "-O3", "-o", loop, given.loop], check=True)
                best = 0.0
                for line in subprocess.run([loop, path], check=True, capture_output=True, text=True).stdout.splitlines():
                    if line.startswith("cat048"):
                        best = max(best, float(line.split("  ")[1].split()[0]) * 1e6)
                report("C loop, nine items", best, "rec/s")
                report("typed reader, nine items", ours["fields"], "rec/s")
                report("ratio to the C loop", ours["fields"] / best, "", 0.5)
            peer = subprocess.run([environment("asterix_decoder==0.7.11"), "-c", ASTERIX_DECODER, path], capture_output=True, text=True)
            other = float(peer.stdout) if peer.returncode == 0 else 0
            report("asterix_decoder 0.7.11", other, "rec/s")
            name = "Cat_048_1_32" if category == 48 else "Cat_062_1_21"
            peer = subprocess.run([environment("libasterix==0.36.3"), "-c", LIBASTERIX, path, name], capture_output=True, text=True)
            report("libasterix 0.36.3, parsing only", float(peer.stdout) if peer.returncode == 0 else 0, "rec/s")
            report("every element to values", ours["values"], "rec/s", 3e6 if category == 48 else 2e6)
            if other:
                report("ratio to asterix_decoder", ours["values"] / other, "", 50)
            report("JSON lines text", ours["json"], "rec/s", 5e5)
            report("encode", ours["encode"], "rec/s", 2e6 if category == 62 else None)
            for form in ("none", "jsonl"):
                for threads in (1, 2):
                    rate, memory = program([given.program, "decode", "--format", form, "--threads", str(threads), path], records)
                    report(f"vigie decode --format {form} --threads {threads}", rate, "rec/s")
                    report("  peak memory", memory, "MB", 30, atLeast=False)
    return 1 if report.missed else 0


if __name__ == "__main__":
    sys.exit(main())
