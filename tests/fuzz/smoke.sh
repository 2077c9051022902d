#!/bin/sh
# Builds the fuzz targets and runs all of them for a short while.
#
#   smoke.sh ROOT libfuzzer BUILD_FOLDER CLANG++
#   smoke.sh ROOT replay FOLDER_OF_TARGETS FOLDER_TO_WORK_IN
#
# SECONDS_EACH (default 10) says how long libFuzzer runs each target, COUNT_EACH (default 10,000)
# how many changed inputs the replay tries, TARGETS which (default all). New inputs that reach new
# code are kept in BUILD_FOLDER/found/TARGET; what fails is written beside them.
set -eu
root=$1
how=$2
build=$3
each=${SECONDS_EACH:-10}
targets=${TARGETS:-counters objective quantity question scenario set unit}

if [ "$how" = libfuzzer ]; then
  cmake -S "$root" -B "$build" -G Ninja --log-level=WARNING -DCMAKE_CXX_COMPILER="$4" \
    -DCMAKE_BUILD_TYPE=Release -DOCSSIM_FUZZ=ON -DOCSSIM_WERROR=ON \
    -DOCSSIM_SANITIZE=address,undefined
  names=""
  for target in $targets; do names="$names ${target}_fuzz"; done
  cmake --build "$build" --target $names
  programs=$build/tests/fuzz
else
  programs=$build
  build=$4
fi

# What a target begins with, besides its own corpus.
seeds_of() {
  echo "$root/tests/fuzz/corpus/$1"
  case $1 in
    scenario) echo "$root/scenarios" "$root/tests/scenarios/invalid" ;;
  esac
}

# libFuzzer refuses an empty dictionary.
words_of() {
  words=$build/found/$1.dict
  sh "$root/tests/fuzz/dictionary.sh" "$root" "$1" >"$words"
  [ ! -s "$words" ] || echo "-dict=$words"
}

# A fuzzer may make up any path: let relative ones lead nowhere.
mkdir -p "$build/found" "$build/empty"
cd "$build/empty"
for target in $targets; do
  if [ "$how" = libfuzzer ]; then
    mkdir -p "$build/found/$target"
    log=$build/found/$target.log
    if ! "$programs/${target}_fuzz" -max_total_time="$each" -timeout=10 -rss_limit_mb=2048 \
      -max_len=65536 -print_final_stats=1 $(words_of "$target") \
      -artifact_prefix="$build/found/$target-" \
      "$build/found/$target" $(seeds_of "$target") >"$log" 2>&1; then
      tail -n 60 "$log"
      echo "$target: found something; the input is $build/found/$target-*"
      exit 1
    fi
    echo "$target: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") executions"
  else
    "$programs/${target}_fuzz" "${COUNT_EACH:-10000}" $(seeds_of "$target")
  fi
done
