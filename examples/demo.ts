import { readFileSync, rmSync } from 'fs';
import { join, relative } from 'path';
import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { overview } from '../src/well-architected/report/formats/overview';
import type { Report } from '../src/well-architected/report/model';

/* eslint-disable no-console */

const folder = join(__dirname, 'minimal');
const assembly = join(folder, 'cdk.out');

/** The rooms in the order in which a request passes them, and the purpose of each. */
const TIERS: [string, string][] = [
  ['Dns', 'domain and certificates'],
  ['Edge', 'CloudFront and web ACL'],
  ['Web', 'load balancer and servers'],
  ['OriginHeader', 'origin verification: the secret header of CloudFront'],
  ['Commerce', 'orders, payments, shipping'],
  ['Messaging', 'topics'],
  ['Mail', 'mail to customers'],
  ['Database', 'the relational database'],
  ['Cache', 'copies of products and search results'],
  ['Storage', 'media and logs'],
  ['Network', 'zones and subnets'],
  ['Encryption', "the shop's key"],
  ['Monitoring', 'alarms and dashboard'],
];

/** Returns the service of a resource type, such as EC2 for `AWS::EC2::VPC`. */
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
        `  ${room.padEnd(13)}${String(resources.length).padStart(3)}  ${purpose}\n` +
          `${' '.repeat(20)}${describe(resources)}`,
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
  if (texts.length > 0) console.log(`\nDecisions that remain:\n\n${texts.join('\n')}`);
}

function printPillars(): void {
  const report = JSON.parse(readFileSync(join(assembly, 'well-architected', 'report.json'), 'utf8')) as Report;
  console.log(
    `\nThe result by pillar:\n\n${overview(report)
      .trimEnd()
      .replace(/^(?=.)/gm, '  ')}`,
  );
}

rmSync(assembly, { recursive: true, force: true });
process.env.CDK_OUTDIR = assembly;
// Not an import, because the output folder must be set before the app is created.
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
  1. Read examples/minimal/app.ts, then examples/production/app.ts for the options of every room.
  2. In your CDK app: npm install cdk-ecommerce-architecture, then one statement in your stack.
  3. npx cdk deploy. The outputs contain the shop's address and the next steps.
`);
