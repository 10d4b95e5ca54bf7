"""Whether a build of the program tracks the small scenario of the tests to the same bits as the build that the tests run.

    determinism.py --program PATH [--write]

The tests compare the debug build with the digest in Tests/SystemTests/Golden/digest.txt, this the release build: with one
core and two, with and without the processor's fused multiply-add. Where the tracker was changed on purpose, --write puts
the new digest into the file; the tests must then agree with it. Standard library only.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile

GOLDEN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Tests", "SystemTests", "Golden")
# glibc chooses its elementary functions by what the processor can do.
WITHOUT_FMA = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-FMA,-AVX2_Usable,-AVX2"}


def digest(program, prefix=(), environment=None):
    with tempfile.TemporaryDirectory() as folder:
        command = [*prefix, program, "track", "--digest", "--sensors", f"{GOLDEN}/sensors.json"]
        command += ["--plots", f"{GOLDEN}/plots.csv", "--out", f"{folder}/tracks.jsonl"]
        done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **(environment or {})})
    found = re.search(r"^digest ([0-9a-f]{16})$", done.stdout, re.MULTILINE)
    if done.returncode != 0 or not found:
        raise SystemExit(f"{' '.join(command)} gave no digest: {done.stderr}")
    return found[1]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", required=True)
    options.add_argument("--write", action="store_true", help="keep this build's digest as the one to agree with")
    given = options.parse_args()
    path = os.path.join(GOLDEN, "digest.txt")
    found = {
        "plain": digest(given.program),
        "again": digest(given.program),
        "one core": digest(given.program, ("taskset", "-c", "0")),
        "without FMA": digest(given.program, (), WITHOUT_FMA),
    }
    if given.write:
        with open(path, "w", encoding="utf-8") as file:
            file.write(found["plain"] + "\n")
    with open(path, encoding="utf-8") as file:
        expected = file.read().strip()
    wrong = [f"{name} {value}" for name, value in found.items() if value != expected]
    print(f"digest of the small scenario: {'; '.join(wrong) + ', expected ' if wrong else 'the same in all runs, '}{expected}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
