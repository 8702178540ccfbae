#!/usr/bin/env bash
# The tests on a machine whose cores are all busy with something else, so that no test can depend on its speed.
#   bash test/busy/run.sh                   # all tests
#   bash test/busy/run.sh test/shop/local   # some files; arguments go to jest
# Two processes for each core keep it busy; they end with this script, and by themselves after an hour.
set -euo pipefail
cd "$(dirname "$0")/../.."
node shop/bundle.mjs

busy=()
for _ in $(seq "$((2 * $(nproc)))"); do
  timeout 3600 node -e 'for (;;);' &
  busy+=($!)
done
trap 'kill "${busy[@]}" 2>/dev/null || true' EXIT
echo "${#busy[@]} processes keep $(nproc) cores busy"
node node_modules/jest/bin/jest.js --coverage=false --reporters=default "$@"
