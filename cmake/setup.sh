#!/bin/sh
# Installs what is missing: Debian's packages, and with npm what is locked in reports/web.
#
#   cmake/setup.sh [tool|test|lint|nightly|bench]
#
# tool: what builds and runs ocssim (default). test: that, and what the tests need.
# lint: that, clang-tidy for the preset tidy, and cppcheck. Node.js and npm may come from elsewhere.
# nightly: the set test, what slow tests start (a cluster), and gcovr.
# bench: the set test, and the simulators that docs/performance.md compares with.
# Uses sudo when there is one; otherwise prints the one line that an administrator has to type
# and stops with exit 1. Says nothing and touches nothing when all is there.
set -eu

tool="g++ cmake ninja-build ccache mold pkg-config libeigen3-dev libboost-graph-dev libtbb-dev
  libcli11-dev nlohmann-json3-dev librandom123-dev libfmt-dev libexpected-dev libxxhash-dev
  libsqlite3-dev"
test="$tool libgtest-dev libgmock-dev libbenchmark-dev python3 python3-jsonschema clang
  libclang-rt-14-dev clang-format chromium"
lint="$test clang-tidy cppcheck"
nightly="$test slurm-wlm munge gcovr"
bench="$test valgrind python3-simpy3 libns3-dev libsimgrid-dev"

set=${1:-tool}
web=$(cd "$(dirname "$0")/.." && pwd)/reports/web

case "$set" in
  tool) wanted=$tool ;;
  test) wanted=$test ;;
  lint) wanted=$lint ;;
  nightly) wanted=$nightly ;;
  bench) wanted=$bench ;;
  *)
    echo "usage: cmake/setup.sh [tool|test|lint|nightly|bench]" >&2
    exit 2
    ;;
esac

if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
  wanted="$wanted nodejs npm"
fi

# What npm brought is marked with the sum of the lock file: it is brought again when that changes.
# The set tool leaves out what only tests need.
bring_npm_packages() {
  sum=$(cksum <"$web/package-lock.json" | tr ' ' '-')
  mark=$web/node_modules/.ocssim-$sum
  [ ! -f "$mark-all" ] || return 0
  what=all
  omit=""
  if [ "$set" = tool ]; then
    [ ! -f "$mark-tool" ] || return 0
    what=tool
    omit="--omit=dev"
  fi
  echo "setup: npm ci in reports/web" >&2
  if ! (cd "$web" && npm ci --ignore-scripts --no-audit --no-fund $omit >&2); then
    echo "setup: npm ci failed; in reports/web, type: npm ci --ignore-scripts" >&2
    exit 1
  fi
  : >"$mark-$what"
}

if ! command -v dpkg-query >/dev/null 2>&1; then
  echo "setup: no dpkg here; CMake will name what it cannot find. Debian calls it:" $wanted >&2
  ! command -v npm >/dev/null 2>&1 || bring_npm_packages
  exit 0
fi

# dpkg-query fails when it knows nothing of one package, and still lists the others.
present=" $(dpkg-query -W -f '${db:Status-Status}:${Package}\n' $wanted 2>/dev/null |
  sed -n 's/^installed://p' | tr '\n' ' ') "
missing=""
for package in $wanted; do
  case "$present" in
    *" $package "*) ;;
    *) missing="$missing $package" ;;
  esac
done
if [ -z "$missing" ]; then
  bring_npm_packages
  exit 0
fi

line="apt-get update && apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" -eq 0 ]; then
  as_root="env"
elif command -v sudo >/dev/null 2>&1; then
  as_root="sudo env"
else
  echo "setup: packages are missing, and there is neither root nor sudo. As root, type:" >&2
  echo "$line" >&2
  exit 1
fi

echo "setup: installing$missing" >&2
install() {
  $as_root DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=3 \
    -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 "$@" >&2
}
# An index that cannot be refreshed (no network, one broken source) may still be good enough.
install update || echo "setup: apt-get update failed; trying with the index at hand" >&2
if ! install install -y --no-install-recommends $missing; then
  echo "setup: apt-get failed. As root, type:" >&2
  echo "$line" >&2
  exit 1
fi
bring_npm_packages
