#!/bin/sh
# Builds everything with warnings as errors and runs all tests but the slow ones.
#
#   ./test.sh [arguments of ctest]      e.g. ./test.sh -L unit, ./test.sh -R EventSet
#
# The exit code is that of ctest. A label given here replaces the default, "not slow".
set -eu
root=$(cd "$(dirname "$0")" && pwd)
build=$root/build/release

begun=$(date +%s)
stage_done() {
  now=$(date +%s)
  echo "test: $1 took $((now - begun)) s" >&2
  begun=$now
}

"$root/cmake/setup.sh" test
stage_done setup

cd "$root"
cmake --preset release --log-level=WARNING -DOCSSIM_WERROR=ON >&2
stage_done configure

log=$build/build.log
if ! cmake --build "$build" >"$log" 2>&1; then
  cat "$log" >&2
  echo "test: the build failed" >&2
  exit 1
fi
stage_done build

labels="-LE ^slow$"
for argument in "$@"; do
  case "$argument" in
    -L* | --label*) labels="" ;;
  esac
done
exec ctest --test-dir "$build" --output-on-failure -j "$(nproc)" $labels "$@"
