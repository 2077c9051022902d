#!/bin/sh
# A page for every outcome, into a fresh folder `pages` here. Usage: write_pages.sh PRINT_PAGES
set -eu
rm -rf pages
mkdir pages
exec "$1" pages
