"""Makes elementary.txt: arguments and correctly rounded values of the elementary functions.

Run with Python 3 and mpmath 1.3 (`python3 -m venv v && v/bin/pip install mpmath && v/bin/python generate.py`).
Values are computed at 200 bits by mpmath and rounded once to the nearest double, ties to even; the seed is fixed.
Each line: function, argument(s), value, as hexadecimal floating-point numbers.
"""

import math
import pathlib
import random

import mpmath

mpmath.mp.prec = 200
random.seed(20261120)
POINTS = 60


def sign():
    return random.choice([-1.0, 1.0])


def across(low, high):
    """A number whose binary exponent is spread evenly."""
    return math.ldexp(random.uniform(1, 2), random.randint(low, high - 1))


def near_quarter_turns():
    """Doubles nearest to multiples of a quarter turn: the greatest cancellation in reduction."""
    for _ in range(POINTS):
        yield random.randint(1, 2 ** random.randint(1, 29)) * (math.pi / 2) * sign()
    # Worst cases below 2^30, found from the continued fraction of pi/2.
    for x in ["0x1.921fb54442d18p+0", "0x1.6ac5b262ca1ffp+9", "0x1.e2a1e2c0bcb79p+20", "0x1.3aaf8cd9ea32ap+27"]:
        yield float.fromhex(x)


def angles():
    yield from (random.uniform(-math.pi, math.pi) for _ in range(POINTS))
    yield from (sign() * across(-30, 30) for _ in range(POINTS))
    yield from near_quarter_turns()


def ratios():
    yield from (random.uniform(-1, 1) for _ in range(POINTS))
    yield from (sign() * across(-30, 0) for _ in range(POINTS))
    yield from (sign() * (1 - across(-52, -1)) for _ in range(POINTS))


def tangents():
    yield from (random.uniform(-2, 2) for _ in range(POINTS))
    yield from (sign() * across(-30, 60) for _ in range(POINTS))
    yield from (sign() * across(-5, 5) for _ in range(POINTS))


def exponents():
    yield from (random.uniform(-1, 1) for _ in range(POINTS))
    yield from (random.uniform(-745, 709.7) for _ in range(POINTS))
    yield from (sign() * across(-40, 9) for _ in range(POINTS))


def positives():
    yield from (random.uniform(0.5, 2) for _ in range(POINTS))
    yield from (across(-1074, 1023) for _ in range(POINTS))
    yield from (1 + sign() * across(-40, -1) for _ in range(POINTS))


def points(low, high):
    for _ in range(POINTS):
        yield random.uniform(-1, 1), random.uniform(-1, 1)
    for _ in range(POINTS):
        yield sign() * across(low, high), sign() * across(low, high)
    for _ in range(POINTS):
        yield sign() * across(-20, 20), sign() * across(-20, 20)


def powers():
    for _ in range(POINTS):
        yield random.uniform(0.2, 1.1), random.uniform(-6, 6)
    for _ in range(POINTS):
        x = across(-1000, 1000)
        yield x, sign() * random.uniform(0, 1) * 700 / max(1.0, abs(math.log(x)))
    for _ in range(POINTS):
        yield 1 + sign() * across(-30, -1), sign() * across(-5, 8)


def rounded(value):
    """mpmath's own conversion rounds twice below the normal range; this rounds once."""
    if value == 0 or abs(value) >= mpmath.mpf(2) ** -1022:
        return float(value)
    return math.ldexp(int(mpmath.nint(value * mpmath.mpf(2) ** 1074)), -1074)


def main():
    one = [
        ("sin", mpmath.sin, angles), ("cos", mpmath.cos, angles), ("tan", mpmath.tan, angles),
        ("asin", mpmath.asin, ratios), ("acos", mpmath.acos, ratios), ("atan", mpmath.atan, tangents),
        ("exp", mpmath.exp, exponents), ("log", mpmath.log, positives),
    ]
    two = [
        ("atan2", mpmath.atan2, points(-1000, 1000)), ("hypot", mpmath.hypot, points(-1000, 1000)),
        ("pow", mpmath.power, powers()),
    ]
    lines = []
    for name, function, arguments in one:
        for x in arguments():
            lines.append(f"{name} {x.hex()} {rounded(function(mpmath.mpf(x))).hex()}")
    for name, function, arguments in two:
        for x, y in arguments:
            value = rounded(function(mpmath.mpf(x), mpmath.mpf(y)))
            lines.append(f"{name} {x.hex()} {y.hex()} {value.hex()}")
    pathlib.Path(__file__).with_name("elementary.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
