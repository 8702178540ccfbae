import { Template } from 'aws-cdk-lib/assertions';
import { Shop, stackIn } from './fixture';
import { capacityOf, INCLUDED_CAPACITY } from './support/capacity';
import { WebAclEvaluator } from './support/evaluator';
import { webAclOf, webAclOfExample } from './support/template-rules';
import type { Rule, WebAclTemplate } from './support/template-rules';
import { flood } from './support/traffic';
import type { ManagedWebAclOptions } from '../../src';
import { WebAcl } from '../../src/edge/web-acl';
import type { CfnTemplate } from '../support/template-graph';

const ALL = ['signIn', 'reset', 'checkout', 'cart', 'orders', 'webhooks'] as const;
const NAMES = ['sign-in-limit', 'reset-limit', 'checkout-limit', 'cart-limit', 'orders-limit', 'webhooks-limit'];

function webAclWith(options?: ManagedWebAclOptions, region?: string): WebAclTemplate {
  const stack = stackIn(region);
  new Shop(stack, 'Shop', { edge: { webAcl: WebAcl.managed(options) } });
  return webAclOf(Template.fromStack(stack).toJSON() as CfnTemplate);
}

const limitsIn = ({ Rules }: WebAclTemplate): Rule[] => Rules.filter(({ Name }) => NAMES.includes(Name));
const limitOf = (rule: Rule) => rule.Statement.RateBasedStatement.Limit;

describe.each(['minimal', 'production'])('in %s', (example) => {
  const webAcl = () => webAclOfExample(example);

  test('each of the paths has a rate rule that blocks, counts over one minute and has a separate metric', () => {
    expect(limitsIn(webAcl()).map(({ Name }) => Name)).toEqual(NAMES);
    for (const rule of limitsIn(webAcl())) {
      expect(rule.Statement.RateBasedStatement).toMatchObject({
        EvaluationWindowSec: 60,
        AggregateKeyType: example === 'minimal' ? 'CUSTOM_KEYS' : 'IP',
      });
      expect(rule.VisibilityConfig).toMatchObject({ MetricName: rule.Name, CloudWatchMetricsEnabled: true });
    }
    expect(webAcl().Scope).toBe(example === 'minimal' ? 'REGIONAL' : 'CLOUDFRONT');
  });

  test('a blocked request is answered as by the shop: 429 and the time to wait', () => {
    for (const rule of limitsIn(webAcl())) {
      const answer = { ResponseCode: 429, ResponseHeaders: [{ Name: 'retry-after', Value: '60' }] };
      expect(rule.Action).toEqual({ Block: { CustomResponse: answer } });
    }
  });

  test('the capacity is part of the price', () => {
    const units = capacityOf(webAcl());
    process.stdout.write(`${example}: ${units} web ACL capacity units, ${INCLUDED_CAPACITY} are part of the price\n`);
    expect(units).toBeLessThanOrEqual(INCLUDED_CAPACITY);
  });
});

test.each([
  ['before CloudFront', 'us-east-1'],
  ['before the load balancer', undefined],
])('so is that with the challenge, %s', (place, region) => {
  const units = capacityOf(webAclWith({ challengeCheckout: true }, region));
  process.stdout.write(`with the challenge, ${place}: ${units} web ACL capacity units\n`);
  expect(units).toBeLessThanOrEqual(INCLUDED_CAPACITY);
});

describe('each limit', () => {
  test('can be changed, alone', () => {
    const before = limitsIn(webAclWith());
    ALL.forEach((option, index) => {
      const after = limitsIn(webAclWith({ pathLimits: { [option]: { limit: 4321 } } }));
      expect(after.map(limitOf)).toEqual(before.map((rule, other) => (other === index ? 4321 : limitOf(rule))));
    });
  });

  test('can count only, alone, for its rollout', () => {
    ALL.forEach((option, index) => {
      const after = limitsIn(webAclWith({ pathLimits: { [option]: { countOnly: true } } }));
      const actions = after.map(({ Action = {} }) => Object.keys(Action)[0]);
      expect(actions).toEqual(NAMES.map((_, other) => (other === index ? 'Count' : 'Block')));
    });
  });

  test('that counts only allows all requests and counts them', () => {
    const evaluator = new WebAclEvaluator(webAclWith({ pathLimits: { signIn: { countOnly: true } } }));
    const sender = { address: '203.0.113.1', method: 'POST', target: '/sign-in' };
    const decisions = flood(sender, 20, 7.5).map((request) => evaluator.decide(request));
    expect(decisions.every(({ action }) => action === 'allow')).toBe(true);
    expect(decisions.filter(({ counted }) => counted.includes('sign-in-limit'))).toHaveLength(50);
  });
});

describe('the challenge of the checkout', () => {
  const sender = { at: 0, address: '203.0.113.1', target: '/checkout' };
  const ask = (options: ManagedWebAclOptions, method: string, tokenAge?: number) =>
    new WebAclEvaluator(webAclWith(options)).decide({ ...sender, method, tokenAge });

  test('is off by default', () => {
    expect(webAclWith().Rules.filter(({ Action }) => Action?.Challenge)).toEqual([]);
    expect(ask({}, 'POST')).toMatchObject({ action: 'allow' });
  });

  test('challenges a browser that opens the form, and forwards no form without a token', () => {
    const challenged = { action: 'challenge', status: 202 };
    expect(ask({ challengeCheckout: true }, 'GET')).toMatchObject({ ...challenged, rule: 'challenge-checkout-page' });
    expect(ask({ challengeCheckout: true }, 'POST')).toMatchObject({ ...challenged, rule: 'challenge-checkout' });
  });

  test('accepts a form that was open for three hours, also with a token that was nearly an hour old before', () => {
    expect(ask({ challengeCheckout: true }, 'GET', 3599)).toMatchObject({ action: 'allow' });
    expect(ask({ challengeCheckout: true }, 'POST', 3599 + 3 * 3600)).toMatchObject({ action: 'allow' });
    expect(ask({ challengeCheckout: true }, 'POST', 4 * 3600)).toMatchObject({ action: 'challenge' });
  });
});
