import { CfnResource, Stack, Validations } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import {
  AwsSolutionsChecks,
  HIPAASecurityChecks,
  NIST80053R4Checks,
  NIST80053R5Checks,
  PCIDSS321Checks,
  ServerlessChecks,
} from 'cdk-nag';
import type { NagPack } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { FLAG_SETS } from '../support/app';
import { exampleNames, synthesizeExample } from '../support/example';

const PACKS: Record<string, new () => NagPack> = {
  AwsSolutions: AwsSolutionsChecks,
  'NIST.800.53.R4': NIST80053R4Checks,
  'NIST.800.53.R5': NIST80053R5Checks,
  'PCI.DSS.321': PCIDSS321Checks,
  'HIPAA.Security': HIPAASecurityChecks,
  Serverless: ServerlessChecks,
};

/** Maximum of acknowledged AwsSolutions rules in all production examples. Satisfy a rule before you raise it. */
const MAX_SOLUTIONS_RULES = 10;

interface Found {
  readonly rule: string;
  readonly path: string;
}

interface Acknowledged extends Found {
  readonly node: IConstruct;
  readonly reason: string;
}

/** Returns the findings of the packs, with or without the acknowledgements of the app. */
function findings(app: IConstruct, taken: boolean): Found[] {
  return Object.values(PACKS).flatMap((Pack) => {
    const pack = new Pack();
    // The only private method that is used: it tells whether a finding is acknowledged.
    if (!taken) Reflect.set(pack, 'isAcknowledged', () => false);
    return pack
      .validateScope(app)
      .violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath = '' }) => ({ rule: ruleName, path: constructPath })),
      );
  });
}

function acknowledgements(app: IConstruct): Acknowledged[] {
  return app.node
    .findAll()
    .flatMap((node) =>
      node.node.metadata
        .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
        .flatMap(({ data }) => Object.entries(data as Record<string, string>))
        .map(([id, reason]) => ({ node, reason, path: node.node.path, rule: id.replace(/^Annotation::/, '') })),
    )
    .filter(({ rule }) => packOf(rule) !== undefined);
}

const apps = new Map<string, IConstruct>();

/** The constructs of an example, made once for all tests of this file. */
function appOf(name: string, context: Record<string, unknown> = {}): IConstruct {
  const key = `${name} ${JSON.stringify(context)}`;
  const app = apps.get(key) ?? synthesizeExample(name, context).app;
  apps.set(key, app);
  return app;
}

const packOf = (rule: string) => Object.keys(PACKS).find((name) => rule.startsWith(`${name}-`));
const show = ({ rule, path }: Found) => `${rule} ${path}`;

describe.each(FLAG_SETS)('%s', (_, context) => {
  describe.each(exampleNames())('%s', (name) => {
    const app = appOf(name, context);

    test('has no finding of a cdk-nag pack without an acknowledgement', () => {
      expect(findings(app, true).map(show)).toEqual([]);
    });

    test('acknowledges findings on the resource, with a reason, and has no acknowledgement without a finding', () => {
      const found = new Set(findings(app, false).map(show));
      const all = acknowledgements(app);
      expect(all.filter(({ node }) => !CfnResource.isCfnResource(node)).map(show)).toEqual([]);
      expect(all.filter(({ reason }) => reason.length < 40).map(show)).toEqual([]);
      expect(all.map(show).filter((one) => !found.has(one))).toEqual([]);
    });
  });
});

test('the acknowledgements by pack and rule', () => {
  const rows = new Map<string, Map<string, Set<string>>>();
  for (const name of exampleNames()) {
    for (const { rule } of acknowledgements(appOf(name))) {
      const pack = rows.get(packOf(rule)!) ?? new Map<string, Set<string>>();
      rows.set(packOf(rule)!, pack);
      const id = rule.replace(/\[.*$/s, '').slice(packOf(rule)!.length + 1);
      pack.set(id, (pack.get(id) ?? new Set()).add(name));
    }
  }
  const text = [...rows]
    .sort()
    .map(
      ([pack, rules]) =>
        `${pack} (${rules.size})\n${[...rules]
          .sort()
          .map(
            ([id, names]) =>
              `  ${id.padEnd(42)}${names.size === exampleNames().length ? 'every example' : [...names].join(', ')}`,
          )
          .join('\n')}`,
    )
    .join('\n');
  process.stdout.write(`\nAcknowledged, by pack and rule:\n${text}\n`);
  const forCustomers = exampleNames()
    .filter((name) => name !== 'development')
    .flatMap((name) => acknowledgements(appOf(name)));
  const solutions = new Set(
    forCustomers.filter(({ rule }) => rule.startsWith('AwsSolutions-')).map(({ rule }) => rule.replace(/\[.*$/s, '')),
  );
  expect(solutions.size).toBeLessThanOrEqual(MAX_SOLUTIONS_RULES);
});

test('packs without findings do find an error', () => {
  const stack = new Stack();
  new CfnBucket(stack, 'Bucket');
  const packs = findings(stack, true).map(({ rule }) => packOf(rule));
  expect(packs).toEqual(
    expect.arrayContaining(['AwsSolutions', 'NIST.800.53.R4', 'NIST.800.53.R5', 'PCI.DSS.321', 'HIPAA.Security']),
  );
});
