"""Checks what the compiler cannot: who imports whom, and what the engine must not use.

    check-layers.py              checks the project; one line `file:line: what: why` for each thing wrong, exit 1
    check-layers.py --self-test  checks that planted violations are found and clean code passes

The rows of scripts/layers.txt say which target may import what, and which targets are held to the engine's rules. The
rows are compared with Package.swift and with the table of docs/architecture.md as well, so the three never part ways.
The search for iteration over a dictionary or a set goes by declarations it can see; where order provably does not
matter, a comment on that line says so: `// order-free: why`. Standard library only.
"""

import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import swift_text

SYSTEM = {"Foundation", "FoundationEssentials", "Glibc", "Dispatch", "Synchronization"}
RULES = {"engine", "maths", "edge"}
IMPORT = re.compile(
    r"^[ \t]*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?"
    r"import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias|actor)\s+)?(\w+)",
    re.MULTILINE,
)

# What engine code must not use: pattern, what it is, why.
FORBIDDEN = [
    (
        re.compile(r"\b(?:Date|ContinuousClock|SuspendingClock|DispatchTime|DispatchWallTime)\b"
                   r"|\b(?:clock_gettime|gettimeofday|mach_absolute_time)\b|(?<![\w.])time\(\s*nil\s*\)"),
        "reads a clock", "the engine's clock is the log's; time comes in as an argument"),
    (
        re.compile(r"\bSystemRandomNumberGenerator\b|\b(?:arc4random\w*|drand48)\b|\bUUID\s*\("
                   r"|\.(?:random|randomElement|shuffled|shuffle)\s*\((?![^\n]*\busing\s*:)"),
        "uses unseeded randomness", "the same log must give the same picture: pass a seeded generator"),
    (
        re.compile(r"\.hashValue\b|(?<![\w.])Hasher\s*\(|\bObjectIdentifier\s*\("),
        "uses a hash or an address as a value", "hash seeds and addresses differ from process to process"),
    (
        re.compile(r"\bTask\s*(?:\.\s*(?:detached|sleep|yield)|[{(<])|\bawait\b|\bwithTaskGroup\b|\bThread\s*[.(]"),
        "starts or awaits a task", "engine code is plain values and mutating functions; tasks belong to the edges"),
    (
        re.compile(r"\.(?:addingProduct|addProduct)\s*\(|(?<![\w.])fma\s*\("),
        "fuses multiply and add", "the engine's arithmetic is + - * / and square root, the same on every processor"),
]
LIBRARY_MATHS = (
    re.compile(
        r"(?<![\w.])(?<!func )(?:a?sinh?|a?cosh?|a?tanh?|atan2|sincos|exp2?|expm1|log(?:2|10|1p)?|pow|hypot|cbrt)\s*\("),
    "calls a library's elementary function", "they differ in the last bit between processors: use Geodesy's Elementary")
ORDER_NOTE = re.compile(r"//\s*order-free:\s*\S+")

HASHED_TYPE = r"(?:\[\s*[\w.]+\??\s*:[^\]\n]+\]|(?:Swift\.)?(?:Dictionary|Set)\s*<)"
HASHED = re.compile(
    rf"\b(\w+)\s*:\s*(?:inout\s+|borrowing\s+|consuming\s+)*{HASHED_TYPE}"
    rf"|\b(?:var|let)\s+(\w+)\s*=\s*(?:{HASHED_TYPE}|(?:Dictionary|Set)\s*\()")
DECLARED = re.compile(r"\b(?:var|let)\s+(\w+)\b|(?<=[(,])\s*(?:\w+\s+)?(\w+)\s*:")
# A stored property of a top-level type, by the layout `swift format` gives it.
PROPERTY = re.compile(rf"^  (?:[\w@()]+\s+)*(?:var|let)\s+(\w+)\s*(?::\s*{HASHED_TYPE}|=\s*{HASHED_TYPE})", re.MULTILINE)
OTHER_SEQUENCE = re.compile(r"\??(?:\[|\.(?!keys|values|lazy|indices|enumerated|filter|map|compactMap|flatMap))")
ORDER_SENSITIVE = r"(?:map|compactMap|flatMap|forEach|reduce|first|enumerated|makeIterator|prefix|dropFirst|joined|popFirst)"


@dataclass(frozen=True)
class Row:
    """What scripts/layers.txt says of one target."""

    target: str
    rule: str
    folder: str
    imports: frozenset
    line: int

    def allows(self, module):
        return module in self.imports or module == "Swift" or ("system" in self.imports and module in SYSTEM)


def read_rows(path):
    """The rows of the table; ValueError says what is wrong with it."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        words = line.split("#")[0].split()
        if not words:
            continue
        if len(words) < 4 or words[1] not in RULES:
            raise ValueError(f"{path}:{number}: expected `target rule folder modules`, found: {line.strip()}")
        imports = frozenset() if words[3] == "-" else frozenset(words[3:])
        rows.append(Row(words[0], words[1], words[2], imports, number))
    return rows


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def hashed_names(code):
    """Names this file declares as a dictionary or a set."""
    return {one or other for one, other in HASHED.findall(code)}


def iterations(code, names):
    """Offsets and names of what looks like iteration over one of `names`."""
    if not names:
        return
    name = rf"(?:\w+\??\.)*(?P<name>{'|'.join(sorted(map(re.escape, names)))})\b(?!\s*\()"
    view = r"(?:\??\.(?:keys|values|lazy|indices))*"
    loop = re.compile(rf"\bfor\s+(?:case\s+)?[^\n{{]*?\bin\s+{name}(?P<rest>[^\n{{]*)")
    chain = re.compile(rf"(?<![\w.]){name}{view}\??\.{ORDER_SENSITIVE}\b(?P<rest>[^\n]*)")
    copy = re.compile(rf"\bArray\(\s*{name}{view}\s*\)(?P<rest>[^\n]*)")
    for pattern in (loop, chain, copy):
        for found in pattern.finditer(code):
            rest = found.group("rest")
            # What was sorted has an order; one value read by subscript, or another property of the value, has its own.
            if ".sorted" in rest or (pattern is loop and OTHER_SEQUENCE.match(rest)):
                continue
            yield found.start(), found.group("name")


def check_target(row, root):
    """Everything wrong in one target's files, as (path, line, what, why)."""
    folder = root / row.folder
    sources = {path: path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.swift"))}
    codes = {path: swift_text.blank(source) for path, source in sources.items()}
    allowed = ", ".join(sorted(row.imports)) or "nothing"
    properties = set()
    for code in codes.values():
        properties.update(PROPERTY.findall(code))
    for path, code in codes.items():
        for found in IMPORT.finditer(code):
            module = found.group(1)
            if not row.allows(module):
                yield path, line_of(code, found.start(1)), f"imports {module}", f"{row.target} may import {allowed}"
        if row.rule == "edge":
            continue
        patterns = FORBIDDEN + ([LIBRARY_MATHS] if row.rule == "engine" else [])
        for pattern, what, why in patterns:
            for found in pattern.finditer(code):
                yield path, line_of(code, found.start()), f"{what} ({found.group().strip()})", why
        yield from check_hash_order(path, sources[path], code, properties)


def check_hash_order(path, source, code, properties):
    declared_here = {one or other for one, other in DECLARED.findall(code)}
    names = hashed_names(code) | (properties - declared_here)
    lines = source.splitlines()
    for offset, name in iterations(code, names):
        line = line_of(code, offset)
        if not ORDER_NOTE.search(lines[line - 1]):
            why = "hash order differs from process to process: sort the keys, keep an array, or say `// order-free: why`"
            yield path, line, f"iterates over {name}, a dictionary or set", why


def package_targets(root):
    """Targets of Package.swift that are neither tests nor their support: name -> (folder, imports)."""
    command = ["swift", "package", "--package-path", str(root), "dump-package"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        raise ValueError(f"Package.swift could not be read: {answer.stderr.strip().splitlines()[-1:]}")
    targets = {}
    for target in json.loads(answer.stdout)["targets"]:
        folder = target.get("path") or f"Sources/{target['name']}"
        if target["type"] == "test" or folder.startswith("Tests/"):
            continue
        imports = set()
        for dependency in target["dependencies"]:
            imports.add((dependency.get("byName") or dependency.get("product") or dependency.get("target"))[0])
        targets[target["name"]] = (folder, imports)
    return targets


def check_package(rows, table, root):
    """Where the rows and Package.swift disagree."""
    targets = package_targets(root)
    products = set(targets).union(*(imports for _, imports in targets.values()))
    for row in rows:
        if row.target not in targets:
            yield table, row.line, f"{row.target} is no target of Package.swift", "delete the row or add the target"
            continue
        folder, imports = targets.pop(row.target)
        if folder != row.folder:
            yield table, row.line, f"{row.target} stands in {row.folder}", f"Package.swift says {folder}"
        listed = row.imports & products
        for module in sorted(imports - listed):
            yield table, row.line, f"{row.target} lacks {module}", "Package.swift lets it import that"
        for module in sorted(listed - imports):
            yield table, row.line, f"{row.target} has {module}", "Package.swift does not let it import that"
    for target in sorted(targets):
        yield table, 1, f"{target} has no row", "Package.swift has that target: say here what it may import"
    known = {row.folder for row in rows}
    for folder in sorted((root / "Sources").iterdir()):
        if folder.is_dir() and f"Sources/{folder.name}" not in known:
            yield table, 1, f"Sources/{folder.name} has no row", "a folder there is a target"


def check_document(rows, path):
    """Where the table of modules in the architecture page says something else than the rows."""
    documented = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        name = re.fullmatch(r"`(\w+)`", cells[0])
        if line.startswith("|") and name and len(cells) == 3:
            documented[name.group(1)] = (number, set(re.findall(r"\w+", cells[2])))
    for row in rows:
        if row.target not in documented:
            yield path, 1, f"the table of modules lacks {row.target}", "it is a target"
            continue
        number, imports = documented.pop(row.target)
        expected = row.imports - {"system"}
        if imports != expected:
            yield path, number, f"{row.target} imports {', '.join(sorted(imports)) or '–'} here", (
                f"scripts/layers.txt says {', '.join(sorted(expected)) or '–'}")
    for name, (number, _) in documented.items():
        yield path, number, f"{name} stands in the table of modules", "there is no such target"


def check_project(root):
    table = root / "scripts/layers.txt"
    rows = read_rows(table)
    wrong = list(check_package(rows, table, root))
    wrong += check_document(rows, root / "docs/architecture.md")
    for row in rows:
        wrong += check_target(row, root)
    return wrong


# --- self-test --------------------------------------------------------------------------------------------------------

# Lines marked with a word are wrong for a reason whose `what` holds that word; the others are right.
PLANTED = r'''
import Geodesy
public import struct Surveillance.LogEntry
@preconcurrency import Foundation  //! imports Foundation
internal import Glibc  //! imports Glibc
/* import Dispatch /* nested */ import Dispatch */
// sin(x) in a comment, Date() too
let text = "Date() and sin(1) and \(sin(x)) in a literal"  //! elementary
let raw = #"a "quoted" Date() \(no) "#
let lines = """
  Date() sin(2) \(pow(2, 3))
  """  // the interpolation two lines up is found on its own line
let now = Date()  //! clock
let clock = ContinuousClock().now  //! clock
let update = lastUpdateDate
let a = atan2(y, x)  //! elementary
let b = Elementary.atan2(y, x) + value.squareRoot()
let c = using.sin (x)
let d = Int.random(in: 0..<6)  //! randomness
let e = Int.random(in: 0..<6, using: &generator)
let f = names.shuffled()  //! randomness
let g = key.hashValue  //! hash
func h() async { await work() }  //! task
let i = a.addingProduct(b, c)  //! fuses
struct Owner {
  var table: [Int: String] = [:]
  var members = Set<Int>()
  var list: [Int] = []
  func walk(_ argument: [String: Int]) {
    for (key, value) in table { print(key, value) }  //! table
    for key in table.keys.sorted() { print(key) }
    for key in self.members { print(key) }  //! members
    for item in list { print(item) }
    for (key, _) in argument where key != "" { print(key) }  //! argument
    for item in table[3] ?? "" { print(item) }
    let names = table.values.map { $0 + "" }  //! table
    let sorted = table.keys.map { $0 + 1 }.sorted()
    let ordered = Array(members).sorted()
    let loose = Array(table.values)  //! table
    let largest = table.values.max()
    for key in members { count += key }  // order-free: a sum of integers
    let known = table[1]?.first
  }
}
'''
OTHER_FILE = """
extension Owner {
  func elsewhere() {
    for key in table.keys { print(key) }  //! table
    let list = table.count
  }
}
"""


def self_test():
    row = Row("Planted", "engine", "Sources/Planted", frozenset({"Geodesy", "Surveillance"}), 1)
    failures = []
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        folder = root / row.folder
        folder.mkdir(parents=True)
        texts = {"Planted.swift": PLANTED, "Other.swift": OTHER_FILE}
        for name, text in texts.items():
            # The marks go away first: a check must not live by reading them.
            (folder / name).write_text(re.sub(r"  //!.*", "", text), encoding="utf-8")
        expected = {
            (name, number, line.split("//!")[1].strip())
            for name, text in texts.items()
            for number, line in enumerate(text.splitlines(), start=1) if "//!" in line
        } | {("Planted.swift", PLANTED.splitlines().index('  Date() sin(2) \\(pow(2, 3))') + 1, "elementary")}
        found = [(path.name, line, what) for path, line, what, _ in check_target(row, root)]
        for name, number, word in sorted(expected):
            if not any((name, number) == (other, line) and word in what for other, line, what in found):
                failures.append(f"not found: {name}:{number}: {word}")
        for name, number, what in found:
            if not any((name, number) == (other, line) and word in what for other, line, word in expected):
                failures.append(f"found where nothing is wrong: {name}:{number}: {what}")
        for rule, count in (("maths", len([one for one in expected if one[2] != "elementary"])), ("edge", 2)):
            held = list(check_target(Row("Planted", rule, row.folder, row.imports, 1), root))
            if len(held) != count:
                failures.append(f"rule {rule}: expected {count} findings, found {len(held)}")
        page = root / "page.md"
        page.write_text("| `Planted` | what | Geodesy |\n| `Gone` | what | – |\n", encoding="utf-8")
        told = [what for _, _, what, _ in check_document([row], page)]
        if len(told) != 2 or "Planted imports Geodesy here" not in told[0] or "Gone" not in told[1]:
            failures.append(f"the architecture page: {told}")
    return failures


def main():
    if sys.argv[1:] == ["--self-test"]:
        failures = self_test()
        for failure in failures:
            print(f"check-layers: self-test: {failure}")
        return 1 if failures else 0
    root = Path(__file__).resolve().parent.parent
    try:
        wrong = check_project(root)
    except (OSError, ValueError) as error:
        print(error)
        return 1
    for path, line, what, why in sorted(wrong, key=lambda one: (str(one[0]), one[1])):
        print(f"{path.relative_to(root)}:{line}: {what}: {why}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
