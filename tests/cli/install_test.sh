#!/bin/sh
# An installed folder runs from anywhere: nothing of the build folder is needed, and every library
# but glibc's comes from the folder. Usage: install_test.sh BUILD_FOLDER
set -eu
build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake --install "$build" --prefix "$work/first" >"$work/log" 2>&1 || {
  cat "$work/log"
  exit 1
}
mv "$work/first" "$work/moved here"
cd /
tool="$work/moved here/bin/ocssim"
env -i "$tool" version
env -i "$tool" check enterprise-100k >/dev/null
outside=$(ldd "$tool" | sed -n 's/.*=> \(.*\) (0x.*/\1/p' | grep -v "^$work/moved here/" |
  sed 's/.*\///' | grep -Ev '^(libc|libm|libdl|librt|libpthread|libresolv)\.so' || true)
if [ -n "$outside" ] && [ -z "${OCSSIM_SANITIZED:-}" ]; then
  echo "these libraries come from outside of the folder: $outside"
  exit 1
fi
if ldd "$tool" | grep -Eq 'libcurl|libssl|libcrypto|libssh|libnghttp'; then
  echo "network code is linked"
  exit 1
fi
echo "ok"
