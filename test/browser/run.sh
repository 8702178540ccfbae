#!/usr/bin/env bash
# The shop in a real headless Chromium, started as a new user starts it. Arguments go to jest.
#   bash test/browser/run.sh
#   PICTURES=1 bash test/browser/run.sh      # also makes the pictures in docs/images
# Installs the browser when it is missing and this runs as root.
set -euo pipefail
cd "$(dirname "$0")/../.."

if ! command -v chromium >/dev/null; then
  if [ "$(id -u)" -ne 0 ]; then
    echo 'The Debian package chromium is missing. Install it, or run this as root.' >&2
    exit 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get install -y --no-install-recommends chromium fonts-dejavu-core >/dev/null \
    || { apt-get update >/dev/null; apt-get install -y --no-install-recommends chromium fonts-dejavu-core >/dev/null; }
fi

node shop/bundle.mjs
node node_modules/jest/bin/jest.js -c test/browser/jest.config.cjs "$@"
