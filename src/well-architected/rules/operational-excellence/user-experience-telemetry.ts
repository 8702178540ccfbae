import type { Resource } from '../../workload/resource';
import { isRecord, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { found } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';
import type { Verdict } from '../support/verdict';
import { anyOf, stateOf } from '../support/verdict';

/** Types that visitors reach by a public name. */
const ENDPOINTS = ['AWS::CloudFront::Distribution', 'AWS::ElasticLoadBalancingV2::LoadBalancer'];

/** Types that test the shop from outside, or measure it in the browser. */
const PROBES = ['AWS::RUM::AppMonitor', 'AWS::Synthetics::Canary'];

/** A name under which visitors reach the shop, with its DNS record. */
interface PublicName {
  readonly record: Resource;
  readonly name: string;
}

/** The shop is tested in the way in which a visitor uses it. */
export const userExperienceTelemetry: Rule = {
  name: 'UserExperienceTelemetry',
  practice: 'OPS04-BP03',
  level: 'info',
  requirement:
    'The public name is tested from outside: by a canary, by monitoring in the browser, or by an HTTPS health check.',
  why:
    'A wrong DNS record, an expired certificate or a broken page stops every visitor, while all alarms inside of the ' +
    'architecture stay silent.',
  fix:
    'Add `new synthetics.Canary()` that opens a page, or `new route53.HealthCheck()` with type HTTPS on the domain ' +
    'name. In CloudFormation add an `AWS::Synthetics::Canary`, an `AWS::RUM::AppMonitor` or an ' +
    '`AWS::Route53::HealthCheck`.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries.html',
  check: (workload) => publicNames(workload).map((name) => nameFinding(workload, name)),
};

function nameFinding(workload: Workload, { record, name }: PublicName): Finding {
  const probed = workload.anyOfType(...PROBES).length > 0;
  const checked = workload.anyOfType('AWS::Route53::HealthCheck').map((check) => checksName(check, name));
  const state = stateOf(probed || anyOf(checked));
  return found(
    record,
    state,
    'a canary, an app monitor or an HTTPS health check',
    state === 'failing' ? 'none' : 'found',
    { property: 'Properties.Name' },
  );
}

function checksName(check: Resource, name: string): Verdict {
  const [type] = check.values('HealthCheckConfig.Type');
  const host = withoutDot(textOf(check.raw('HealthCheckConfig.FullyQualifiedDomainName')));
  if (type.known && !String(type.value).startsWith('HTTPS')) return false;
  if (host === name) return type.known || undefined;
  return isKnown(host) && isKnown(name) ? false : undefined;
}

/** One for each name, however many records it has. */
function publicNames(workload: Workload): PublicName[] {
  const names = new Map<string, Resource>();
  for (const record of workload.ofType('AWS::Route53::RecordSet', 'AWS::Route53::RecordSetGroup')) {
    const sets =
      record.type === 'AWS::Route53::RecordSet' ? [record.properties] : record.list('RecordSets').filter(isRecord);
    for (const set of sets.filter((each) => leadsToShop(workload, record, each))) {
      const name = withoutDot(textOf(set.Name));
      if (!names.has(name)) names.set(name, record);
    }
  }
  return [...names].map(([name, record]) => ({ name, record }));
}

function leadsToShop(
  workload: Workload,
  record: Resource,
  { AliasTarget: alias, ResourceRecords: records }: Record<string, unknown>,
): boolean {
  return [...workload.mentions(record, [alias, records])].some(({ type }) => ENDPOINTS.includes(type));
}

function withoutDot(name: string): string {
  return name.replace(/\.$/, '');
}

function isKnown(text: string): boolean {
  return !/[<{]/.test(text);
}
