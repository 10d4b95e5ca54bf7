"""Lets libasterix decode generated records of every category and edition and compares every raw value.

The sample is written by the Swift tests (VIGIE_ASTERIX_SAMPLE). Raw values only: where a published step is wrong the bits
are right all the same. Expansion fields are opaque to libasterix, explicit fields have no values. Needs libasterix 0.36.3.
"""

import argparse
import json
import sys
from collections import Counter

import asterix.base as base
import asterix.generated as generated


def elements(variation):
    """The raw values of a variation's elements of at most 64 bits, in order."""
    if isinstance(variation, base.Element):
        if variation.cv_bit_size <= 64:
            yield variation.as_uint()
    elif isinstance(variation, base.Group):
        for item in variation.arg:
            yield from inside(item)
    elif isinstance(variation, base.Extended):
        for part in variation.arg:
            for item in part:
                if item is not None:
                    yield from inside(item)
    elif isinstance(variation, base.Repetitive):
        for one in variation.arg:
            yield from elements(one)
    elif isinstance(variation, base.Compound):
        # The subfields in the order of the definition, which is that of the octets.
        for entry in type(variation).cv_items_list:
            if entry is None:
                continue
            item = variation.get_item(entry.cv_name) if hasattr(entry, "cv_name") else None
            if item is not None:
                yield from elements(item.variation)


def inside(item):
    if not hasattr(item, "arg"):
        return
    variation = getattr(item.arg, "variation", None)
    if variation is not None:
        yield from elements(variation)
    elif hasattr(item.arg, "unparse"):
        # An item whose layout depends on others: the generated records have its usual one, a single element.
        yield item.arg.unparse().to_uinteger()


def record_class(category, edition):
    """Every record parser of a category's edition: one for each profile."""
    name = f"Cat_{category:03d}_{edition.replace('.', '_')}"
    uap = getattr(generated, name).cv_uap
    if hasattr(uap, "cv_record"):
        return [uap.cv_record]
    return list(uap.cv_uaps.values())


def decode(category, edition, octets):
    """All readings of a record that use it up."""
    readings = []
    for parser in record_class(category, edition):
        result = parser.parse(base.ParsingMode.StrictParsing, base.Bits.from_bytes(octets))
        if isinstance(result, ValueError):
            continue
        record, rest = result
        if len(rest) == 0:
            readings.append([value for item in record.items_regular.values() for value in elements(item.variation)])
    return readings


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("sample")
    given = options.parse_args()
    records = values = 0
    editions = set()
    failures = Counter()
    examples = {}
    with open(given.sample, encoding="utf-8") as lines:
        for line in lines:
            made = json.loads(line)
            key = (made["category"], made["edition"])
            readings = decode(made["category"], made["edition"], bytes.fromhex(made["hex"]))
            records += 1
            values += len(made["raw"])
            editions.add(key)
            if made["raw"] not in readings:
                failures[key] += 1
                examples.setdefault(key, (made["hex"][:120], made["raw"][:20], [reading[:20] for reading in readings]))
    print(f"libasterix: {records} generated records of {len(editions)} editions, {values} raw values compared")
    for key, count in sorted(failures.items()):
        print(f"  category {key[0]} edition {key[1]}: {count} differ, for example {examples[key]}")
    return 1 if failures or not records else 0


if __name__ == "__main__":
    sys.exit(main())
