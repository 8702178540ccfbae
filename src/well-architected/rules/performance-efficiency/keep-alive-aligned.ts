import { isFalse, isRecord, numberOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Origin } from '../support/distributions';
import { DISTRIBUTION, loadBalancerOf, originsOf } from '../support/distributions';
import type { Finding } from '../support/finding';
import { assess } from '../support/finding';
import { attributeOf, isApplicationLoadBalancer, LOAD_BALANCER } from '../support/load-balancers';
import type { Rule } from '../support/rule';

/** Defaults of CloudFront and of load balancers. */
const DEFAULT_KEEP_ALIVE_SECONDS = 5;
const DEFAULT_IDLE_SECONDS = 60;

const IDLE = 'idle_timeout.timeout_seconds';
const HTTP2 = 'routing.http2.enabled';

/** CloudFront closes an idle connection before the load balancer does. */
export const keepAliveAligned: Rule = {
  name: 'KeepAliveAligned',
  practice: 'PERF04-BP05',
  level: 'info',
  requirement:
    'CloudFront closes an idle connection before the load balancer does, and the load balancer supports HTTP/2.',
  why:
    'If the load balancer closes first, CloudFront sometimes sends a request into a closed connection. A few ' +
    'visitors then see an error that no log explains.',
  fix:
    '`EcommerceArchitecture` aligns both. In CloudFormation keep `OriginKeepaliveTimeout` of the origin below ' +
    '`idle_timeout.timeout_seconds` of the load balancer, and leave `routing.http2.enabled` on.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html',
  check: (workload) => [
    ...workload
      .ofType(DISTRIBUTION)
      .flatMap((distribution) => originsOf(distribution).flatMap((origin) => originFindings(workload, origin))),
    ...workload
      .ofType(LOAD_BALANCER)
      .filter(isApplicationLoadBalancer)
      .map((one) =>
        assess(one, 'Properties.LoadBalancerAttributes', attributeOf(one, HTTP2), {
          expected: `${HTTP2} not switched off`,
          holds: (value) => !isFalse(value),
          item: 'Http2',
        }),
      ),
  ],
};

/** Equal timeouts are not enough, because then either side may close first. */
function originFindings(workload: Workload, origin: Origin): Finding[] {
  const loadBalancer = loadBalancerOf(workload, origin);
  if (!loadBalancer || !isApplicationLoadBalancer(loadBalancer)) return [];
  const { distribution, path, record } = origin;
  const config = isRecord(record.VpcOriginConfig) ? 'VpcOriginConfig' : 'CustomOriginConfig';
  const property = `${path}.${config}.OriginKeepaliveTimeout`;
  const [idle, ...others] = attributeOf(loadBalancer, IDLE);
  const isKnown = others.length === 0 && idle?.known === true;
  const seconds = isKnown ? numberOf(idle.value ?? DEFAULT_IDLE_SECONDS) : NaN;
  return [
    assess(
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
