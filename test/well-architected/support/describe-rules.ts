import { readdirSync } from 'fs';
import { join } from 'path';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import type { Build, Case, Mutation, Oracle, RuleCases } from './cases';
import { Profile } from '../../../src/core/profile';
import { applies, levelOf, rulesFor } from '../../../src/well-architected/engine/evaluate';
import { findingId } from '../../../src/well-architected/engine/finding-id';
import type { Finding } from '../../../src/well-architected/rules/support/finding';
import { ruleId } from '../../../src/well-architected/rules/support/rule';
import type { Rule } from '../../../src/well-architected/rules/support/rule';
import { settingsOf } from '../../../src/well-architected/rules/support/settings';
import { templatesOf } from '../../../src/well-architected/workload/from-constructs';
import { Template } from '../../../src/well-architected/workload/template';
import { Workload } from '../../../src/well-architected/workload/workload';
import { loadExample } from '../../support/example';

const asCase = (given: Case | Build): Case => (typeof given === 'function' ? { build: given } : given);

function stackOf(build: Build): Stack {
  const stack = new Stack(new App(), 'S');
  build(stack);
  return stack;
}

function findingsOf(rule: Rule, { build, settings }: Case): readonly Finding[] {
  const given = settingsOf(settings);
  return applies(rule, given) ? rule.check(new Workload('S', templatesOf(stackOf(build), false)), given) : [];
}

const statesOf = (findings: readonly Finding[]) => [...new Set(findings.map(({ state }) => state))].sort();

/** The suites of one rule. */
function describeRule({
  rule,
  compliant,
  failing,
  notApplicable,
  token,
  override,
  mutation,
  oracles = [],
}: RuleCases): void {
  describe(ruleId(rule), () => {
    test.each(Object.entries(compliant))('compliant: %s', (_, given) => {
      const findings = findingsOf(rule, asCase(given));
      expect(
        findings
          .filter(({ state }) => state !== 'compliant')
          .map(({ item, property, actual }) => [item, property, actual]),
      ).toEqual([]);
      expect(findings.length).toBeGreaterThan(0);
    });

    test.each(Object.entries(failing))('fails: %s', (_, given) => {
      const { fails, levels } = asCase(given);
      const failures = findingsOf(rule, asCase(given)).filter(({ state }) => state === 'failing');
      expect(failures.length).toBeGreaterThan(0);
      if (fails) expect(failures.map(({ item, property }) => item ?? property).sort()).toEqual([...fails].sort());
      if (levels) expect([...new Set(failures.map((finding) => levelOf(rule, finding)))].sort()).toEqual(levels);
    });

    test.each(Object.entries(notApplicable))('does not apply to: %s', (_, given) => {
      expect(findingsOf(rule, asCase(given))).toEqual([]);
    });

    test('a token is undetermined', () => {
      const states = statesOf(findingsOf(rule, asCase(token)));
      expect(states).toContain('undetermined');
      expect(states).not.toContain('failing');
    });

    test(`an override counts: ${override.state}`, () => {
      const states = statesOf(findingsOf(rule, override));
      if (override.state === 'failing') expect(states).toContain('failing');
      else expect(states).toEqual(['compliant']);
    });

    test('fails for a change of production, with its companions and no other rule', () => {
      const { companions = {}, example, settings } = mutation;
      const before = failingFindings({ example, settings });
      const after = failingFindings(mutation);
      const failed = new Set([...after].filter(([finding]) => !before.has(finding)).map(([, id]) => id));
      expect([...failed].sort()).toEqual([ruleId(rule), ...Object.keys(companions)].sort());
    });

    oracles.forEach((oracle) =>
      describe(`beside ${oracle.name}`, () => {
        const compared = Object.entries({ ...compliant, ...failing }).filter(
          ([name]) => oracle.about?.includes(name) ?? true,
        );

        test.each(compared)('%s', (name, given) => {
          const agrees = name in failing === nagFails(oracle, asCase(given).build);
          expect(
            Object.keys(oracle.disagreements ?? {}).filter((other) => !compared.some(([one]) => one === other)),
          ).toEqual([]);
          expect(agrees ? 'agrees' : 'disagrees').toBe(name in (oracle.disagreements ?? {}) ? 'disagrees' : 'agrees');
        });
      }),
    );
  });
}

/** A rule of cdk-nag that throws counts as non-compliant, as in its packs. */
function nagFails({ rule }: Oracle, build: Build): boolean {
  return stackOf(build)
    .node.findAll()
    .filter((node) => CfnResource.isCfnResource(node))
    .some((node) => {
      try {
        const result = rule(node as CfnResource);
        return Array.isArray(result) ? result.length > 0 : result === 'Non-Compliant';
      } catch {
        return true;
      }
    });
}

const unchanged = new Map<string, ReadonlyMap<string, string>>();

/** Examples with the development profile. */
const DEVELOPMENT = ['development'];

/**
 * Returns the failing findings of an example, each with its rule, before or after a change. Acknowledged findings of
 * the example fail before the change too.
 */
function failingFindings({
  example: name = 'production',
  change,
  settings,
}: Partial<Mutation>): ReadonlyMap<string, string> {
  const isUsual = !change && !settings;
  const known = isUsual ? unchanged.get(name) : undefined;
  if (known) return known;
  const { stacks, main, support } = loadExample(name);
  const bodies = new Map(stacks.map((stack) => [stack, structuredClone(stack.template)]));
  change?.({ main: bodies.get(main)!, support: support && bodies.get(support) });
  const templates = stacks.map(
    (stack) =>
      new Template({
        stackName: stack.name,
        path: stack.name,
        region: stack.region === 'unknown-region' ? undefined : stack.region,
        body: bodies.get(stack)!,
      }),
  );
  const profile = DEVELOPMENT.includes(name) ? Profile.DEVELOPMENT : Profile.PRODUCTION;
  const given = settingsOf({ profile, ...settings });
  const workload = new Workload(name, templates);
  // Called directly, so that a rule that throws fails the test.
  const failing = new Map(
    rulesFor(given).flatMap((rule) =>
      rule
        .check(workload, given)
        .filter(({ state }) => state === 'failing')
        .map((finding): [string, string] => [
          `${findingId(rule, finding)} ${finding.resource.path} ${finding.property}`,
          ruleId(rule),
        ]),
    ),
  );
  if (isUsual) unchanged.set(name, failing);
  return failing;
}

/** Describes all rules of a pillar. Each has a file of cases beside the suite: `rules/<pillar>/<rule>.cases.ts`. */
export function describePillar(folder: string, rules: readonly Rule[]): void {
  const files = readdirSync(folder).filter((file) => file.endsWith('.cases.ts'));
  // Files are found by name, so that no rule is missing from a list.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const all = files.map((file) => (require(join(folder, file)) as { cases: RuleCases }).cases);

  test('every rule has its cases', () => {
    expect(all.map(({ rule }) => ruleId(rule)).sort()).toEqual(rules.map(ruleId).sort());
  });

  all.forEach(describeRule);
}
