#!/usr/bin/env bash
# As a user would: an app of their own, the packed tarball, one statement, one synth.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
app=$(mktemp -d)
trap 'rm -rf "$app"' EXIT
[ -f lib/index.js ] || npx projen compile
npm pack --silent --pack-destination "$app" > /dev/null
tarball=$(ls "$app"/*.tgz)
echo "the package: $(du -h "$tarball" | cut -f1), $(tar tzf "$tarball" | wc -l) files"
if tar tzf "$tarball" | grep -E '^package/(shop|bench|test|examples|projenrc|docs|src|\.ci)/' | head -5 | grep .; then
  echo 'the package holds what only the repository needs'; exit 1
fi

mkdir "$app/my-shop" && cd "$app/my-shop"
"$root/node_modules/.bin/cdk" init app --language typescript --generate-only > /dev/null 2>&1
npm install --silent --no-audit --no-fund "$tarball"
cat > lib/my-shop-stack.ts <<'END'
import * as cdk from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { EcommerceArchitecture } from 'cdk-ecommerce-architecture';

export class MyShopStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props?: cdk.StackProps) {
    super(scope, id, props);
    new EcommerceArchitecture(this, 'Shop');
  }
}
END
npx tsc --noEmit
# The command comes along, and says what it can do.
[ "$(npx --no-install cdk-ecommerce-architecture --version)" = "$(node -p 'require("cdk-ecommerce-architecture/package.json").version')" ]
npx --no-install cdk-ecommerce-architecture shop --help | grep -q -- --database-url
CDK_DISABLE_CLI_TELEMETRY=true "$root/node_modules/.bin/cdk" synth --quiet --no-notices
npx --no-install cdk-ecommerce-architecture report cdk.out
test -s cdk.out/well-architected/report.html
node -e '
  const template = JSON.parse(require("fs").readFileSync("cdk.out/MyShopStack.template.json", "utf8"));
  const count = Object.keys(template.Resources).length;
  if (count < 150) throw new Error(`only ${count} resources`);
  console.log(`a new app with one statement: ${count} resources`);
'
