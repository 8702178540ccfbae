import { Stack, Validations } from 'aws-cdk-lib';
import { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import { Pillar } from '../../../src/well-architected/framework/pillar';
import { WellArchitected } from '../../../src/well-architected/well-architected';
import { database, RULE, Shop } from '../support/shop';
import { newApp, pathsOf, synth } from '../support/synth';

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
  ])('%s: counts and is recorded, on the resource, the shop or the stack', (_, id) => {
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

  test('with the name of the pack, it is also in the report of CDK', () => {
    const outcome = shopWith((shop) =>
      Validations.of(shop).acknowledge({ id: `WellArchitected::${RULE}`, reason: REASON }),
    );
    expect(outcome.suppressed).toMatchObject([{ ruleName: RULE, reason: REASON }]);
  });

  test('an id without brackets accepts every finding of the rule; one with brackets accepts one finding', () => {
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

  test('of an unknown id is reported, with a similar id', () => {
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

  test('that covers nothing is reported; one of another pack is not', () => {
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

  test('of a rule that was not run, or outside of the workloads, is not stale', () => {
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
      const today = () => new Date().toISOString().slice(0, 10);
      const earlier = today();
      const { report } = shopWith(() => undefined);
      expect([earlier, today()]).toContain(report?.evaluationDate);
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
