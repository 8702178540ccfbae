// Checks the Go module that jsii-pacmak generates. Go resolves every module in go.mod, so cdk-nag must not be in it.
// Usage: node go-module.mjs [dist]
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const go = join(process.argv[2] ?? 'dist', 'go');
const [name, ...more] = readdirSync(go).filter((entry) => !entry.startsWith('.'));
if (name === undefined || more.length > 0)
  throw new Error(`${go} must hold one module, got ${[name, ...more].join(', ')}`);

const files = ['go.mod', join('jsii', 'jsii.go')].map((file) => join(go, name, file));
const [required, initialized] = files.map((file) => readFileSync(file, 'utf8'));

/** What a file must name, so that an empty or another file is no pass, and what it must not. */
const findings = [
  ...['github.com/aws/aws-cdk-go/awscdk/v2', 'github.com/aws/constructs-go/constructs/v10']
    .filter((path) => !required.includes(path))
    .map((path) => `${files[0]} does not require ${path}`),
  ...['awscdk.Initialize()', 'constructs.Initialize()', '_jsii_.Load("cdk-ecommerce-architecture"']
    .filter((call) => !initialized.includes(call))
    .map((call) => `${files[1]} does not call ${call}`),
  ...[required, initialized].flatMap((text, index) =>
    text
      .split('\n')
      .filter((line) => /cdk-?nag/i.test(line))
      .map((line) => `${files[index]} names cdk-nag: ${line.trim()}`),
  ),
];
for (const finding of findings) console.error(finding);
if (findings.length === 0) console.log(`${files[0]} and ${files[1]}: aws-cdk-lib and constructs, no cdk-nag`);
process.exitCode = findings.length === 0 ? 0 : 1;
