"""Scenarios of the tracking benchmark, fresh and hard ones, and the trackers that run on them; results of others are kept."""

import hashlib
import json
import os
import subprocess
import sys
import time

import hard_scenarios

SCENARIOS = ("S1", "S2", "S3_1s", "S3_2s", "S3_4s")


def scans(scenario):
    """Seconds a scan of an S3 scenario."""
    return int(scenario[3])


def reference_options(scenario):
    """Settings of the numpy reference, from the data's README."""
    if scenario == "S1":
        return "--q 0.5,60 --stay 60 --supp 1500 --merge 800 --lam 3e-10 --tcoast 25"
    if scenario == "S2":
        return (
            "--q 0.2,6 --stay 20 --v0 40 --vmax 75 --coast 16 --tcoast 9 --h0 600 --merge 400 --supp 300 --lam 2e-8"
            " --pd 0.75 --gate 14 --conf 17 --mhits 4 --missall"
        )
    return (
        "--q 20,2000 --sa 25 --tau 6 --stay 8 --three --v0 350 --vmax 700"
        f" --coast {4 * scans(scenario) + 2} --tcoast {2 * scans(scenario) + 1.5} --merge 300 --lam 1e-12 --gate 20"
    )


def stonesoup_options(scenario):
    """Settings of Stone Soup, from the data's README."""
    if scenario == "S1":
        return "--assoc gnn --q 20 --supp 1500 --merge 800 --tcoast 25 --reg"
    if scenario == "S2":
        return (
            "--assoc gnn --q 4 --m 6 --n 8 --coast 14 --tcoast 8 --gate 3.2 --v0 40 --vmax 75 --h0 600 --supp 300"
            " --merge 400"
        )
    return (
        "--assoc gnn --q 1500 --three --ekf --v0 350 --vmax 700 --m 3"
        f" --coast {4 * scans(scenario) + 2} --tcoast {2 * scans(scenario) + 1.5} --gate 4.5 --merge 300 --mergev 1000"
    )


class Bench:
    """Where everything is."""

    def __init__(self, program, data, python, stonesoup_python=None, work="out/tracking"):
        self.program = os.path.abspath(program)
        self.data = os.path.join(data, "tracking")
        self.tools = os.path.join(self.data, "tools")
        self.python, self.stonesoup_python = python, stonesoup_python
        self.work = work
        os.makedirs(work, exist_ok=True)

    # --- scenarios

    def folder(self, scenario, seed=None, variant=None):
        """A scenario's folder: the shared one, one of a fresh seed, or a hard variant of it; made where it is not there."""
        if variant:
            place = os.path.join(self.work, "hard", str(seed or "shared"), f"{scenario}-{variant}")
            source = self.folder(scenario, seed)
            self._once(place, lambda out: hard_scenarios.make(source, variant, out, seed or 0))
            return place
        if seed is None:
            return os.path.join(self.data, scenario)
        place = os.path.join(self.work, "seeds", str(seed), scenario)
        generator = [self.python, os.path.join(self.tools, "gen.py"), "--scenario", scenario, "--seed", str(seed)]
        self._once(place, lambda out: run(generator + ["--out", out]))
        return place

    @staticmethod
    def _once(place, make):
        """Makes a folder unless it is whole already."""
        if os.path.exists(os.path.join(place, "ready")):
            return
        os.makedirs(place, exist_ok=True)
        make(place)
        open(os.path.join(place, "ready"), "w").close()

    # --- trackers

    def ours(self, folder, name):
        tracks = os.path.join(self.work, f"{name}-vigie.jsonl")
        command = [self.program, "track", "--sensors", f"{folder}/sensors.json", "--plots", f"{folder}/plots.csv.gz"]
        run(command + ["--out", tracks])
        return self.score(folder, tracks)

    def reference(self, folder, scenario, name):
        script = os.path.join(self.tools, "ref_imm.py")
        return self._kept("reference", script, self.python, reference_options(scenario), folder, name)

    def stonesoup(self, folder, scenario, name):
        script = os.path.join(self.tools, "run_stonesoup.py")
        return self._kept("stonesoup", script, self.stonesoup_python, stonesoup_options(scenario), folder, name)

    def _kept(self, kind, script, python, options, folder, name):
        """The score of another tracker, kept by what it ran on, its settings and its text."""
        digest = hashlib.sha256(options.encode())
        for path in (script, *(os.path.join(folder, one) for one in ("sensors.json", "plots.csv.gz", "truth.csv.gz"))):
            with open(path, "rb") as file:
                digest.update(file.read())
        kept = os.path.join(self.work, kind, f"{name}-{digest.hexdigest()[:16]}.json")
        if os.path.exists(kept):
            with open(kept, encoding="utf-8") as file:
                return json.load(file)
        os.makedirs(os.path.dirname(kept), exist_ok=True)
        tracks = kept.replace(".json", ".jsonl")
        began = time.monotonic()
        run([python, script, "--scenario", folder, "--out", tracks, *options.split()])
        seconds = time.monotonic() - began
        score = self.score(folder, tracks)
        score["seconds"] = seconds
        os.remove(tracks)
        with open(kept + ".new", "w", encoding="utf-8") as file:
            json.dump(score, file)
        os.replace(kept + ".new", kept)
        return score

    def score(self, folder, tracks):
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tracking_score.py")
        command = [self.python, script, "--tools", self.tools, "--scenario", folder, "--tracks", tracks]
        return json.loads(run(command))


def run(command):
    """Output of a command; one that fails ends the benchmark with its words."""
    # One thread each: several run at once, and a small matrix gains nothing from more.
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        sys.stderr.write(done.stderr[-2000:])
        raise SystemExit(f"{' '.join(map(str, command))} failed ({done.returncode})")
    return done.stdout
