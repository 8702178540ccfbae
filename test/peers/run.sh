#!/usr/bin/env bash
# Every example under the lowest peer (the development dependency) and the newest that the peer range allows.
set -euo pipefail
cd "$(dirname "$0")/../.."
node shop/bundle.mjs
node test/peers/synth-all.mjs . lowest

newest=$(mktemp -d)
trap 'rm -rf "$newest"' EXIT
git ls-files -z --cached --others --exclude-standard \
  src examples tsconfig.json tsconfig.dev.json test/tsconfig.json | xargs -0 cp --parents -t "$newest"
cp -r assets "$newest/assets"
cat > "$newest/package.json" <<'END'
{ "private": true }
END
range() { node -p "require('./package.json').peerDependencies['$1']"; }
exact() { node -p "require('./node_modules/$1/package.json').version"; }
npm install --prefix "$newest" --no-audit --no-fund --silent \
  "aws-cdk-lib@$(range aws-cdk-lib)" "constructs@$(range constructs)" "cdk-nag@$(exact cdk-nag)" \
  "typescript@$(exact typescript)" "ts-node@$(exact ts-node)" "@types/node@$(exact @types/node)"
node test/peers/synth-all.mjs "$newest" newest
