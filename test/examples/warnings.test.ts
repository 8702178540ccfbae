import { CfnResource, Stack, Validations } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag/lib/packs/aws-solutions';
import type { IConstruct } from 'constructs';
import { FLAG_SETS } from '../support/app';
import { exampleNames, loadExample } from '../support/example';
import type { Example } from '../support/example';

/** What each example's users are told is still theirs to decide. */
const WARNINGS: Record<string, string[]> = {
  'bring-your-own': [],
  'custom-domain': ['alarms-unheard', 'demo-payments'],
  'development': ['alarms-unheard', 'demo-payments', 'http-to-origin', 'mail-without-sender'],
  'minimal': ['alarms-unheard', 'demo-payments', 'http-to-origin', 'mail-without-sender', 'region-unknown'],
  'mysql': ['alarms-unheard', 'demo-payments', 'http-to-origin', 'mail-without-sender'],
  'oracle': ['alarms-unheard', 'http-to-origin', 'mail-without-sender', 'oracle-master-credential'],
  'production': [],
};

/** Rules of AwsSolutions that no shop can satisfy as CDK and AWS are: each is acknowledged on its resource, with its reason. */
const ALWAYS = ['AEC6', 'EC26', 'IAM4', 'IAM5', 'SMG4'];

/** The rules that each example acknowledges beside those. */
const ACKNOWLEDGED: Record<string, string[]> = {
  'bring-your-own': ['CFR1'],
  'custom-domain': ['CFR1'],
  'development': ['AEC4', 'CFR1', 'CFR4', 'CFR5', 'RDS10', 'RDS3'],
  'minimal': ['CFR1', 'CFR2', 'CFR4', 'CFR5'],
  'mysql': ['CFR1', 'CFR4', 'CFR5'],
  'oracle': ['CFR1', 'CFR4', 'CFR5'],
  'production': [],
};

/** Of the production profile; a shop for developers gives up zones and protection knowingly. */
const MAX_RULES = 10;
const OURS = 'cdk-ecommerce-architecture:';

const nodesOf = ({ app }: Example): IConstruct[] => app.node.findAll();

function metadata(example: Example, type: string): { readonly node: IConstruct; readonly data: unknown }[] {
  return nodesOf(example).flatMap((node) => node.node.metadata.filter((entry) => entry.type === type).map(({ data }) => ({ node, data })));
}

/** The ids of the warnings, and whole texts of those that are not ours. */
function warningsOf(example: Example): string[] {
  const texts = metadata(example, 'aws:cdk:warning').map(({ data }) => String(data));
  return texts.map((text) => new RegExp(`\\[ack: ${OURS}([a-z-]+)\\]$`).exec(text)?.[1] ?? text).sort();
}

interface Acknowledged { readonly node: IConstruct; readonly rule: string; readonly reason: unknown }

function acknowledgements(example: Example): Acknowledged[] {
  return metadata(example, Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ node, data }) => Object.entries(data as object).map(([rule, reason]) => ({ node, rule, reason })))
    // CDK acknowledges findings of its own validator about flow logs and zones.
    .filter(({ rule }) => rule.includes('AwsSolutions'));
}

/** `Annotation::AwsSolutions-IAM5[Resource::*]` as IAM5. */
const ruleId = ({ rule }: Acknowledged) => /AwsSolutions-([A-Z]+[0-9]+)/.exec(rule)?.[1] ?? rule;

test('the tables name every example', () => {
  expect(Object.keys(WARNINGS)).toEqual(exampleNames());
  expect(Object.keys(ACKNOWLEDGED)).toEqual(exampleNames());
});

describe.each(FLAG_SETS)('%s', (_, context) => {
  describe.each(exampleNames())('%s', (name) => {
    const example = () => loadExample(name, context);

    test('warns of exactly what is still to decide, and of no error', () => {
      expect(warningsOf(example())).toEqual(WARNINGS[name]);
      expect(metadata(example(), 'aws:cdk:error')).toEqual([]);
    });

    test('has no finding of AwsSolutions that is not acknowledged, in any of its stacks', () => {
      const stacks = nodesOf(example()).filter((node) => Stack.isStack(node));
      expect(stacks.length).toBe(example().stacks.length);
      const findings = stacks.flatMap((stack) => new AwsSolutionsChecks().validateScope(stack).violations);
      expect(findings.map(({ ruleName, violatingResources }) => [ruleName, ...violatingResources.map(({ constructPath }) => constructPath)])).toEqual([]);
    });

    test('acknowledges the rules of the table, each on its resource, with a reason', () => {
      const found = acknowledgements(example());
      expect([...new Set(found.map(ruleId))].sort()).toEqual([...ALWAYS, ...ACKNOWLEDGED[name]].sort());
      const above = found.filter(({ node }) => !CfnResource.isCfnResource(node));
      expect(above.map(({ node, rule }) => `${node.node.path}: ${rule}`)).toEqual([]);
      expect(found.filter(({ reason }) => typeof reason !== 'string' || reason.length < 40)).toEqual([]);
    });
  });

  test('ten rules at most are acknowledged in all shops for customers together', () => {
    const rules = new Set(exampleNames().filter((name) => name !== 'development').flatMap((name) => acknowledgements(loadExample(name, context)).map(ruleId)));
    expect(rules.size).toBeLessThanOrEqual(MAX_RULES);
  });
});

test('the checks that found nothing do find what is wrong', () => {
  const stack = new Stack();
  new CfnBucket(stack, 'Bucket');
  expect(new AwsSolutionsChecks().validateScope(stack).violations.map(({ ruleName }) => ruleName)).toContain('AwsSolutions-S1');
});
