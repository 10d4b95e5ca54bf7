"""Checks the files beside the Swift code: the front end, the scripts, the pages.

    check-tree.py              checks the project; one line `file:line: what: why` for each thing wrong, exit 1
    check-tree.py --self-test  checks that planted faults are found and clean files pass

What is held: every script of the front end is the project's own and stands in Web/app; a page served to a browser loads
nothing from elsewhere and turns no text into markup or code; Python parses; relative links in pages lead somewhere;
nothing is left marked as unfinished; tests are written with Swift Testing. Standard library only.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

SKIPPED_FOLDERS = {".git", ".build", ".venv", "out"}
SCRIPT_FOLDERS = ("Web/app/", "Tests/Browser/")
LONGEST_SCRIPT_LINE = 200

SERVED = [
    (re.compile(r"""(?:\b(?:src|href)\s*=\s*|\b(?:import|from|fetch)\s*\(?\s*|url\(\s*)["'`]?(?:https?:)?//"""),
     "loads from another place", "the console works without a network and talks to its own server only"),
    (re.compile(r"""^\s*(?:import\s*|(?:import|export)\b[^"'\n]*\bfrom\s*)["'](?![./])"""),
     "imports a bare module name", "there is no package: name the file"),
    (re.compile(r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|srcdoc)\b|\bdocument\.write\b|\bcreateContextualFragment\b"),
     "turns text into markup", "what came by radio is text: use textContent"),
    (re.compile(r"""(?<![\w.])eval\s*\(|\bnew\s+Function\b|\bset(?:Timeout|Interval)\(\s*["'`]"""),
     "runs text as code", "the content security policy refuses it"),
    (re.compile(r"""\bsetAttribute\(\s*["'](?:style|on\w+)["']"""),
     "sets an inline style or handler", "the content security policy refuses it: use classes and addEventListener"),
]
MARKUP = [
    (re.compile(r"<script(?![^>]*\bsrc\s*=)[^>]*>", re.I), "holds an inline script", "the policy refuses it: use a file"),
    (re.compile(r"<style\b|<[^>]*\sstyle\s*=", re.I), "holds an inline style", "the policy refuses it: use console.css"),
    (re.compile(r"<[^>]*\son\w+\s*=", re.I), "holds an inline handler", "the policy refuses it: use addEventListener"),
]
FOREIGN_SCRIPT = re.compile(r"@license|@preserve|sourceMappingURL|__webpack|\(c\)\s*\d{4}|Copyright", re.I)
# Written apart, so that this file does not find itself.
UNFINISHED = re.compile(r"\b(?:TO" + "DO|FIX" + "ME|XX" + r"X)\b")
LINK = re.compile(r"\[[^\]]*\]\(\s*<?([^)>\s]+)>?(?:\s+\"[^\"]*\")?\s*\)")


def project_files(root):
    """Tracked and new files as relative paths; all but build products where there is no git."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode == 0:
        names = [name for name in answer.stdout.split("\0") if name]
    else:
        names = [path.relative_to(root).as_posix() for path in root.rglob("*")]
    for name in sorted(set(names)):
        if not SKIPPED_FOLDERS & set(Path(name).parts) and (root / name).is_file():
            yield name


def matches(text, patterns):
    for number, line in enumerate(text.splitlines(), start=1):
        for pattern, what, why in patterns:
            if pattern.search(line):
                yield number, what, why


def check_script(name, text):
    if not name.startswith(SCRIPT_FOLDERS):
        yield 1, "is a script outside Web/app", "the front end lives there, and nothing is vendored"
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > LONGEST_SCRIPT_LINE:
            yield number, f"has a line of {len(line)} characters", "generated or minified scripts are not committed"
        if FOREIGN_SCRIPT.search(line):
            yield number, "looks like someone else's script", "the console holds no third-party JavaScript"


def check_links(root, name, text):
    fenced = False
    for number, line in enumerate(text.splitlines(), start=1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        if fenced:
            continue
        for target in LINK.findall(re.sub(r"`[^`]*`", "", line)):
            target = target.split("#")[0]
            if not target or re.match(r"[a-z]+:", target):
                continue
            if not (root / name).parent.joinpath(target).exists():
                yield number, f"links to {target}", "there is no such file"


def check_file(root, name):
    """Everything wrong in one file, as (line, what, why)."""
    kind = Path(name).suffix
    if Path(name).name in {"package.json", "package-lock.json", "yarn.lock"} or "node_modules" in Path(name).parts:
        yield 1, "belongs to a JavaScript package", "the console has none and needs no build step"
    if kind not in {".js", ".mjs", ".html", ".css", ".py", ".md", ".swift", ".sh"}:
        return
    try:
        text = (root / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        yield 1, "is not UTF-8", "text files are"
        return
    if kind in {".js", ".mjs"}:
        yield from check_script(name, text)
    if name.startswith("Web/app/") and kind in {".js", ".mjs", ".html", ".css"}:
        yield from matches(text, SERVED + (MARKUP if kind == ".html" else []))
    if kind == ".py":
        try:
            compile(text, name, "exec")
        except SyntaxError as error:
            yield error.lineno or 1, "is not valid Python", str(error.msg)
    if kind == ".md":
        yield from check_links(root, name, text)
    else:
        yield from matches(text, [(UNFINISHED, "is marked unfinished", "finish it, or write it down as an issue")])
    if kind == ".swift" and name.startswith("Tests/"):
        yield from matches(text, [(re.compile(r"^\s*import XCTest\b"), "imports XCTest", "tests use Swift Testing")])


def check_project(root):
    for name in project_files(root):
        for line, what, why in check_file(root, name):
            yield name, line, what, why


# --- self-test --------------------------------------------------------------------------------------------------------

PLANTED = {
    "Web/app/good.js": "import { a } from './a.js';\nconst svg = 'http://www.w3.org/2000/svg';\nnode.textContent = name;\n"
    "fetch('/api/v1/tracks/1'); evaluate(1); setTimeout(() => 1, 5);\nel.style.width = '1px';\n"
    "export const list = () => read('list');\nimport './b.js';\n",
    "Web/app/bad.js": "import x from 'lodash';  //! bare\nnode.innerHTML = name;  //! markup\neval(text);  //! as code\n"
    "fetch('https://example.org/tiles');  //! another place\nnode.setAttribute('style', s);  //! inline style\n"
    "/* Copyright 2020 Someone */  //! someone else\n" + f"{'a;' * 150}  //! characters\n",
    "Web/app/index.html": "<script src=\"/a.js\" type=\"module\"></script>\n<link rel=\"stylesheet\" href=\"/console.css\">\n"
    "<script>go()</script>  //! inline script\n<p style=\"a\">b</p>  //! inline style\n<p onclick=\"a()\">b</p>  //! handler\n"
    "<script src=\"https://cdn.example/a.js\"></script>  //! another place\n",
    "Web/app/console.css": "a { background: url(\"https://example.org/a.png\") }  //! another place\n",
    "vendor/lib.js": "let a = 1;  //! outside\n",
    "package.json": "{}  //! package\n",
    "good.py": "x = 1\n",
    "bad.py": "x = = 1  //! Python\n",
    "page.md": "[there](good.py) [web](https://example.org) `[code](nowhere)`\n[gone](nowhere.md#part)  //! nowhere.md\n"
    "```\n[fenced](nowhere)\n```\n",
    "Tests/ATests/a.swift": "import Testing\nimport XCTest  //! XCTest\n// TO" + "DO: more  //! unfinished\n",
}


def self_test():
    failures = []
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        expected = []
        for name, text in PLANTED.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(re.sub(r"  //!.*", "", text), encoding="utf-8")
            for number, line in enumerate(text.splitlines(), start=1):
                if "//!" in line:
                    expected.append((name, number, line.split("//!")[1].strip()))
        found = [(name, line, what) for name, line, what, _ in check_project(root)]
        for name, number, word in expected:
            if not any((name, number) == (other, line) and word in what for other, line, what in found):
                failures.append(f"not found: {name}:{number}: {word}")
        for name, number, what in found:
            if not any((name, number) == (other, line) and word in what for other, line, word in expected):
                failures.append(f"found where nothing is wrong: {name}:{number}: {what}")
    return failures


def main():
    if sys.argv[1:] == ["--self-test"]:
        failures = self_test()
        for failure in failures:
            print(f"check-tree: self-test: {failure}")
        return 1 if failures else 0
    wrong = list(check_project(Path(__file__).resolve().parent.parent))
    for name, line, what, why in wrong:
        print(f"{name}:{line}: {what}: {why}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
