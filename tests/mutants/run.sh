#!/bin/sh
# Applies each fault to a copy of the sources, builds the tool and asks `verify --quick` about it.
#
#   tests/mutants/run.sh [-b BUILD_DIR] [-o TABLE.md] [-m LEAST_CAUGHT] [NUMBER…]
#
# BUILD_DIR (build/mutants) holds the copy and one build that all faults share. engine and models
# are copied, since faults are patched into them; everything else is a link. Checks do not depend
# on each other, so the cheap ones are asked first and the rest only of a fault that passes them:
# what one check of the suite catches is caught by the suite.
#
# Exit code 0: at least LEAST_CAUGHT (18) were caught; 1: fewer; 2: a fault did not apply, compile
# or change the tool, or the tool without a fault fails.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
build=$root/build/mutants
table=
least=18
while getopts b:o:m: option; do
  case $option in
    b) build=$OPTARG ;;
    o) table=$OPTARG ;;
    m) least=$OPTARG ;;
    *) exit 2 ;;
  esac
done
shift $((OPTIND - 1))
source=$build/source
tree=$source/build/release  # where a developer has it, so that ccache knows the objects
applied=

fail() {
  echo "mutants: $1" >&2
  exit 2
}

# A file that changes gets the present time: an object that was built from a fault is never newer.
refresh() {
  mkdir -p "$source"
  for entry in "$root"/*; do
    name=$(basename "$entry")
    case $name in
      build | engine | models) ;;
      *) ln -sfn "$entry" "$source/$name" ;;
    esac
  done
  (cd "$root" && find engine models -type f) | sort >"$build/wanted"
  (cd "$source" && find engine models -type f 2>/dev/null || true) | sort >"$build/present"
  comm -13 "$build/wanted" "$build/present" | while read -r file; do rm "$source/$file"; done
  while read -r file; do
    cmp -s "$root/$file" "$source/$file" && continue
    mkdir -p "$(dirname "$source/$file")"
    cp "$root/$file" "$source/$file"
  done <"$build/wanted"
}

restore() {
  [ -z "$applied" ] || patch -s -R -p1 -d "$source" <"$applied"
  applied=
}
trap restore EXIT
trap 'exit 2' INT TERM

compile() {
  cmake --build "$tree" --target ocssim >"$build/build.log" 2>&1 && return 0
  tail -n 40 "$build/build.log" >&2
  fail "$1 does not build"
}

# verify [CHECK…]: exit code of `verify --quick`; what it says in $build/answer.md.
verify() {
  code=0
  "$tree/ocssim" verify --quick -q --format markdown ${1:+--only "$@"} >"$build/answer.md" \
    2>"$build/errors" || code=$?
  return 0
}

# The same by and by, until something is outside its tolerance; all four groups in the end.
verify_by_and_by() {
  cheap="V3 V4 V5 V6 V7 V10 V13 V20 V21 bursts idle instants load means pages pool-queues streams"
  for part in "$cheap throttle tiers" "targets measurements" "closed_forms statistics"; do
    # shellcheck disable=SC2086
    verify $part
    [ "$code" -eq 0 ] || return 0
  done
}

# "V5: ports in use when the first is refused; …": at most two rows of a check, three checks.
rows_outside() {
  awk '
    /^### / { split(substr($0, 5), part, ":"); check = part[1]; rows = 0 }
    /\| \*?\*?(failed|FAILED)\*?\*? \|$/ {
      split($0, cell, "|")
      name = cell[2]
      gsub(/^ +| +$/, "", name)
      if (++rows == 1) ++checks
      total[check]++
      if (checks <= 3 && rows <= 2) {
        out = out (out == "" ? "" : "; ") (rows == 1 ? check ": " : "") name
      }
      if (rows == 3 && checks <= 3) out = out "; …"
      if (rows == 1 && checks > 3) more = more (more == "" ? "" : ", ") check
    }
    END { print out (more == "" ? "" : "; also " more) }' "$build/answer.md"
}

refresh
cmake -S "$source" -B "$tree" -G Ninja --log-level=WARNING -DCMAKE_BUILD_TYPE=Release \
  -DBUILD_TESTING=OFF -DOCSSIM_WERROR=ON >&2
compile "the tool without a fault"
if ! cmp -s "$tree/ocssim" "$build/without_fault"; then
  verify
  [ "$code" -eq 0 ] || fail "the tool without a fault leaves verify --quick with exit code $code"
  cp "$tree/ocssim" "$build/without_fault"
fi

count=0
caught=0
: >"$build/rows.md"
for fault in "$root"/tests/mutants/*.patch; do
  name=$(basename "$fault" .patch)
  number=${name%%-*}
  if [ $# -gt 0 ]; then
    case " $* " in *" $number "*) ;; *) continue ;; esac
  fi
  patch -s --fuzz=0 -p1 -d "$source" <"$fault" || fail "$name does not apply"
  applied=$fault
  compile "$name"
  ! cmp -s "$tree/ocssim" "$build/without_fault" || fail "$name changes nothing in the tool"
  verify_by_and_by
  restore
  count=$((count + 1))
  case $code in
    0) by="**not caught**" ;;
    14) by=$(rows_outside) ;;
    1)
      message=$(grep -v '^$' "$build/errors" | head -n 1 | tr '|`' '/ ')
      by="no row, an invariant ends the run: ${message#ocssim: }"
      ;;
    *) fail "$name: verify ends with exit code $code: $(cat "$build/errors")" ;;
  esac
  [ "$code" -eq 0 ] || caught=$((caught + 1))
  echo "mutants: $name: exit code $code $by" >&2
  component=$(sed -n 's/^Component: //p' "$fault")
  echo "| $number | $component | $(head -n 1 "$fault") | $by |" >>"$build/rows.md"
done
echo "mutants: $caught of $count are caught by verify --quick"

if [ -n "$table" ]; then
  {
    echo "<!-- Written by tests/mutants/run.sh -o; do not edit between the marks. -->"
    echo
    echo "$caught of $count are caught."
    echo
    echo "| fault | component | what it breaks | caught by |"
    echo "| --- | --- | --- | --- |"
    cat "$build/rows.md"
    echo
    echo "<!-- End of what tests/mutants/run.sh writes. -->"
  } >"$table"
fi
[ "$caught" -ge "$least" ]
