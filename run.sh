#!/bin/sh
# Builds the tool when needed and simulates one scenario.
#
#   ./run.sh [scenario] [flags of `ocssim run`]
#
# Without a scenario: enterprise-100k. stdout carries the result alone, stderr the rest; the exit
# code is that of `ocssim run` (README, "Exit codes").
set -eu
root=$(cd "$(dirname "$0")" && pwd)
build=$root/build/run

"$root/cmake/setup.sh" tool

if [ ! -f "$build/build.ninja" ]; then
  echo "run: configuring" >&2
  cmake -S "$root" -B "$build" -G Ninja --log-level=WARNING \
    -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF >&2
fi
echo "run: building (the first time takes minutes)" >&2
log=$build/build.log
if ! cmake --build "$build" --target ocssim >"$log" 2>&1; then
  cat "$log" >&2
  echo "run: the build failed" >&2
  exit 1
fi

case "${1:-}" in
  '' | -*) set -- enterprise-100k "$@" ;;
esac
exec "$build/ocssim" run "$@"
