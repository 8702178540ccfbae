import { uriPath } from './request';
import type { WebRequest } from './request';
import { kindOf } from './template-rules';
import type { Rule, Statement, WebAclTemplate } from './template-rules';

/** The action of the web ACL for a request, and the rule that decided. */
export interface Decision {
  readonly action: 'allow' | 'block' | 'challenge';
  readonly rule?: string;
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Rules that matched and only count. */
  readonly counted: readonly string[];
}

export interface EvaluatorOptions {
  /**
   * Seconds by which the estimate of a rate is late. AWS WAF checks every few seconds, usually less than 30 seconds
   * late.
   *
   * @default 0
   */
  readonly lag?: number;
}

type Content = Readonly<Record<string, unknown>>;

interface CustomResponse {
  readonly ResponseCode: number;
  readonly ResponseHeaders: readonly { readonly Name: string; readonly Value: string }[];
}

/**
 * Evaluates requests against a web ACL of a template: the statements that our rules use, and no others. An unknown
 * statement, component, transformation or action is an error, so that a rule cannot be taken for tested when it is not.
 *
 * Managed rule groups match nothing. A rate is counted exactly; AWS WAF estimates it. Requests must come in the order
 * of their time.
 */
export class WebAclEvaluator {
  private readonly rules: readonly Rule[];
  private readonly lag: number;
  private readonly times = new Map<string, number[]>();

  constructor(webAcl: WebAclTemplate, { lag = 0 }: EvaluatorOptions = {}) {
    this.rules = [...webAcl.Rules].sort((one, other) => one.Priority - other.Priority);
    this.lag = lag;
  }

  decide(request: WebRequest): Decision {
    const counted: string[] = [];
    for (const rule of this.rules) {
      if (!this.matches(rule.Statement, request, rule)) continue;
      const [kind, content] = kindOf((rule.Action ?? rule.OverrideAction ?? {}) as Statement);
      if (kind === 'Block') return { action: 'block', rule: rule.Name, counted, ...response(content) };
      if (kind === 'Challenge' && !hasToken(request, rule)) {
        return { action: 'challenge', rule: rule.Name, counted, status: 202, headers: {} };
      }
      if (kind === 'Count') counted.push(rule.Name);
      else if (kind !== 'Challenge') throw new Error(`unknown action ${kind}`);
    }
    return { action: 'allow', counted, headers: {} };
  }

  /** True when the statement matches; `rule` is given at the top, where a rate may be counted. */
  matches(statement: Statement, request: WebRequest, rule?: Rule): boolean {
    const [kind, content] = kindOf(statement);
    const nested = () => content.Statements as Statement[];
    switch (kind) {
      case 'AndStatement':
        return nested().every((inner) => this.matches(inner, request));
      case 'OrStatement':
        return nested().some((inner) => this.matches(inner, request));
      case 'NotStatement':
        return !this.matches(content.Statement as Statement, request);
      case 'ByteMatchStatement':
        return byteMatch(content, request);
      case 'ManagedRuleGroupStatement':
        return false;
      case 'RateBasedStatement':
        if (!rule) throw new Error('a rate can only be counted by a rule, not inside another statement');
        return this.tooFast(content, request, rule);
      default:
        throw new Error(`unknown statement ${kind}`);
    }
  }

  private tooFast(content: Content, request: WebRequest, rule: Rule): boolean {
    const { ScopeDownStatement: scope, Limit: limit, EvaluationWindowSec: window } = content;
    if (scope !== undefined && !this.matches(scope as Statement, request)) return false;
    const key = `${rule.Name} ${aggregationKey(content, request)}`;
    const times = this.times.get(key) ?? [];
    this.times.set(key, times);
    times.push(request.at);
    const until = request.at - this.lag;
    return countUpTo(times, until) - countUpTo(times, until - (window as number)) > (limit as number);
  }
}

/** Returns the number of times, in ascending order, that are at or before the given one. */
function countUpTo(times: readonly number[], until: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (times[middle] <= until) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rates whose aggregation has been looked at. */
const known = new WeakSet<Content>();

/** Both ways count by the visitor's address; any other is an error. */
function aggregationKey(rate: Content, { address }: WebRequest): string {
  if (known.has(rate)) return address;
  const { AggregateKeyType: type, CustomKeys: keys } = rate;
  const header = [{ Header: { Name: 'x-shop-viewer-address', TextTransformations: [{ Priority: 0, Type: 'NONE' }] } }];
  const expected = type === 'IP' ? undefined : JSON.stringify(header);
  if (!['IP', 'CUSTOM_KEYS'].includes(String(type)) || JSON.stringify(keys) !== expected) {
    throw new Error(`unknown aggregation ${type} ${JSON.stringify(keys)}`);
  }
  known.add(rate);
  return address;
}

function byteMatch(content: Content, request: WebRequest): boolean {
  const { FieldToMatch: field, TextTransformations: transformations } = content;
  const { PositionalConstraint: position, SearchString: text } = content;
  const value = (transformations as { Priority: number; Type: string }[])
    .slice()
    .sort((one, other) => one.Priority - other.Priority)
    .reduce((before, { Type }) => transform(Type, before), component(field as Statement, request));
  if (position === 'STARTS_WITH') return value.startsWith(text as string);
  if (position === 'EXACTLY') return value === text;
  throw new Error(`unknown position ${position}`);
}

function component(field: Statement, request: WebRequest): string {
  const [kind] = kindOf(field);
  if (kind === 'UriPath') return uriPath(request);
  if (kind === 'Method') return request.method;
  throw new Error(`unknown component ${kind}`);
}

function transform(type: string, text: string): string {
  if (type === 'NONE') return text;
  // Once, and what is not valid stays.
  if (type === 'URL_DECODE') {
    return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  }
  throw new Error(`unknown transformation ${type}`);
}

function hasToken({ tokenAge }: WebRequest, { ChallengeConfig: config }: Rule): boolean {
  // AWS WAF's default is five minutes.
  return tokenAge !== undefined && tokenAge < (config?.ImmunityTimeProperty.ImmunityTime ?? 300);
}

function response({ CustomResponse: custom }: Content): Pick<Decision, 'status' | 'headers'> {
  if (custom === undefined) return { status: 403, headers: {} };
  const { ResponseCode: status, ResponseHeaders: headers } = custom as CustomResponse;
  return { status, headers: Object.fromEntries(headers.map(({ Name, Value }) => [Name, Value])) };
}
