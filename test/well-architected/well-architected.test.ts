import { App, CfnParameter, Stack, Stage, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { database, RULE, Shop } from './support/shop';
import { newApp, pathsOf, synth } from './support/synth';
import { Profile } from '../../src/core/profile';
import { Pillar } from '../../src/well-architected/framework/pillar';
import { CATALOGUE } from '../../src/well-architected/rules/catalogue';
import { ruleId } from '../../src/well-architected/rules/support/rule';
import { WellArchitected } from '../../src/well-architected/well-architected';
import { WellArchitectedChecks } from '../../src/well-architected/well-architected-checks';

describe('the scope of the assessment', () => {
  test('a finding below a shop fails the synth; a neighbour is not assessed', () => {
    const app = newApp();
    const stack = new Stack(app, 'S');
    new Shop(stack, 'Shop');
    database(stack, 'Neighbour');
    const outcome = synth(app);
    expect(outcome.success).toBe(false);
    expect(pathsOf(outcome, RULE)).toEqual(['S/Shop/Database']);
    expect(outcome.report?.workloads).toEqual([
      { path: 'S/Shop', profile: 'production', enforced: true, resources: 1, exempt: 0 },
    ]);
  });

  test('several shops in several Stages are assessed once each, in one report', () => {
    const app = newApp();
    for (const id of ['Dev', 'Prod']) {
      const stack = new Stack(new Stage(app, id), 'S');
      new Shop(stack, 'One');
      new Shop(stack, 'Two');
    }
    const outcome = synth(app);
    expect(outcome.plugins.length).toBe(1);
    expect(pathsOf(outcome, RULE)).toEqual([
      'Dev/S/One/Database',
      'Dev/S/Two/Database',
      'Prod/S/One/Database',
      'Prod/S/Two/Database',
    ]);
    const names = outcome.violations.map(({ ruleName, severity }) => `${ruleName} ${severity}`);
    expect(new Set(names).size).toBe(names.length);
    expect(outcome.report?.workloads.map(({ path }) => path)).toEqual([
      'Dev/S/One',
      'Dev/S/Two',
      'Prod/S/One',
      'Prod/S/Two',
    ]);
  });

  test('a pack without a shop assesses the whole app, one workload for each Stage', () => {
    const app = newApp();
    database(new Stack(app, 'Top'));
    database(new Stack(new Stage(app, 'Prod'), 'S'));
    Validations.of(app).addPlugins(new WellArchitectedChecks(app));
    const outcome = synth(app);
    expect(pathsOf(outcome, RULE)).toEqual(['Prod/S/Database', 'Top/Database']);
    expect(outcome.report?.workloads.map(({ path }) => path)).toEqual(['(app)', 'Prod']);
  });

  test.each(['before', 'after'])('the pack added %s a shop assesses the rest, and each resource once', (when) => {
    const app = newApp();
    const stack = new Stack(app, 'S');
    const add = () => Validations.of(app).addPlugins(new WellArchitectedChecks(app));
    if (when === 'before') add();
    new Shop(stack, 'Shop');
    database(stack, 'Neighbour');
    if (when === 'after') add();
    const outcome = synth(app);
    expect(pathsOf(outcome, RULE)).toEqual(['S/Neighbour', 'S/Shop/Database']);
    expect(outcome.report?.workloads.map(({ path }) => path)).toEqual(['S/Shop', '(app)']);
  });

  test('the pack accepts scopes, a profile and pillars', () => {
    const app = newApp();
    const [one, two] = ['One', 'Two'].map((id) => new Stack(app, id));
    database(one);
    database(two);
    Validations.of(app).addPlugins(new WellArchitectedChecks(app, { scopes: [one], pillars: [Pillar.RELIABILITY] }));
    const outcome = synth(app);
    expect(pathsOf(outcome, RULE)).toEqual(['One/Database']);
    // A rule may cover practices of several pillars.
    const reliability = CATALOGUE.filter(({ practice, also = [] }) =>
      [practice, ...also].some((other) => other.startsWith('REL')),
    ).map(ruleId);
    expect(
      outcome.evidence.map(({ id }) => id.replace(/\[.*$/s, '')).filter((id) => !reliability.includes(id)),
    ).toEqual([]);
    expect(outcome.evidence.length).toBeGreaterThan(0);

    const development = newApp();
    database(new Stack(development, 'S'));
    Validations.of(development).addPlugins(new WellArchitectedChecks(development, { profile: Profile.DEVELOPMENT }));
    expect(pathsOf(synth(development), RULE)).toEqual([]);
  });

  test('a stack without an app can be synthesized', () => {
    const stack = new Stack();
    new Shop(stack, 'Shop', WellArchitected.warn());
    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});

describe('what a finding does', () => {
  test('warn lists the findings and passes, even beside a sound shop that enforces', () => {
    const app = newApp();
    const stack = new Stack(app, 'S');
    new Shop(stack, 'Shop', WellArchitected.warn());
    const outcome = synth(app);
    expect(outcome.success).toBe(true);
    expect(pathsOf(outcome, RULE)).toEqual(['S/Shop/Database']);
    expect(outcome.violations.filter(({ severity }) => severity !== 'warning' && severity !== 'info')).toEqual([]);
  });

  test('off assesses nothing and writes nothing', () => {
    const app = newApp();
    new Shop(new Stack(app, 'S'), 'Shop', WellArchitected.off());
    const outcome = synth(app);
    expect(outcome.plugins).toEqual([]);
    expect(outcome.report).toBeUndefined();
  });

  test('a violation has the requirement, the reason, the fix and the page', () => {
    const app = newApp();
    new Shop(new Stack(app, 'S'), 'Shop');
    const violation = synth(app).violations.find(({ ruleName }) => ruleName === RULE);
    expect(violation?.severity).toBe('error');
    expect(violation?.description).toMatch(
      /Availability Zones\. \(got false, expected true\) When the only zone fails/,
    );
    expect(violation?.suggestedFix).toMatch(/`database\.multiAz`.* See https:\/\/docs\.aws\.amazon\.com\//);
  });

  test('a token is a warning, and does not fail the synth', () => {
    const app = newApp();
    const stack = new Stack(app, 'S');
    const shop = new Shop(stack, 'Shop', WellArchitected.enforce({ pillars: [Pillar.RELIABILITY] }), true);
    shop.database.addPropertyOverride('MultiAZ', new CfnParameter(stack, 'Standby').valueAsString);
    const outcome = synth(app);
    expect(outcome.violations.find(({ ruleName }) => ruleName === RULE)).toMatchObject({
      severity: 'warning',
      description: expect.stringContaining('{"Ref":"Standby"}'),
    });
    expect(outcome.evidence.filter(({ id }) => id === RULE).map(({ status }) => status)).toEqual(['undetermined']);
  });

  test('Template.fromStack in a test of the user fails with the findings', () => {
    const stack = new Stack(new App(), 'S');
    new Shop(stack, 'Shop');
    expect(() => Template.fromStack(stack)).toThrow(/MultiAzEveryTier/);
  });
});

test('validateScope assesses now, without a synth and without a report', () => {
  const app = newApp();
  const stack = new Stack(app, 'S');
  const shop = new Shop(stack, 'Shop', WellArchitected.off());
  const pack = new WellArchitectedChecks(app);
  expect(pack.validateScope(shop).violations.map(({ ruleName }) => ruleName)).toContain(RULE);
  expect(pack.validateScope(shop).success).toBe(false);
  Validations.of(shop).acknowledge({ id: `WellArchitected::${RULE}`, reason: 'a trade fair' });
  expect(pack.validateScope(shop).violations.map(({ ruleName }) => ruleName)).not.toContain(RULE);
});

test('thresholds out of range are refused', () => {
  const stack = new Stack();
  expect(() => new Shop(stack, 'Shop', WellArchitected.enforce({ thresholds: { minTargetUtilization: 400 } }))).toThrow(
    '`wellArchitected.thresholds.minTargetUtilization` must be a whole number from 1 to 100, got 400: ' +
      'give it in percent',
  );
  expect(() => new Shop(stack, 'Other', WellArchitected.enforce({ thresholds: { maxInstanceSize: 'huge' } }))).toThrow(
    'must be a size of instances, got "huge"',
  );
});
