"""Environments of their own for the other programs that benchmarks run beside ours."""

import os
import subprocess


def environment(package):
    """The Python with one package from PyPI, installed under .build/peers the first time."""
    folder = os.path.join(".build", "peers", package.split("=")[0])
    python = os.path.join(folder, "bin", "python")
    if not os.path.exists(os.path.join(folder, "ready")):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(["/usr/bin/python3", "-m", "venv", folder], check=True, **quiet)
        subprocess.run([python, "-m", "pip", "install", "--no-input", package], check=True, **quiet)
        open(os.path.join(folder, "ready"), "w").close()
    return python


class Report:
    """Prints one row a measure, with its bar where it has one, and remembers whether one was missed."""

    def __init__(self):
        self.missed = False

    def __call__(self, name, value, unit, bound=None, atLeast=True):
        verdict = ""
        if bound is not None:
            holds = value >= bound if atLeast else value <= bound
            self.missed = self.missed or not holds
            verdict = f"bar {'>=' if atLeast else '<='} {bound:,.4g} {unit}: {'holds' if holds else 'MISSED'}"
        print(f"  {name:52} {value:14,.3g} {unit:10} {verdict}", flush=True)
