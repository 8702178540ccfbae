#!/usr/bin/env bash
# The shop's tests at the worst moment: each test file starts some seconds before a midnight, the first ones before the
# end of a year, so that no test can depend on when it runs. Their processes (PostgreSQL, web servers) see the same
# time.
#   bash test/clock/run.sh                                 # all of test/shop
#   bash test/clock/run.sh test/shop/application/limits    # some files; arguments go to jest
# Installs faketime when it is missing and this runs as root. The machine's own clock stays as it is.
set -euo pipefail
cd "$(dirname "$0")/../.."
# In the past: the signal handlers of PostgreSQL see the real time, so in the future its time-outs would never end.
FIRST_DAY="$(($(date +%Y) - 2))-12-31 12:00:00"

library() { find /usr/lib -name libfaketimeMT.so.1 2>/dev/null | head -1; }
if [ -z "$(library)" ]; then
  if [ "$(id -u)" -ne 0 ]; then
    echo 'The Debian package faketime is missing. Install it, or run this as root.' >&2
    exit 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get install -y --no-install-recommends faketime >/dev/null \
    || { apt-get update >/dev/null; apt-get install -y --no-install-recommends faketime >/dev/null; }
fi

node shop/bundle.mjs
folder=$(mktemp -d "${TMPDIR:-/tmp}/shop-clock-XXXXXX")
# PostgreSQL, which is another user when this runs as root, reads the time here too.
chmod 755 "$folder"
trap 'rm -rf "$folder"' EXIT
offset=$(($(date -u -d "$FIRST_DAY" +%s) - $(date +%s)))

# shard NUMBER COUNT ARGUMENT...: a part of the test files, one after another, with a separate clock and PostgreSQL.
shard() {
  local clock=$folder/clock-$1 part=$1/$2; shift 2
  echo "$offset" > "$clock"
  chmod 644 "$clock"
  # Only dates are faked: timers and measured times go by the monotonic clock.
  LD_PRELOAD=$(library) FAKETIME_TIMESTAMP_FILE=$clock FAKETIME_CACHE_DURATION=1 FAKETIME_DONT_FAKE_MONOTONIC=1 \
    DONT_FAKE_MONOTONIC=1 NO_FAKE_STAT=1 \
    node node_modules/jest/bin/jest.js "$@" --coverage=false --maxWorkers=1 --shard="$part" --reporters=default \
    --testTimeout=600000 --setupFilesAfterEnv="$PWD/test/clock/before-midnight.ts"
}

[ $# -gt 0 ] || set -- test/shop
status=0
shard 1 2 "$@" & first=$!
shard 2 2 "$@" || status=$?
wait "$first" || status=$?
[ "$status" -eq 0 ] || echo 'Some tests depend on when they run: see above.' >&2
exit "$status"
