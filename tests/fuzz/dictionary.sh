#!/bin/sh
# Words that a fuzzer would hardly guess, as libFuzzer's -dict: the schema's paths with their
# defaults, and units. What it prints is made of docs/scenario.md, which is made of the schema.
#
#   dictionary.sh ROOT TARGET
set -eu
rows() { # of the schema's tables: path, default
  awk -F ' *[|] *' '/^[|] `/ { gsub(/`/, ""); print $2 "\t" $4 }' "$1/docs/scenario.md"
}
quoted() { # stdin: a word a line; libFuzzer takes 64 bytes at most
  awk 'length > 0 && length <= 60' |
    sed 's/\\/\\\\/g; s/"/\\"/g; s/µ/\\xc2\\xb5/g; s/.*/"&"/' |
    LC_ALL=C grep -v '[^ -~]' | LC_ALL=C sort -u
}
case $2 in
  set) rows "$1" | sed 's/\[\]/[0]/; s/\t/=/' | quoted ;;
  scenario) rows "$1" | cut -f 1 | tr '.' '\n' | sed 's/\[\]//; s/.*/"&": /' | quoted ;;
esac
case $2 in
  set | scenario | quantity | objective)
    for unit in ns us ms s min h d B KiB MiB GiB kB MB % '/ s' '/ user / hour' GHz Mbps 'MB/s' \
      Mcycles bits x k M G null true false '[{' '}]' 1e308 1e-308 18446744073709551616; do
      echo "$unit"
    done | quoted
    ;;
esac
