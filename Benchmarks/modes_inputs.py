"""Makes the Beast files of a million messages that modes.py measures: real frames repeated, each turn shifted in time."""

import csv
import gzip
import os

COUNTER_HZ = 12_000_000


def beast(frames):
    """The bytes of (time in seconds, message in hexadecimal) in Beast form, with the 12 MHz counter from zero."""
    out = bytearray()
    start = frames[0][0]
    for time, text in frames:
        message = bytes.fromhex(text)
        ticks = int((time - start) * COUNTER_HZ) & 0xFFFF_FFFF_FFFF
        out += b"\x1a" + (b"2" if len(message) == 7 else b"3")
        out += (ticks.to_bytes(6, "big") + b"\x80" + message).replace(b"\x1a", b"\x1a\x1a")
    return bytes(out)


def csv_frames(path):
    with gzip.open(path, "rt") as lines:
        rows = [row for row in csv.reader(lines) if row]
    first = 1 if not rows[0][0].replace(".", "").isdigit() else 0
    return [(float(row[0]), row[1].strip()) for row in rows[first:] if len(row[1].strip()) in (14, 28)]


def beast_frames(path):
    """The Mode S messages of a Beast file (no Mode A/C) with their counter in seconds."""
    data, place, frames = open(path, "rb").read(), 0, []
    while place + 1 < len(data):
        length = {0x31: 2, 0x32: 7, 0x33: 14}.get(data[place + 1]) if data[place] == 0x1A else None
        if length is None:
            place += 1
            continue
        at, octets = place + 2, bytearray()
        while len(octets) < 7 + length and at < len(data):
            if data[at] == 0x1A:
                at += 1
            octets += data[at : at + 1]
            at += 1
        if length > 2:
            frames.append((int.from_bytes(octets[:6], "big") / COUNTER_HZ, octets[7:].hex()))
        place = at
    return frames


def repeated(frames, count):
    """At least `count` messages: the frames again and again, each turn after the one before."""
    start = min(time for time, _ in frames)
    length = max(time for time, _ in frames) - start + 0.001
    turns = -(-count // len(frames))
    return [(time - start + turn * length, text) for turn in range(turns) for time, text in frames]


def shifted(frames, to):
    start = frames[0][0]
    return [(time - start + to, text) for time, text in frames]


def inputs(data, folder, count=1_000_000):
    """Writes `live` (all formats: St Petersburg, then Delft) and `tls` (Toulouse: squitters and Comm-B); name to path."""
    petersburg = shifted(beast_frames(os.path.join(data, "modes/ulss7.a.beast")), 0)
    delft = shifted(csv_frames(os.path.join(data, "modes/delft2015.a.csv.gz")), petersburg[-1][0] + 1)
    toulouse = csv_frames(os.path.join(data, "modes/toulouse2024.a.csv.gz"))
    paths = {}
    for name, frames in (("live", petersburg + delft), ("tls", toulouse)):
        paths[name] = os.path.join(folder, name + ".beast")
        with open(paths[name], "wb") as out:
            out.write(beast(repeated(frames, count)))
    return paths
