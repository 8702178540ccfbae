import { readFileSync, rmSync } from 'fs';
import { join, relative } from 'path';
import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { overview } from '../src/well-architected/report/formats/overview';
import type { Report } from '../src/well-architected/report/model';

/* eslint-disable no-console */

const folder = join(__dirname, 'minimal');
const assembly = join(folder, 'cdk.out');

/** The rooms in the order in which a request meets them, and what each is to a shop. */
const TIERS: [string, string][] = [
  ['Dns', 'domain and certificates'],
  ['Edge', 'what visitors reach first'],
  ['Web', 'load balancer and servers'],
  ['OriginHeader', 'the secret between edge and load balancer'],
  ['Commerce', 'orders, payments, shipping'],
  ['Messaging', 'topics'],
  ['Mail', 'mail to customers'],
  ['Database', 'the relational database'],
  ['Cache', 'what must be read fast'],
  ['Storage', 'media and logs'],
  ['Network', 'zones and subnets'],
  ['Encryption', "the shop's key"],
  ['Monitoring', 'alarms and dashboard'],
];

/** `AWS::EC2::VPC` is EC2 to a reader; a custom resource is CDK's own. */
const serviceOf = (type: string) => type.split('::')[1] ?? type;

function resourcesBelow(scope: IConstruct): CfnResource[] {
  return scope.node.findAll().filter((node): node is CfnResource => CfnResource.isCfnResource(node));
}

function describe(resources: CfnResource[]): string {
  const counts = new Map<string, number>();
  for (const { cfnResourceType } of resources) {
    counts.set(serviceOf(cfnResourceType), (counts.get(serviceOf(cfnResourceType)) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([service, count]) => `${service} ${count}`)
    .join(', ');
}

function print(stack: Stack): void {
  const shop = stack.node.findChild('Shop');
  console.log(`\nOne statement, ${resourcesBelow(stack).length} resources:\n`);
  for (const [room, purpose] of TIERS) {
    const scope = shop.node.tryFindChild(room);
    const resources = scope ? resourcesBelow(scope) : [];
    if (resources.length > 0) {
      console.log(
        `  ${room.padEnd(13)}${String(resources.length).padStart(3)}  ${purpose}\n${' '.repeat(20)}${describe(resources)}`,
      );
    }
  }
}

function printWarnings(stack: Stack): void {
  const warnings = stack.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => String(data)),
    );
  // CDK adds the id for acknowledgements in brackets at the end.
  const texts = warnings.map((text) => `  - ${text.replace(/ \[ack: [^\]]*\]$/, '')}`);
  if (texts.length > 0) console.log(`\nWhat is still yours to decide:\n\n${texts.join('\n')}`);
}

function printPillars(): void {
  const report = JSON.parse(readFileSync(join(assembly, 'well-architected', 'report.json'), 'utf8')) as Report;
  console.log(
    `\nHow it stands by the pillars:\n\n${overview(report)
      .trimEnd()
      .replace(/^(?=.)/gm, '  ')}`,
  );
}

rmSync(assembly, { recursive: true, force: true });
process.env.CDK_OUTDIR = assembly;
// Not an import, because the app must find its output folder set when it is made.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const app = require('./minimal/app').app;
const stack = app.node.children.find((child: IConstruct) => Stack.isStack(child)) as Stack;

print(stack);
printWarnings(stack);
printPillars();
console.log(`
The report:    ${relative(process.cwd(), join(assembly, 'well-architected', 'report.html'))}
The template:  ${relative(process.cwd(), join(assembly, `${stack.stackName}.template.json`))}
The app:       ${relative(process.cwd(), join(folder, 'app.ts'))}

What to do next:
  1. Read examples/minimal/app.ts, then examples/production/app.ts for every room at its fullest.
  2. In a CDK app of your own: npm install cdk-ecommerce-architecture, then one statement in your stack.
  3. npx cdk deploy. The outputs name the shop's address and what is left to do.
`);
