#!/bin/sh
# cmake/setup.sh against a make-believe Debian: which packages it finds missing, how it installs
# them, and what it says when it may not. Usage: setup_test.sh ROOT
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/bin" "$work/tree/cmake" "$work/tree/reports/web"
cp "$1/cmake/setup.sh" "$work/tree/cmake/"
setup=$work/tree/cmake/setup.sh
lock=$work/tree/reports/web/package-lock.json
echo "{}" >"$lock"
for tool in sh env sed tr cat dirname cksum rm mkdir; do
  ln -s "$(command -v $tool)" "$work/bin/$tool"
done

# The make-believe tools: `present` lists installed packages, `user` is the user's id, apt-get
# and sudo write what they were asked into `log`.
cat >"$work/bin/dpkg-query" <<'SCRIPT'
#!/bin/sh
shift 3
for package in "$@"; do
  case " $(cat "$WORK/present") " in
    *" $package "*) echo "installed:$package" ;;
    *" removed-$package "*) echo "config-files:$package" ;;
  esac
done
exit 1
SCRIPT
cat >"$work/bin/id" <<'SCRIPT'
#!/bin/sh
cat "$WORK/user"
SCRIPT
cat >"$work/bin/apt-get" <<'SCRIPT'
#!/bin/sh
echo "apt-get $DEBIAN_FRONTEND $*" >>"$WORK/log"
case "$*" in *"$(cat "$WORK/failing")"*) exit 100 ;; esac
SCRIPT
cat >"$work/sudo" <<'SCRIPT'
#!/bin/sh
echo "sudo" >>"$WORK/log"
exec "$@"
SCRIPT
cat >"$work/bin/npm" <<'SCRIPT'
#!/bin/sh
echo "npm $*" >>"$WORK/log"
case "npm $*" in *"$(cat "$WORK/failing")"*) exit 1 ;; esac
rm -rf node_modules
mkdir node_modules
SCRIPT
ln -s /bin/true "$work/bin/node"
chmod +x "$work/bin/dpkg-query" "$work/bin/id" "$work/bin/apt-get" "$work/bin/npm" "$work/sudo"

tool="g++ cmake ninja-build ccache mold pkg-config libeigen3-dev libboost-graph-dev libtbb-dev
  libcli11-dev nlohmann-json3-dev librandom123-dev libfmt-dev libexpected-dev libxxhash-dev
  libsqlite3-dev"

# given PRESENT USER FAILING; then call SET: leaves status, log, out (stdout) and said (stderr).
given() {
  echo $1 >"$work/present"
  echo "$2" >"$work/user"
  echo "$3" >"$work/failing"
  : >"$work/log"
}
call() {
  status=0
  WORK=$work PATH=$work/bin sh "$setup" "$@" >"$work/out" 2>"$work/said" || status=$?
}
expect() {
  if ! eval "$2"; then
    echo "failed: $1"
    echo "status $status"
    cat "$work/out" "$work/said" "$work/log"
    exit 1
  fi
  echo "ok: $1"
}
npm_ci="npm ci --ignore-scripts --no-audit --no-fund"
silent='[ ! -s "$work/out" ] && [ ! -s "$work/said" ] && [ ! -s "$work/log" ]'
line='apt-get update && apt-get install -y --no-install-recommends mold'

given "$tool" 0 nothing
call tool
expect "the packages of reports/web are brought, without those of tests" \
  '[ $status -eq 0 ] && grep -qx "$npm_ci --omit=dev" "$work/log"'

given "$tool" 0 nothing
call tool
expect "nothing is said or done when nothing is missing" "[ $status -eq 0 ] && $silent"

echo "{ }" >"$lock"
call tool
expect "a changed lock file brings the packages again" 'grep -q "^npm ci" "$work/log"'

given "$tool" 0 "npm ci"
echo "{  }" >"$lock"
call tool
expect "a failed npm ci ends with the line to type" \
  '[ $status -eq 1 ] && grep -q "type: npm ci --ignore-scripts" "$work/said"'

given "$tool" 0 nothing
rm "$work/bin/node"
call tool
expect "Node.js and npm come from Debian when there are none" \
  'grep -q "install .* nodejs npm$" "$work/log"'
ln -s /bin/true "$work/bin/node"

given "$tool" 0 nothing
call test
expect "the set test asks for more than the set tool" \
  'grep -q "install .* libgtest-dev libgmock-dev .*clang-format chromium$" "$work/log"'
expect "and brings the packages that drive a browser, once" \
  'grep -qx "$npm_ci" "$work/log"'
given "$tool" 0 nothing
call tool
expect "the set tool is part of the set test" "[ $status -eq 0 ] && $silent"

given "$tool" 0 nothing
call nightly
expect "the set nightly asks for a cluster too" \
  'grep -q "install .* libgtest-dev .* slurm-wlm munge" "$work/log"'

given "${tool%% mold*} removed-mold ${tool#* mold}" 0 nothing
call
expect "a package that was removed but not purged is missing" \
  '[ $status -eq 0 ] && grep -q "install .*--no-install-recommends mold$" "$work/log"'
expect "the index is refreshed first, and no question is asked" \
  'sed -n 1p "$work/log" | grep -q "^apt-get noninteractive .* update$"'
expect "stdout stays clean" '[ ! -s "$work/out" ]'

given "${tool%% mold*} ${tool#* mold}" 0 update
call
expect "an index that cannot be refreshed is no reason to stop" \
  '[ $status -eq 0 ] && grep -q "install .* mold$" "$work/log"'

given "${tool%% mold*} ${tool#* mold}" 0 mold
call
expect "a failed installation ends with the line to type" \
  '[ $status -eq 1 ] && grep -qx "$line" "$work/said"'

given "${tool%% mold*} ${tool#* mold}" 1000 nothing
call
expect "without root and sudo the one line is printed and nothing is tried" \
  '[ $status -eq 1 ] && grep -qx "$line" "$work/said" && [ ! -s "$work/log" ]'

mv "$work/sudo" "$work/bin/sudo"
call
expect "sudo is used when there is one" \
  '[ $status -eq 0 ] && grep -qx sudo "$work/log" && grep -q "install .* mold$" "$work/log"'

call nonsense
expect "an unknown set is a usage error" '[ $status -eq 2 ]'

rm "$work/bin/dpkg-query"
call
expect "elsewhere than on Debian CMake has the word" \
  '[ $status -eq 0 ] && grep -q "no dpkg here" "$work/said"'
