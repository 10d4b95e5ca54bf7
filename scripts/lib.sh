# What the project's commands share: messages, set-up by package name, the build. Sourced, not run.
# shellcheck shell=bash

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mkdir -p out

# What the program is built with, and what the tests and the checks need besides: Debian package names.
readonly build_packages=(git ca-certificates libc6-dev libstdc++-12-dev zlib1g-dev)
readonly test_packages=(chromium python3-venv)
readonly lint_packages=(python3)
readonly swift_needed=6.3

say() { printf 'vigie: %s\n' "$*" >&2; }

# What failed: why: what to do.
die() {
  say "$*"
  exit 1
}

# The debug build is what the tests run; the release build is what people run.
readonly debug_binary=$PWD/.build/debug/vigie
readonly release_binary=$PWD/.build/release/vigie

# Where a trap happened, without registers and libraries.
export SWIFT_BACKTRACE=${SWIFT_BACKTRACE:-enable=yes,registers=none,images=none,threads=crashed,color=no}

# --- set-up -----------------------------------------------------------------------------------------------------------

# Whether a Debian package is there. git counts however it was installed: it is only called by name.
package_is_installed() {
  [ "$1" = git ] && command -v git >/dev/null && return 0
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# The words that run a command as root, in `as_root`; says what to do by hand where there is no way.
find_root() {
  as_root=()
  [ "$(id -u)" -eq 0 ] && return 0
  command -v sudo >/dev/null ||
    die "cannot install $*: this user is not root and there is no sudo: as root, run: apt-get install $*"
  as_root=(sudo)
  # Nobody is there to type a password where there is no terminal.
  if [ ! -t 0 ] || [ ! -t 2 ]; then as_root=(sudo -n); fi
}

# ensure_packages PACKAGE…: installs what is missing; does nothing, and needs no network, when all is there.
ensure_packages() {
  local package missing=()
  if ! command -v dpkg-query >/dev/null; then
    say "this is not a Debian system: going on as if these were installed: $*"
    return 0
  fi
  for package in "$@"; do
    package_is_installed "$package" || missing+=("$package")
  done
  [ "${#missing[@]}" -eq 0 ] && return 0
  find_root "${missing[*]}"
  say "installing Debian packages: ${missing[*]}"
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300)
  "${apt[@]}" update >out/setup.log 2>&1 </dev/null ||
    say "the package lists could not be renewed (out/setup.log): trying with those at hand"
  if ! "${apt[@]}" install --no-install-recommends "${missing[@]}" >>out/setup.log 2>&1 </dev/null; then
    tail -n 15 out/setup.log >&2
    die "cannot install ${missing[*]}: apt-get failed (all of it in out/setup.log): install them by hand and run this again"
  fi
}

# Swift itself is not a Debian package: it is looked for, never installed.
ensure_swift() {
  local folder version major minor
  if ! command -v swift >/dev/null; then
    for folder in "$HOME/.local/share/swiftly/bin" /opt/swift/usr/bin /usr/libexec/swift/bin; do
      if [ -x "$folder/swift" ]; then
        PATH=$folder:$PATH
        break
      fi
    done
  fi
  command -v swift >/dev/null ||
    die "Swift was not found: Vigie is built with Swift $swift_needed: install it (https://www.swift.org/install/linux/) and put it on PATH"
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' | head -n 1)
  major=${version%%.*}
  minor=${version##*.}
  if [ -z "$version" ] || [ $((major * 1000 + minor)) -lt $((${swift_needed%%.*} * 1000 + ${swift_needed##*.})) ]; then
    die "Swift ${version:-of unknown version} is too old: Vigie is built with Swift $swift_needed or newer: see https://www.swift.org/install/linux/"
  fi
}

# ensure_python FOLDER LIST WHAT: a Python environment with the packages of LIST; anew only when the list or Python changed.
ensure_python() {
  local folder=$1 list=$2 what=$3 stamp
  [ -f "$list" ] || die "$list is missing: $what cannot be set up: restore the file"
  stamp=$( (/usr/bin/python3 --version && cat "$list") | sha256sum | cut -d ' ' -f 1)
  if [ -x "$folder/bin/python" ] && [ "$(cat "$folder/stamp" 2>/dev/null)" = "$stamp" ]; then return 0; fi
  say "installing Python packages into $folder: $(grep -v '^ *\(#\|$\)' "$list" | tr '\n' ' ')"
  rm -rf "$folder"
  if ! { /usr/bin/python3 -m venv "$folder" &&
    "$folder/bin/python" -m pip install --disable-pip-version-check --no-input -r "$list"; } >>out/setup.log 2>&1 </dev/null; then
    tail -n 15 out/setup.log >&2
    die "cannot install the Python packages of $list: pip failed (all of it in out/setup.log): is there a way to PyPI?"
  fi
  printf '%s\n' "$stamp" >"$folder/stamp"
}

# ensure_browser_tests: Python packages of the browser tests, in .venv.
ensure_browser_tests() { ensure_python .venv Tests/Browser/requirements.txt "the browser tests"; }

# ensure_libasterix: another ASTERIX decoder, in an environment of its own: two of them share a package name.
ensure_libasterix() { ensure_python .venv-libasterix Tests/Peers/libasterix.txt "the comparison with libasterix"; }

# ensure_modes_peers: other Mode S decoders, each in an environment of its own.
ensure_modes_peers() {
  ensure_python .venv-rs1090 Tests/Peers/rs1090.txt "the comparison with rs1090"
  ensure_python .venv-pymodes Tests/Peers/pymodes.txt "the comparison with pyModeS"
}

# compare_trajectories SAMPLE DATA: both on the messages that the Swift tests made of the recorded flights.
compare_trajectories() {
  PYTHONDONTWRITEBYTECODE=1 timeout --kill-after=10 600 .venv-rs1090/bin/python Tests/Peers/modes_trajectories.py \
    --decoder rs1090 --data "$2" "$1" </dev/null &&
    PYTHONDONTWRITEBYTECODE=1 timeout --kill-after=10 600 .venv-pymodes/bin/python Tests/Peers/modes_trajectories.py \
      --decoder pyModeS --data "$2" "$1" </dev/null
}

# ensure_scoring: what the tracking benchmark's own scorer needs.
ensure_scoring() { ensure_python .venv-scoring Tests/Peers/track_scores.txt "the comparison with the reference scorer"; }

# --- work -------------------------------------------------------------------------------------------------------------

# build NAME ARGUMENT…: `swift build ARGUMENT…`. On a terminal one sees it work; elsewhere its output goes to
# out/build-NAME.log, and only errors are shown.
build() {
  local name=$1 log=out/build-$1.log began=$SECONDS
  shift
  if [ ! -e .build/workspace-state.json ]; then
    say "building ($name); the first time fetches and builds the packages as well: some minutes"
  fi
  if [ -t 1 ] && [ -z "${CI:-}" ]; then
    swift build "$@" || die "the $name build failed: see above"
  elif ! swift build "$@" >"$log" 2>&1 </dev/null; then
    grep -E '(error|warning):' "$log" | sort -u | head -n 40 >&2 || true
    tail -n 15 "$log" >&2
    die "the $name build failed: see above, and all of it in $log"
  fi
  say "built ($name) in $((SECONDS - began)) s"
}

build_release() { build release --configuration release --product vigie; }
build_debug() { build debug --build-tests; }

# The shared recordings, if they are there: a folder beside the project, never inside it.
test_data_folder() {
  local folder=${VIGIE_TEST_DATA:-../shared/data}
  if [ -d "$folder/asterix" ]; then (cd "$folder" && pwd); fi
}
