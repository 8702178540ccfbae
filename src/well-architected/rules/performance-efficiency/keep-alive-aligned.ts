import { isFalse, isRecord, numberOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Origin } from '../support/distributions';
import { DISTRIBUTION, loadBalancerOf, originsOf } from '../support/distributions';
import type { Finding } from '../support/finding';
import { judge } from '../support/finding';
import { attributeOf, isApplicationLoadBalancer, LOAD_BALANCER } from '../support/load-balancers';
import type { Rule } from '../support/rule';

/** What CloudFront and a load balancer do that are not told. */
const DEFAULT_KEEP_ALIVE_SECONDS = 5;
const DEFAULT_IDLE_SECONDS = 60;

const IDLE = 'idle_timeout.timeout_seconds';
const HTTP2 = 'routing.http2.enabled';

/** A connection is closed by whoever opened it. */
export const keepAliveAligned: Rule = {
  name: 'KeepAliveAligned',
  practice: 'PERF04-BP05',
  level: 'info',
  requirement:
    'CloudFront gives up an idle connection before the load balancer does, and the load balancer speaks HTTP/2.',
  why: 'If the load balancer closes first, CloudFront now and then sends a request into a closed connection: a few visitors see an error that no log explains.',
  fix:
    "The architecture aligns both; in CloudFormation keep `OriginKeepaliveTimeout` of the origin below the load balancer's `idle_timeout.timeout_seconds`, " +
    'and `routing.http2.enabled` on.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html',
  check: (workload) => [
    ...workload
      .ofType(DISTRIBUTION)
      .flatMap((distribution) => originsOf(distribution).flatMap((origin) => originFindings(workload, origin))),
    ...workload
      .ofType(LOAD_BALANCER)
      .filter(isApplicationLoadBalancer)
      .map((one) =>
        judge(one, 'Properties.LoadBalancerAttributes', attributeOf(one, HTTP2), {
          expected: `${HTTP2} not switched off`,
          holds: (value) => !isFalse(value),
          item: 'Http2',
        }),
      ),
  ],
};

/** At the same second either may be first. */
function originFindings(workload: Workload, origin: Origin): Finding[] {
  const loadBalancer = loadBalancerOf(workload, origin);
  if (!loadBalancer || !isApplicationLoadBalancer(loadBalancer)) return [];
  const { distribution, path, record } = origin;
  const property = `${path}.${isRecord(record.VpcOriginConfig) ? 'VpcOriginConfig' : 'CustomOriginConfig'}.OriginKeepaliveTimeout`;
  const [idle, ...others] = attributeOf(loadBalancer, IDLE);
  const isKnown = others.length === 0 && idle?.known === true;
  const seconds = isKnown ? numberOf(idle.value ?? DEFAULT_IDLE_SECONDS) : NaN;
  return [
    judge(
      distribution,
      `Properties.${property}`,
      distribution.values(property).map(({ known, value }) => ({ known: known && isKnown, value })),
      {
        expected: `less than the ${isKnown ? seconds : 'idle'} seconds of the load balancer`,
        holds: (value) => numberOf(value ?? DEFAULT_KEEP_ALIVE_SECONDS) < seconds,
        item: typeof record.Id === 'string' ? record.Id : undefined,
      },
    ),
  ];
}
