#!/bin/sh
# Every fault still applies to the sources as they are, without fuzz; its first line says what it
# breaks; the numbers have no gap.
#
#   tests/mutants/apply_test.sh SOURCE_DIR
set -eu
root=$1
failed=0
expected=1

complain() {
  echo "$1" >&2
  failed=1
}

for fault in "$root"/tests/mutants/*.patch; do
  name=$(basename "$fault" .patch)
  [ "${name%%-*}" = "$(printf '%02d' "$expected")" ] ||
    complain "$name: number $expected is missing"
  expected=$((expected + 1))
  head -n 1 "$fault" | grep -q '^[A-Z].*\.$' || complain "$name: the first line is no sentence"
  grep -q '^Component: .' "$fault" || complain "$name: no line \"Component: …\""
  if grep '^+++ ' "$fault" | grep -qv '^+++ b/\(engine\|models\)/'; then
    complain "$name: a fault is one of engine or models"
  fi
  # In the tree as it is, nothing is written.
  patch --dry-run --fuzz=0 --silent -p1 -d "$root" <"$fault" >&2 ||
    complain "$name is stale: write the same fault into the present text"
done
[ "$expected" -gt 20 ] || complain "there are $((expected - 1)) faults and not 20"
exit "$failed"
