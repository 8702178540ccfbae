import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, CfnParameter, CfnResource, NestedStack, Stack, Stage, Tags, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { Construct } from 'constructs';
import { evidenceIn, newApp, pathsOf, synth } from './support/synth';
import { Profile } from '../../src/core/profile';
import { CATALOGUE } from '../../src/well-architected/catalogue';
import { ruleId } from '../../src/well-architected/rule';
import { WellArchitected } from '../../src/well-architected/well-architected';
import { WellArchitectedChecks } from '../../src/well-architected/well-architected-checks';
import { Pillar } from '../../src/well-architected/well-architected-options';

const RULE = 'REL10-BP01-MultiAzEveryTier';

/** A database without a standby: an error in production. */
function database(scope: Construct, id = 'Database', multiAz = false): CfnDBInstance {
  return new CfnDBInstance(scope, id, { engine: 'postgres', multiAz });
}

/** A shop with such a database. */
class Shop extends Construct {
  readonly database: CfnDBInstance;

  constructor(scope: Construct, id: string, checks: WellArchitected = WellArchitected.enforce(), multiAz = false) {
    super(scope, id);
    this.database = database(this, 'Database', multiAz);
    checks._attach([this], Profile.PRODUCTION);
  }
}

describe('who is judged', () => {
  test('what is below a shop fails the synth; a neighbour is not judged', () => {
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

  test('several shops in several Stages are judged once each, and told in one report', () => {
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

  test('alone, the pack judges the whole app, a Stage at a time', () => {
    const app = newApp();
    database(new Stack(app, 'Top'));
    database(new Stack(new Stage(app, 'Prod'), 'S'));
    Validations.of(app).addPlugins(new WellArchitectedChecks(app));
    const outcome = synth(app);
    expect(pathsOf(outcome, RULE)).toEqual(['Prod/S/Database', 'Top/Database']);
    expect(outcome.report?.workloads.map(({ path }) => path)).toEqual(['(app)', 'Prod']);
  });

  test.each(['before', 'after'])('the pack added %s a shop judges the rest, and everything once', (when) => {
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

  test('the pack can be given scopes, a profile and pillars', () => {
    const app = newApp();
    const [one, two] = ['One', 'Two'].map((id) => new Stack(app, id));
    database(one);
    database(two);
    Validations.of(app).addPlugins(new WellArchitectedChecks(app, { scopes: [one], pillars: [Pillar.RELIABILITY] }));
    const outcome = synth(app);
    expect(pathsOf(outcome, RULE)).toEqual(['One/Database']);
    // A rule may speak for practices of several pillars.
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

  test('a stack that stands alone can be synthesized', () => {
    const stack = new Stack();
    new Shop(stack, 'Shop', WellArchitected.warn());
    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});

describe('what a finding does', () => {
  test('warn lists the findings and passes, even beside a shop that enforces and is sound', () => {
    const app = newApp();
    const stack = new Stack(app, 'S');
    new Shop(stack, 'Shop', WellArchitected.warn());
    const outcome = synth(app);
    expect(outcome.success).toBe(true);
    expect(pathsOf(outcome, RULE)).toEqual(['S/Shop/Database']);
    expect(outcome.violations.filter(({ severity }) => severity !== 'warning' && severity !== 'info')).toEqual([]);
  });

  test('off judges nothing and writes nothing', () => {
    const app = newApp();
    new Shop(new Stack(app, 'S'), 'Shop', WellArchitected.off());
    const outcome = synth(app);
    expect(outcome.plugins).toEqual([]);
    expect(outcome.report).toBeUndefined();
  });

  test('a violation names what is wrong, why, the fix and the page', () => {
    const app = newApp();
    new Shop(new Stack(app, 'S'), 'Shop');
    const violation = synth(app).violations.find(({ ruleName }) => ruleName === RULE);
    expect(violation?.severity).toBe('error');
    expect(violation?.description).toMatch(/Availability Zones\. \(got false, expected true\) One zone fails/);
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

describe('what is seen', () => {
  const checked = (build: (stack: Stack) => void) => {
    const app = newApp();
    build(new Stack(app, 'S'));
    Validations.of(app).addPlugins(new WellArchitectedChecks(app));
    return synth(app);
  };

  test('a raw resource', () => {
    const outcome = checked(
      (stack) => new CfnResource(stack, 'Raw', { type: 'AWS::RDS::DBInstance', properties: { MultiAZ: false } }),
    );
    expect(pathsOf(outcome, RULE)).toEqual(['S/Raw']);
  });

  test('an included template', () => {
    const folder = mkdtempSync(join(tmpdir(), 'included-'));
    const templateFile = join(folder, 'template.json');
    writeFileSync(
      templateFile,
      JSON.stringify({
        Resources: { Old: { Type: 'AWS::RDS::DBInstance', Properties: { Engine: 'postgres', MultiAZ: 'false' } } },
      }),
    );
    expect(
      pathsOf(
        checked((stack) => new CfnInclude(stack, 'Included', { templateFile })),
        RULE,
      ),
    ).toEqual(['S/Included/Old']);
  });

  test('an override written after the shop was made', () => {
    const app = newApp();
    const shop = new Shop(new Stack(app, 'S'), 'Shop', WellArchitected.enforce(), true);
    shop.database.addPropertyOverride('MultiAZ', false);
    expect(pathsOf(synth(app), RULE)).toEqual(['S/Shop/Database']);
  });

  test('a nested stack, and what its parent gives it', () => {
    const outcome = checked((stack) => {
      const nested = new NestedStack(stack, 'Nested');
      const standby = new CfnParameter(nested, 'Standby');
      (nested.nestedStackResource as CfnResource).addPropertyOverride('Parameters.Standby', 'false');
      database(nested).addPropertyOverride('MultiAZ', standby.valueAsString);
    });
    expect(pathsOf(outcome, RULE)).toEqual(['S/Nested/Database']);
    expect(outcome.evidence.find(({ id }) => id === RULE)).toMatchObject({ actual: 'false', state: 'failing' });
  });

  test('tags added by an aspect', () => {
    const tagged = (keys: string[]) => {
      const outcome = checked((stack) => {
        database(stack);
        for (const key of keys) Tags.of(stack).add(key, 'x');
      });
      return outcome.evidence.filter(({ id }) => id.startsWith('OPS02-BP01')).map(({ status }) => status);
    };
    expect(new Set(tagged([]))).toEqual(new Set(['failing']));
    expect(new Set(tagged(['Application', 'Environment']))).toEqual(new Set(['compliant']));
  });
});

describe('acknowledgements', () => {
  const REASON = 'A shop for a trade fair that is up for three days.';

  const shopWith = (acknowledge: (shop: Shop, stack: Stack) => void) => {
    const app = newApp();
    const stack = new Stack(app, 'S');
    const shop = new Shop(stack, 'Shop', WellArchitected.enforce({ pillars: [Pillar.RELIABILITY] }));
    acknowledge(shop, stack);
    return synth(app);
  };
  const ids = ({ violations }: { readonly violations: readonly { readonly ruleName: string }[] }) =>
    violations.map(({ ruleName }) => ruleName);

  test.each([
    ['bare', RULE],
    ['with the name of the pack', `WellArchitected::${RULE}`],
  ])('%s: taken and recorded, on the resource, the shop or the stack', (_, id) => {
    for (const at of [(shop: Shop) => shop.database, (shop: Shop) => shop, (__: Shop, stack: Stack) => stack]) {
      const outcome = shopWith((shop, stack) => Validations.of(at(shop, stack)).acknowledge({ id, reason: REASON }));
      expect(pathsOf(outcome, RULE)).toEqual([]);
      expect(outcome.evidence.find((one) => one.id === RULE)).toMatchObject({
        status: 'acknowledged',
        acknowledgement: { id, reason: REASON },
      });
      expect(outcome.report?.acknowledgements).toMatchObject([{ id, reason: REASON, covers: ['S/Shop/Database'] }]);
      expect(outcome.report?.problems).toEqual([]);
    }
  });

  test('with the name of the pack, CDK lists it in its own report', () => {
    const outcome = shopWith((shop) =>
      Validations.of(shop).acknowledge({ id: `WellArchitected::${RULE}`, reason: REASON }),
    );
    expect(outcome.suppressed).toMatchObject([{ ruleName: RULE, reason: REASON }]);
  });

  test('an id without brackets takes every finding of the rule; one with brackets takes its own', () => {
    const cache = (id: string) => {
      const outcome = shopWith((shop) => {
        new CfnReplicationGroup(shop, 'Cache', {
          replicationGroupDescription: 'cache',
          numCacheClusters: 1,
          multiAzEnabled: false,
          automaticFailoverEnabled: false,
        });
        Validations.of(shop).acknowledge({ id, reason: REASON });
      });
      return ids(outcome)
        .filter((name) => name.startsWith(RULE))
        .sort();
    };
    expect(cache(RULE)).toEqual([]);
    expect(cache(`WellArchitected::${RULE}`)).toEqual([]);
    expect(cache(`${RULE}[NumCacheClusters]`)).toEqual([
      RULE,
      `${RULE}[AutomaticFailoverEnabled]`,
      `${RULE}[MultiAZEnabled]`,
    ]);
    expect(cache(`WellArchitected::${RULE}[MultiAZEnabled]`)).toEqual([
      RULE,
      `${RULE}[AutomaticFailoverEnabled]`,
      `${RULE}[NumCacheClusters]`,
    ]);
  });

  test('of one shop does not count for another', () => {
    const app = newApp();
    const stack = new Stack(app, 'S');
    const one = new Shop(stack, 'One');
    new Shop(stack, 'Two');
    Validations.of(one).acknowledge({ id: RULE, reason: REASON });
    expect(pathsOf(synth(app), RULE)).toEqual(['S/Two/Database']);
  });

  test.each([RULE, `WellArchitected::${RULE}`])('without a reason %s does not count, and is reported', (id) => {
    const outcome = shopWith((shop) => Validations.of(shop).acknowledge({ id, reason: ' ' }));
    expect(outcome.success).toBe(false);
    expect(ids(outcome)).toContain(`AcknowledgementWithoutReason[${RULE}]`);
    expect(outcome.evidence.find((one) => one.id === RULE)?.status).toBe('failing');
    expect(outcome.report?.problems).toMatchObject([{ kind: 'without-reason', id: RULE, at: 'S/Shop' }]);
  });

  test.each(['bare', 'named'])('of a fatal finding, %s, does not count, and is reported', (form) => {
    const fatal = 'SEC05-BP01-DatabaseNotPublic';
    const app = newApp();
    const shop = new Shop(new Stack(app, 'S'), 'Shop');
    shop.database.publiclyAccessible = true;
    Validations.of(shop).acknowledge({ id: form === 'bare' ? fatal : `WellArchitected::${fatal}`, reason: REASON });
    const outcome = synth(app);
    expect(outcome.success).toBe(false);
    expect(outcome.violations.find(({ ruleName }) => ruleName === fatal)?.severity).toBe('fatal');
    expect(outcome.suppressed.map(({ ruleName }) => ruleName)).not.toContain(fatal);
    expect(outcome.report?.problems).toMatchObject([{ kind: 'fatal', id: fatal, at: 'S/Shop' }]);
  });

  test('of an id that no rule has is reported, with the one that was meant', () => {
    const outcome = shopWith((shop) =>
      Validations.of(shop).acknowledge(
        { id: 'REL10-BP02-MultiAzEveryTier', reason: REASON },
        { id: 'WellArchitected::Nonsense', reason: REASON },
      ),
    );
    expect(outcome.report?.problems).toMatchObject([
      { kind: 'unknown', message: expect.not.stringContaining('did you mean') },
      { kind: 'unknown', message: expect.stringContaining(`did you mean ${RULE}`) },
    ]);
    expect(ids(outcome)).toContain('UnknownAcknowledgement[Nonsense]');
  });

  test('that covers nothing is reported; one of another pack is not ours to judge', () => {
    const app = newApp();
    const shop = new Shop(
      new Stack(app, 'S'),
      'Shop',
      WellArchitected.enforce({ pillars: [Pillar.RELIABILITY] }),
      true,
    );
    Validations.of(shop).acknowledge(
      { id: RULE, reason: REASON },
      { id: 'AwsSolutions-RDS3', reason: REASON },
      { id: 'some-warning', reason: REASON },
    );
    const outcome = synth(app);
    expect(outcome.report?.problems).toMatchObject([{ kind: 'stale', id: RULE }]);
    expect(ids(outcome)).toContain(`StaleAcknowledgement[${RULE}]`);
  });

  test('of a rule that was not judged, or outside of what was judged, is not stale', () => {
    const app = newApp();
    const stack = new Stack(app, 'S');
    const shop = new Shop(stack, 'Shop', WellArchitected.enforce({ pillars: [Pillar.SECURITY] }), true);
    Validations.of(shop).acknowledge({ id: RULE, reason: REASON });
    Validations.of(database(stack, 'Neighbour')).acknowledge({ id: 'REL10-BP01-MultiAzEveryTier', reason: REASON });
    expect(synth(app).report?.problems).toEqual([]);
  });

  describe('until a day', () => {
    const before = process.env.SOURCE_DATE_EPOCH;
    const on = (day: string) => {
      process.env.SOURCE_DATE_EPOCH = String(Date.parse(`${day}T12:00:00Z`) / 1000);
    };
    afterEach(() => {
      if (before === undefined) delete process.env.SOURCE_DATE_EPOCH;
      else process.env.SOURCE_DATE_EPOCH = before;
    });

    test.each(['', 'tomorrow', '999999999999999'])('is today where SOURCE_DATE_EPOCH is "%s"', (given) => {
      process.env.SOURCE_DATE_EPOCH = given;
      const days = [new Date(), new Date(Date.now() + 60_000)].map((day) => day.toISOString().slice(0, 10));
      expect(days).toContain(shopWith(() => undefined).report?.evaluationDate);
    });

    test.each([RULE, `WellArchitected::${RULE}`])('%s counts until then and no longer', (id) => {
      const reason = `${REASON} until:2027-03-31`;
      on('2027-03-31');
      expect(
        shopWith((shop) => Validations.of(shop).acknowledge({ id, reason })).evidence.find((one) => one.id === RULE)
          ?.status,
      ).toBe('acknowledged');
      on('2027-04-01');
      const expired = shopWith((shop) => Validations.of(shop).acknowledge({ id, reason }));
      expect(expired.success).toBe(false);
      expect(expired.evidence.find((one) => one.id === RULE)?.status).toBe('failing');
      expect(expired.report?.problems).toMatchObject([{ kind: 'expired' }]);
      expect(expired.report?.evaluationDate).toBe('2027-04-01');
    });
  });
});

describe('the report', () => {
  test('is the same, byte for byte, for the same app', () => {
    const files = () => {
      const app = newApp();
      new Shop(new Stack(app, 'S'), 'Shop');
      const folder = join(synth(app).directory, 'well-architected');
      return readdirSync(folder)
        .sort()
        .map((file) => [file, readFileSync(join(folder, file), 'utf8')]);
    };
    expect(files()).toEqual(files());
  });

  test('follows a second synth into the same folder', () => {
    const app = newApp();
    const shop = new Shop(new Stack(app, 'S'), 'Shop');
    expect(pathsOf(synth(app), RULE)).toEqual(['S/Shop/Database']);
    shop.database.multiAz = true;
    const again = synth(app, { force: true });
    expect(pathsOf(again, RULE)).toEqual([]);
    expect(again.evidence.find(({ id }) => id === RULE)?.status).toBe('compliant');
  });

  test('counts each thing once: what pillars say adds up to the whole', () => {
    const app = newApp();
    new Shop(new Stack(app, 'S'), 'Shop');
    const { report } = synth(app);
    if (!report) throw new Error('no report');
    const practices = report.pillars
      .flatMap(({ questions }) => questions)
      .flatMap(({ bestPractices }) => bestPractices);
    expect(practices.length).toBe(report.framework.bestPractices);
    expect(Object.values(report.summary.bestPractices).reduce((sum, count) => sum + count, 0)).toBe(practices.length);
    expect(Object.values(report.summary.findings).reduce((sum, count) => sum + count, 0)).toBe(
      evidenceIn(report).length,
    );
    for (const status of ['compliant', 'failing', 'acknowledged', 'undetermined'] as const) {
      expect(report.summary.findings[status]).toBe(evidenceIn(report).filter((one) => one.status === status).length);
      expect(report.pillars.reduce((sum, { summary }) => sum + summary.findings[status], 0)).toBe(
        report.summary.findings[status],
      );
    }
  });
});

test('a trade-off is told with the side that is taken', () => {
  const sides = (profile: Profile) => {
    const app = newApp();
    const stack = new Stack(app, 'S');
    database(stack, 'Database', profile === Profile.PRODUCTION);
    Validations.of(app).addPlugins(new WellArchitectedChecks(app, { profile }));
    return synth(app).report?.tradeOffs.map(({ favoured, against }) => [favoured, against]);
  };
  const [resilience, thrift] = ['REL10-BP01-MultiAzEveryTier', 'SUS02-BP02-SlaMatchesProfile'];
  expect(sides(Profile.DEVELOPMENT)).toEqual([[thrift, resilience]]);
  expect(sides(Profile.PRODUCTION)).toEqual([[resilience, thrift]]);
});

test('validateScope judges now, without a synth and without a report', () => {
  const app = newApp();
  const stack = new Stack(app, 'S');
  const shop = new Shop(stack, 'Shop', WellArchitected.off());
  const pack = new WellArchitectedChecks(app);
  expect(pack.validateScope(shop).violations.map(({ ruleName }) => ruleName)).toContain(RULE);
  expect(pack.validateScope(shop).success).toBe(false);
  Validations.of(shop).acknowledge({ id: `WellArchitected::${RULE}`, reason: 'a trade fair' });
  expect(pack.validateScope(shop).violations.map(({ ruleName }) => ruleName)).not.toContain(RULE);
});

test('thresholds that make no sense are refused where they are given', () => {
  const stack = new Stack();
  expect(() => new Shop(stack, 'Shop', WellArchitected.enforce({ thresholds: { minTargetUtilization: 400 } }))).toThrow(
    '`wellArchitected.thresholds.minTargetUtilization` must be a whole number from 1 to 100, got 400: give it in percent',
  );
  expect(() => new Shop(stack, 'Other', WellArchitected.enforce({ thresholds: { maxInstanceSize: 'huge' } }))).toThrow(
    'must be a size of instances, got "huge"',
  );
});
