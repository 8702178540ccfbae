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
# cdk-nag is inside the package. An app that uses the packs of cdk-nag installs another copy.
[ ! -e node_modules/cdk-nag ] && [ -f node_modules/cdk-ecommerce-architecture/node_modules/cdk-nag/lib/nag-pack.js ]
[ ! -e node_modules/cdk-ecommerce-architecture/node_modules/aws-cdk-lib ]
# The command is installed, and prints its help.
version=$(node -p 'require("cdk-ecommerce-architecture/package.json").version')
[ "$(npx --no-install cdk-ecommerce-architecture --version)" = "$version" ]
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
# A second copy of cdk-nag beside the bundled one: both packs assess the app.
npm install --silent --no-audit --no-fund "cdk-nag@$(node -p "require('$root/package.json').dependencies['cdk-nag']")"
node -e '
  const { App, Stack, Validations } = require("aws-cdk-lib");
  const { Bucket } = require("aws-cdk-lib/aws-s3");
  const { AwsSolutionsChecks } = require("cdk-nag");
  const { WellArchitectedChecks } = require("cdk-ecommerce-architecture");
  const app = new App({ outdir: "two-copies", context: { "@aws-cdk/core:failSynthOnValidationErrors": false } });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new WellArchitectedChecks(app));
  new Bucket(new Stack(app, "S"), "Bucket");
  app.synth();
  const { pluginReports } = JSON.parse(require("fs").readFileSync("two-copies/validation-report.json", "utf8"));
  const found = pluginReports.filter(({ violations }) => violations.length > 0).map(({ pluginName }) => pluginName);
  console.log(`packs with findings: ${found.join(", ")}`);
  const expected = ["AwsSolutions", "WellArchitected"];
  if (!expected.every((name) => found.includes(name))) throw new Error("a pack found nothing");
'
