"""Compares every element that `vigie decode` gives with two other decoders' recorded results, leaf by leaf.

The recordings and the peers' results (libasterix 0.36.3, asterix_decoder 0.7.11) are in the shared test data. Every known
disagreement stands in ADJUDICATED with who is right and why; any other fails. Standard library only.
"""

import argparse
import json
import lzma
import os
import subprocess
import sys
from collections import Counter

# (peer, category, leaf): who is right, and why. A leaf ends the path; "*" stands for every leaf of the category.
ADJUDICATED = {
    ("libasterix", 10, "202/VX"): "ours: the published step of 1/16 cannot reach the stated range; recordings agree at 1/4",
    ("libasterix", 10, "202/VY"): "ours: as VX",
    ("libasterix", 10, "210/AX"): "ours: as 202/VX, by range",
    ("libasterix", 10, "210/AY"): "ours: as 210/AX",
    ("libasterix", 0, "RE"): "neither: opaque there, read by its definition here",
    ("libasterix", 0, "SP"): "neither: written differently",
    ("libasterix", 0, "six-bit"): "ours: codes without a character keep their place as '?', there they vanish",
    ("asterix_decoder", 62, "136/mfl"): "both: flight levels here, feet there",
    ("asterix_decoder", 62, "390/rds/nu2"): "ours: a character of code 0 stays, there it vanishes",
}

# Recordings whose asterix_decoder result has another number of records, and why.
RECORD_COUNTS = {
    "fixmpts_cat001.bin": "asterix_decoder reads every record as a plot: four for two",
    "jasterix_cat048ed1.23.bin": "asterix_decoder splits a record at an empty FSPEC octet: three for one",
    "fixmpts_cat244.bin": "asterix_decoder gives the opaque block as a record without items",
}


def open_reference(path):
    for name, opener in ((path, open), (path + ".xz", lzma.open)):
        if os.path.exists(name):
            return opener(name, "rt", encoding="utf-8")
    return None


def run(program, file, raw):
    """Our records of a file, one by one."""
    command = [program, "decode", file] + (["--raw"] if raw else [])
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    for line in process.stdout:
        record = json.loads(line)
        if "items" in record:
            yield record
    process.wait()


def flatten(value, path, out):
    """Leaves by path; a list's members by index."""
    if isinstance(value, dict) and not ("r" in value and set(value) <= {"r", "v", "u", "dep"}):
        for name, inner in value.items():
            flatten(inner, f"{path}/{name}" if path else name, out)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            flatten(inner, f"{path}/{index}", out)
    else:
        out[path] = value


def same_number(one, other, tolerance=1e-6):
    return abs(one - other) <= tolerance * max(1.0, abs(one), abs(other))


class Comparison:
    def __init__(self, peer):
        self.peer = peer
        self.leaves = 0
        self.records = 0
        self.unmatched = 0
        self.known = Counter()
        self.unknown = Counter()
        self.examples = {}

    def differ(self, category, leaf, ours, theirs, file):
        parts = leaf.split("/")
        names = [leaf, "/".join(parts[:1] + [part for part in parts[1:] if not part.isdigit()])]
        for name in names + [parts[0]]:
            for key in ((self.peer, category, name), (self.peer, 0, name)):
                if key in ADJUDICATED:
                    self.known[key] += 1
                    return
        if isinstance(theirs, str) and isinstance(ours, str) and "?" in ours:
            self.known[(self.peer, 0, "six-bit")] += 1
            return
        key = (category, names[1])
        self.unknown[key] += 1
        self.examples.setdefault(key, f"{file}: ours {ours!r}, theirs {theirs!r}")


def equal_leaf(ours_raw, ours, theirs):
    """Whether a leaf equals libasterix's: raw and physical for quantities, as it is otherwise."""
    if isinstance(theirs, dict):
        if ours_raw != theirs["r"]:
            return False
        return "dep" in theirs or same_number(ours, theirs["v"])
    if isinstance(theirs, str) and isinstance(ours, str):
        return theirs == ours or theirs.strip() == ours.strip()
    if isinstance(ours, str):
        try:
            return int(ours, 16) == theirs
        except ValueError:
            return False
    return ours == theirs


def compare_libasterix(program, file, reference, comparison, limit):
    name = os.path.basename(file)
    theirs_all = (json.loads(line) for line in reference)
    theirs_all = (record for record in theirs_all if "items" in record)
    for index, (theirs, raw, ours) in enumerate(zip(theirs_all, run(program, file, True), run(program, file, False))):
        if limit and index >= limit:
            break
        comparison.records += 1
        category = theirs["cat"]
        if category != ours["category"] or theirs["ed"] != ours["edition"]:
            comparison.differ(category, "category or edition", ours["category"], category, name)
            continue
        a, b, c = {}, {}, {}
        flatten(theirs["items"], "", a)
        flatten(raw["items"], "", b)
        flatten(ours["items"], "", c)
        for leaf in a.keys() | c.keys():
            comparison.leaves += 1
            if leaf not in a or leaf not in c:
                comparison.differ(category, leaf, c.get(leaf), a.get(leaf), name)
            elif not equal_leaf(b.get(leaf), c[leaf], a[leaf]):
                comparison.differ(category, leaf, c[leaf], a[leaf], name)


def decoder_leaves(items):
    """asterix_decoder's leaves of an item by lower-case name; fillings left out."""
    leaves = {}
    flatten_decoder(items, "", leaves)
    return leaves


def flatten_decoder(value, path, out):
    if isinstance(value, dict) and "val" in value and not isinstance(value["val"], (dict, list)):
        name = path.rsplit("/", 1)[-1].lower()
        if name not in ("fx", "spare") and not name.startswith("res") and not name.startswith("spare"):
            out[path.lower()] = value["val"]
    elif isinstance(value, dict):
        for name, inner in value.items():
            flatten_decoder(inner, f"{path}/{name}" if path else name, out)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            flatten_decoder(inner, f"{path}/{index}", out)


def compare_decoder(program, file, reference, comparison, limit):
    """Compares what both decoders call alike: the names of their definitions differ in many places."""
    name = os.path.basename(file)
    theirs_all = (json.loads(line) for line in reference)
    theirs_all = [record for record in theirs_all if "category" in record]
    ours_all = list(run(program, file, False))
    if len(theirs_all) != len(ours_all):
        if name in RECORD_COUNTS:
            comparison.known[(comparison.peer, 0, RECORD_COUNTS[name])] += 1
        else:
            comparison.differ(0, f"records of {name}", len(ours_all), len(theirs_all), name)
        return
    for index, (theirs, ours) in enumerate(zip(theirs_all, ours_all)):
        if limit and index >= limit:
            break
        comparison.records += 1
        compare_registers(theirs, ours, comparison, name)
        for item, content in theirs.items():
            if not item.startswith("I") or item[1:] not in ours["items"]:
                continue
            a = decoder_leaves(content)
            b = {}
            flatten(ours["items"][item[1:]], "", b)
            if len(a) == 1 and len(b) == 1:
                b = {next(iter(a)): next(iter(b.values()))}
            else:
                b = {leaf.lower(): value for leaf, value in b.items()}
            for leaf, value in a.items():
                if leaf not in b:
                    comparison.unmatched += 1
                    continue
                comparison.leaves += 1
                if not equal_decoded(b[leaf], value):
                    comparison.differ(theirs["category"], f"{item[1:]}/{leaf}", b[leaf], value, name)


def compare_registers(theirs, ours, comparison, file):
    """Decoded Comm-B registers: the values in their order, since the names differ."""
    for register in ours.get("registers", []):
        content = theirs.get("I" + register["item"])
        if not isinstance(content, list) or register["index"] >= len(content):
            continue
        other = content[register["index"]]
        if "BDS" not in other or len(other) < 4:
            continue
        values = [leaf["val"] for leaf_name, leaf in other.items() if leaf_name != "BDS" and not leaf_name.startswith("res")]
        mine = list(register["values"].values())
        if len(values) != len(mine):
            comparison.differ(theirs["category"], f"register {register['register']}", mine, values, file)
            continue
        for (leaf, one), value in zip(register["values"].items(), values):
            comparison.leaves += 1
            if isinstance(value, str) or not same_number(one, value, 1e-4):
                comparison.differ(theirs["category"], f"register {register['register']} {leaf}", one, value, file)


def equal_decoded(ours, theirs):
    if isinstance(theirs, str) and isinstance(ours, int):
        try:
            return int(theirs, 16) == ours
        except ValueError:
            return False
    if isinstance(theirs, str) or isinstance(ours, str):
        return str(theirs).strip() == str(ours).strip() or str(ours).strip() == str(theirs).zfill(4)
    # Speeds may be in knots there and in NM/s here.
    return any(same_number(ours * factor, theirs, 1e-4) for factor in (1, 3600, 1 / 3600))


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--program", required=True)
    options.add_argument("--data", required=True, help="the shared data folder")
    options.add_argument("--limit", type=int, default=0, help="records of a file; 0 for all")
    given = options.parse_args()
    folder = os.path.join(given.data, "asterix")
    failed = False
    peers = (("libasterix", compare_libasterix), ("asterix_decoder", compare_decoder))
    for peer, compare in peers:
        comparison = Comparison(peer)
        files = 0
        for name in sorted(os.listdir(folder)):
            reference = open_reference(os.path.join(folder, "ref", f"{name}.{peer}.jsonl"))
            if reference is None:
                continue
            files += 1
            with reference:
                compare(given.program, os.path.join(folder, name), reference, comparison, given.limit)
        print(f"{peer}: {files} files, {comparison.records} records, {comparison.leaves} leaves compared", end="")
        print(f", {comparison.unmatched} of other names" if comparison.unmatched else "")
        for key, count in sorted(comparison.known.items(), key=str):
            print(f"  known: {key[1] or ''} {key[2]}: {count}: {ADJUDICATED.get(key, '')}")
        for key, count in sorted(comparison.unknown.items()):
            failed = True
            print(f"  UNKNOWN: category {key[0]} {key[1]}: {count}: {comparison.examples[key]}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
