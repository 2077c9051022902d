#!/bin/sh
# Fuzzes until each target has had so many executions, and prints what docs/hardening.md records.
#
#   campaign.sh ROOT BUILD_FOLDER RUNS TARGET...
#
# BUILD_FOLDER is that of the preset fuzz. What is found on the way is kept in
# BUILD_FOLDER/campaign/TARGET and is where the next campaign begins; an input that fails is kept
# beside it. Call stacks of allocations and a large quarantine cost two thirds of the sanitizer's
# time and find nothing here that a shorter memory does not, since every input frees what it takes.
# Inputs that run fast are changed more often: a text that is no JSON costs a hundredth of a pool.
set -eu
root=$1
build=$2
runs=$3
shift 3
export ASAN_OPTIONS="malloc_context_size=0:quarantine_size_mb=16:${ASAN_OPTIONS:-}"
found=$build/campaign
mkdir -p "$found/empty"
# libFuzzer refuses an empty dictionary.
words_of() {
  words=$found/$1.dict
  sh "$root/tests/fuzz/dictionary.sh" "$root" "$1" >"$words"
  [ ! -s "$words" ] || echo "-dict=$words"
}

cd "$found/empty" # a fuzzer may make up any path: let relative ones lead nowhere
for target; do
  mkdir -p "$found/$target"
  seeds=$root/tests/fuzz/corpus/$target
  [ "$target" != scenario ] || seeds="$seeds $root/scenarios $root/tests/scenarios/invalid"
  log=$found/$target.log
  begun=$(date +%s)
  if ! "$build/tests/fuzz/${target}_fuzz" -runs="$runs" -timeout=20 -rss_limit_mb=4096 \
    -max_len=2048 -entropic_scale_per_exec_time=1 -detect_leaks=0 $(words_of "$target") \
    -print_final_stats=1 -artifact_prefix="$found/$target-" \
    "$found/$target" $seeds >"$log" 2>&1; then
    tail -n 60 "$log"
    echo "$target: found something; the input is $found/$target-*"
    exit 1
  fi
  executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  covered=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
  inputs=$(ls "$found/$target" | wc -l)
  bytes=$(cat "$found/$target"/* | wc -c)
  echo "$target: $executions executions in $(($(date +%s) - begun)) s, $covered edges," \
    "corpus $inputs files, $bytes bytes, $(date +%F)"
done
