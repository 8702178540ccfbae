#!/usr/bin/env bash
# Tests against real servers: PostgreSQL, MariaDB, Redis and a local stand-in for AWS (moto). Arguments go to jest:
#   bash test/services/run.sh                     # everything, about ten minutes on two cores
#   bash test/services/run.sh orders -t mariadb   # one file, one engine
#   FULL=1 bash test/services/run.sh cache        # a minute each, and asserts the times: on a quiet machine
# Installs missing packages when run as root. Everything listens on the loopback interface and ends with this script.
set -euo pipefail
cd "$(dirname "$0")/../.."

missing=()
[ -x /usr/sbin/mariadbd ] || missing+=(mariadb-server)
[ -x /usr/bin/redis-server ] || missing+=(redis-server)
python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" -ne 0 ]; then
    echo "These Debian packages are missing: ${missing[*]}. Install them, or run this as root." >&2
    exit 1
  fi
  # The packages start their servers; these tests start their own.
  policy=/usr/sbin/policy-rc.d
  [ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' > "$policy"; chmod +x "$policy"; made_policy=1; }
  export DEBIAN_FRONTEND=noninteractive
  install=(apt-get install -y --no-install-recommends "${missing[@]}")
  "${install[@]}" >/dev/null || { apt-get update >/dev/null; "${install[@]}" >/dev/null; }
  [ -z "${made_policy:-}" ] || rm -f "$policy"
fi

# Kept between runs, because creating it takes half a minute.
SERVICES_MOTO="${SERVICES_MOTO:-${TMPDIR:-/tmp}/cdk-ecommerce-architecture-moto-5.2.1}"
if [ ! -x "$SERVICES_MOTO/bin/moto_server" ]; then
  rm -rf "$SERVICES_MOTO"
  python3 -m venv "$SERVICES_MOTO"
  "$SERVICES_MOTO/bin/pip" install --quiet --disable-pip-version-check 'moto[server]==5.2.1'
fi

SERVICES_FOLDER="$(mktemp -d "${TMPDIR:-/tmp}/shop-services-XXXXXX")"
chmod 755 "$SERVICES_FOLDER"
export SERVICES_FOLDER SERVICES_MOTO NODE_NO_WARNINGS=1
finish() {
  if [ -f "$SERVICES_FOLDER/processes" ]; then
    while read -r pid; do
      # Only processes of this folder, because another process may have the number by now.
      if grep -qz "^SERVICES_FOLDER=$SERVICES_FOLDER\$" "/proc/$pid/environ" 2>/dev/null; then
        kill -KILL "$pid" 2>/dev/null || true
      fi
    done < "$SERVICES_FOLDER/processes"
  fi
  rm -rf "$SERVICES_FOLDER"
}
trap finish EXIT

# A copy, so that a concurrent build changes nothing.
[ -n "${SERVICES_ASSETS:-}" ] || node shop/bundle.mjs
cp -r "${SERVICES_ASSETS:-assets}" "$SERVICES_FOLDER/assets"
status=0
node node_modules/jest/bin/jest.js -c test/services/jest.config.cjs "$@" || status=$?
if [ -f "$SERVICES_FOLDER/figures" ]; then
  echo
  echo 'Measured:'
  cat "$SERVICES_FOLDER/figures"
fi
exit "$status"
