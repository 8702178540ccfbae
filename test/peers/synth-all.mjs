// Synthesizes every example of a copy of the project with CDK's validator, and reads the report that a user would get.
// Usage: node synth-all.mjs <project folder> <label>
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const [folder, label] = process.argv.slice(2);
const root = resolve(folder);
const lib = JSON.parse(readFileSync(join(root, 'node_modules/aws-cdk-lib/package.json'), 'utf8'));
const flags = JSON.parse(readFileSync(join(root, 'node_modules/aws-cdk-lib/recommended-feature-flags.json'), 'utf8'));
const context = {
  ...flags,
  '@aws-cdk/core:annotationsInValidationReport': true,
  '@aws-cdk/core:validateAgainstDefaultRules': true,
};
const OUR_WARNING = /^(Annotation::)?cdk-ecommerce-architecture:/i;

/**
 * True for findings that users of the examples may get: warnings of this package, and open findings of the
 * Well-Architected checks, which test/examples/well-architected.test.ts lists.
 */
function isExpected({ pluginName, ruleName, severity }) {
  if (pluginName === 'WellArchitected')
    return (severity === 'warning' || severity === 'info') && !ruleName.includes('Acknowledgement');
  return severity === 'warning' && OUR_WARNING.test(ruleName);
}

console.log(`${label}: aws-cdk-lib ${lib.version}`);
let bad = 0;

/** Returns the findings of an app, and its output when it failed. */
function synth(cwd, command) {
  const out = mkdtempSync(join(tmpdir(), 'peer-'));
  const env = { ...process.env, CDK_OUTDIR: out, CDK_CONTEXT_JSON: JSON.stringify(context), CDK_VALIDATION: 'true' };
  let crash = '';
  try {
    execFileSync(command[0], command.slice(1), { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    crash = String(error.stderr);
  }
  const file = join(out, 'validation-report.json');
  const reports = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).pluginReports : undefined;
  return {
    crash,
    findings: reports?.flatMap(({ pluginName, violations }) =>
      violations.map((violation) => ({ pluginName, ...violation })),
    ),
  };
}

// A validator that is off would find nothing in the examples either.
const broken = synth(root, [
  'node',
  '-e',
  `
  const { App, CfnResource, Stack } = require('aws-cdk-lib');
  const app = new App();
  new CfnResource(new Stack(app, 'Broken'), 'Bucket', { type: 'AWS::S3::Bucket', properties: { NoSuchProperty: 1 } });
  app.synth();`,
]);
if (!broken.findings?.some(({ pluginName }) => pluginName === 'CloudFormation Validate')) {
  console.log('  BAD the validator did not notice a property that does not exist');
  bad += 1;
}

for (const name of readdirSync(join(root, 'examples')).filter((entry) =>
  existsSync(join(root, 'examples', entry, 'app.ts')),
)) {
  const { crash, findings } = synth(join(root, 'examples', name), [
    'npx',
    'ts-node',
    '--transpile-only',
    '--project',
    join(root, 'tsconfig.dev.json'),
    'app.ts',
  ]);
  const unwanted = (findings ?? []).filter((finding) => !isExpected(finding));
  const ours = (findings ?? [])
    .filter((finding) => !unwanted.includes(finding))
    .map(({ ruleName }) => ruleName.replace(OUR_WARNING, ''));
  const ok = !crash && findings !== undefined && unwanted.length === 0;
  bad += ok ? 0 : 1;
  console.log(`  ${ok ? 'ok ' : 'BAD'} ${name}: our warnings ${ours.join(', ') || 'none'}`);
  for (const { pluginName, ruleName, severity, description, violatingConstructs } of unwanted) {
    const paths = violatingConstructs.map(({ constructPath }) => `\n        ${constructPath}`).join('');
    console.log(`      ${pluginName} ${severity} ${ruleName}: ${description}${paths}`);
  }
  if (crash) console.log(crash.split('\n').slice(0, 15).join('\n'));
  if (!findings) console.log('      no report was written');
}
process.exitCode = bad === 0 ? 0 : 1;
