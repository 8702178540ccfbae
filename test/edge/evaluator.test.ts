import { capacityOf } from './support/capacity';
import { WebAclEvaluator } from './support/evaluator';
import type { WebRequest } from './support/request';
import type { Rule, Statement } from './support/template-rules';

const request = (at: number, target = '/sign-in', address = '203.0.113.1'): WebRequest => ({
  at,
  address,
  method: 'POST',
  target,
});

const path = (change: object = {}): Statement => ({
  ByteMatchStatement: {
    FieldToMatch: { UriPath: {} },
    PositionalConstraint: 'STARTS_WITH',
    SearchString: '/sign-in',
    TextTransformations: [{ Priority: 0, Type: 'URL_DECODE' }],
    ...change,
  },
});

const rate = (change: object = {}): Statement => ({
  RateBasedStatement: {
    Limit: 10,
    EvaluationWindowSec: 60,
    AggregateKeyType: 'IP',
    ScopeDownStatement: path(),
    ...change,
  },
});

function webAclOf(statement: Statement, action: Rule['Action'] = { Block: {} }) {
  const VisibilityConfig = { MetricName: 'rule', CloudWatchMetricsEnabled: true };
  const rule = { Name: 'rule', Priority: 0, Statement: statement, Action: action, VisibilityConfig };
  return { Scope: 'CLOUDFRONT', Rules: [rule] };
}

test('a rate counts the requests of one address in the scope and the window', () => {
  const evaluator = new WebAclEvaluator(webAclOf(rate()));
  const send = (count: number, at: number, target?: string, address?: string) =>
    Array.from({ length: count }, () => evaluator.decide(request(at, target, address))).filter(
      ({ action }) => action === 'block',
    ).length;
  expect(send(10, 0)).toBe(0);
  expect(send(10, 0, '/')).toBe(0);
  expect(send(10, 0, '/sign-in', '203.0.113.2')).toBe(0);
  expect(send(3, 59)).toBe(3);
  // The first ten are out of the window, the three that were blocked are not.
  expect(send(8, 60)).toBe(1);
});

test('a delayed estimate detects a flood late, and its end too', () => {
  const evaluator = new WebAclEvaluator(webAclOf(rate()), { lag: 30 });
  const send = (at: number) => Array.from({ length: 11 }, () => evaluator.decide(request(at)).action).at(-1);
  const actions = [0, 29, 31].map(send);
  expect(actions).toEqual(['allow', 'allow', 'block']);
  expect(evaluator.decide(request(89)).action).toBe('block');
  expect(evaluator.decide(request(122)).action).toBe('allow');
});

test.each<{ kind: string; statement: Statement; action?: Rule['Action'] }>([
  { kind: 'statement', statement: { GeoMatchStatement: { CountryCodes: ['DE'] } } },
  { kind: 'statement', statement: { NotStatement: { Statement: { LabelMatchStatement: { Key: 'a' } } } } },
  { kind: 'component', statement: path({ FieldToMatch: { Body: {} } }) },
  { kind: 'transformation', statement: path({ TextTransformations: [{ Priority: 0, Type: 'LOWERCASE' }] }) },
  { kind: 'position', statement: path({ PositionalConstraint: 'CONTAINS' }) },
  { kind: 'aggregation', statement: rate({ AggregateKeyType: 'FORWARDED_IP' }) },
  { kind: 'action', statement: path(), action: { Captcha: {} } },
])('an unknown $kind is an error, not a request that passes', ({ kind, statement, action }) => {
  const evaluator = new WebAclEvaluator(webAclOf(statement, action));
  expect(() => evaluator.decide(request(0))).toThrow(`unknown ${kind}`);
});

test('capacity is counted as AWS documents it', () => {
  expect(capacityOf(webAclOf(path()))).toBe(12);
  expect(capacityOf(webAclOf(rate()))).toBe(14);
  expect(capacityOf(webAclOf(rate({ AggregateKeyType: 'CUSTOM_KEYS', CustomKeys: [{}] })))).toBe(44);
  expect(() => capacityOf(webAclOf({ GeoMatchStatement: {} }))).toThrow('unknown statement');
});
