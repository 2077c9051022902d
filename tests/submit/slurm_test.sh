#!/bin/sh
# --submit slurm on a real Slurm: a task is killed in mid-unit, submitted again, and the answer has
# the bytes of a single process. Usage: slurm_test.sh TOOL. Exit 77: a package is missing.
set -eu
tool=$1
here=$(dirname "$0")
work=$(mktemp -d)
. "$here/one_machine_slurm.sh"
start_slurm "$work/slurm"
cd "$work"

fail() {
  echo "failed: $1"
  cat "$work"/*.err 2>/dev/null || true
  find results/submit -name '*.log' -exec tail -n 5 {} + 2>/dev/null || true
  exit 1
}

# 18 points of 64 replications: 1,152 units, three tasks of at most 500.
sweep() {
  "$tool" sweep mmc-knee --duration '20 min' --warmup none --replications 64 \
    --vary clients.users=42k..76k:2k --json -q "$@"
}

sweep -o - >alone.json 2>alone.err || fail "the single process ($?)"

sweep -o results --submit slurm >first.out 2>first.err || fail "the first submission"
grep -q '3 tasks for 1152 replications that are missing, 0 stored' first.out ||
  fail "what the first submission says: $(cat first.out)"

# In mid-unit: some units are there, so the next one is being computed.
for _ in $(seq 600); do
  [ "$(ls results/shards/1-1/units 2>/dev/null | wc -l)" -ge 20 ] && break
  sleep 0.1
done
victim=""
for process in /proc/[0-9]*; do
  [ "$(readlink "$process/cwd" 2>/dev/null)" = "$work/results" ] || continue
  tr '\0' ' ' <"$process/cmdline" 2>/dev/null | grep -q ' -o shards/1-1 ' || continue
  victim=${process#/proc/}
done
[ -n "$victim" ] || fail "task 1 was not found running"
kill -9 "$victim"
sweep -o results --submit slurm >busy.out 2>busy.err && fail "a submission beside running tasks"
grep -q 'wait or run' busy.err || fail "what it says: $(cat busy.err)"
wait_for_queue 300 || fail "the first array did not end"
stored=$(find results/shards -path '*/units/*' ! -name '*.part' | wc -l)
[ "$stored" -lt 1152 ] || fail "the killed task lost nothing: it was killed too late"
echo "killed task 1 (process $victim): $stored of 1152 units were stored"

find results/shards -path '*/units/*' ! -name '*.part' -printf '%f\n' | sort >before.txt
sweep -o results --submit slurm >second.out 2>second.err || fail "the second submission"
grep -q "1 task for $((1152 - stored)) replications that are missing, $stored stored" second.out ||
  fail "only what is missing is submitted again: $(cat second.out)"
wait_for_queue 300 || fail "the second array did not end"
find results/shards -path '*/units/*' -printf '%f\n' | sort >after.txt
[ -z "$(comm -12 before.txt after.txt)" ] || fail "a finished unit was computed again"

"$tool" merge results -o merged --json -q >merged.json 2>merged.err || fail "merge ($?)"
cmp alone.json merged.json || fail "the merged answer differs from that of a single process"
"$tool" merge results -o merged --json -q | cmp alone.json || fail "merging twice changes it"
sweep -o results --submit slurm >third.json 2>third.err || fail "the third submission ($?)"
cmp alone.json third.json || fail "the answer of the third submission differs"
echo "ok: the answer has the bytes of a single process"
stop_slurm
rm -rf "$work"
