#!/bin/sh
# Rewrites fingerprints.csv from a built tool; the commit explains every changed line.
#
#   tests/golden/update.sh build/release/ocssim
set -eu
tool=$1
file=$(dirname "$0")/fingerprints.csv

# line SCENARIO SEED USERS DURATION
line() {
  answer=$("$tool" run "$1" --seed "$2" --set "clients.users=$3" --duration "$4" \
    --replications 2 --json -q -o -) || true
  fingerprint=$(printf '%s' "$answer" | sed -n 's/^  "fingerprint": "\(.*\)",$/\1/p')
  events=$(printf '%s' "$answer" | sed -n '/"event_fingerprints"/{n;s/ *"\(.*\)",*/\1/p;}')
  echo "$1,$2,$3,$4,$fingerprint,$events"
}

{
  echo "scenario,seed,users,duration,fingerprint,event_fingerprint_0"
  line balancer-fails-over 1 2500 "40 min"
  line enterprise-100k 1 100k "60 s"
  line enterprise-100k 2 100k "60 s"
  line enterprise-100k-morning 1 100k "120 s"
  line front-end-lost 1 4k "40 min"
  line idle-timeout-day 1 500 "80 min"
  line idle-timeout-night 1 2500 "80 min"
  line mmc-knee 1 50k "30 min"
  line monitor-wrong-port 1 4k "40 min"
  line phase-lock-day 1 500 "100 min"
  line phase-lock-night 1 2500 "100 min"
  line returning-front-end 1 4k "60 min"
  line snat-one-address 1 100k "120 s"
  line snat-sizing 1 20k "20 s"
  line sql-32-bit 1 50k "20 s"
  line sql-disks-shared 1 100k "20 s"
  line sql-memory-too-small 1 100k "20 s"
  line sql-restart 1 4k "30 min"
  line sql-tiers 1 5k "10 s"
  line sql-token-cache 1 20k "2 min"
  line directory-slow 1 2k "14 min"
  line front-ends-overloaded 1 2k "30 min"
  line pool-restart 1 2k "30 min"
  line reauthentication-echo 1 1k "10 h"
  line reconnect-storm 1 4k "15 min"
  line sql-far-away 1 4k "20 min"
  line archive-failure 1 1k "45 min"
  line access-edge-full 1 100k "20 s"
  line av-edge-full 1 100k "30 s"
  line announcements-late 1 1k "20 min"
  line attendant-on-the-hour 1 10k "6 min"
  line director-after-outage 1 2k "10 min"
  line monitoring-backlog 1 4k "10 min"
  line outside-voice-two-ports 1 10k "5 min"
  line device-update-morning 1 1k "60 min"
  line file-shares-one-device 1 1k "60 min"
  line mediation-one-adapter 1 10k "2 min"
  line nat-between-servers 1 2k "10 min"
  line pstn-ports 1 10k "5 min"
  line r1-consolidated-30000 1 30k "60 s"
  line r1-expanded-high-125000 1 125k "30 s"
  line r1-expanded-midrange-50000 1 50k "60 s"
  line r2-100000 1 100k "30 s"
  line response-group-understaffed 1 80k "30 s"
  line reverse-proxy-ports 1 1k "14 min"
  line standard-edition-5000 1 5k "10 min"
  line three-pools 1 100k "30 s"
  line web-access-vip 1 100k "20 s"
  line web-conferencing-edge-full 1 100k "20 s"
  line fec-feedback 1 100k "10 s"
  line mixers-in-step 1 100k "5 s"
  line nic-rings 1 100k "20 s"
  line av-heavy 1 4k "30 s"
  line av-server-overload 1 500 "3 h"
  line large-meeting 1 1k "4 min"
  line meeting-policy-default 1 4k "5 min"
} >"$file.new"
mv "$file.new" "$file"
