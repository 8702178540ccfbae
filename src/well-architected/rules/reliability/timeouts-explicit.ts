import type { Resource } from '../../workload/resource';
import { isRecord, numberOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { verify } from '../support/finding';
import type { Rule } from '../support/rule';
import { shortestCallerTimeout } from '../support/waiting-callers';

const LONGEST_READ = 60;
const LONGEST_CONNECT = 10;

/** No caller waits for an answer that does not come. */
export const timeoutsExplicit: Rule = {
  name: 'TimeoutsExplicit',
  practice: 'REL05-BP05',
  level: 'warning',
  requirement:
    'Functions set a timeout that is no longer than their caller waits, and CloudFront waits at most a minute for an ' +
    'origin.',
  why:
    'A call that hangs blocks a server, a database connection and the visitor. A function that continues after its ' +
    'caller has given up does work that the caller requests again.',
  fix:
    'Set `timeout` of the `BusinessFunction` and `edge.originReadTimeout`. In CloudFormation set `Timeout` of the ' +
    'function, and `OriginReadTimeout` and `ConnectionTimeout` of the origin.',
  docs: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html',
  check: (workload) => [
    ...workload.ofType('AWS::Lambda::Function').map((fn) => functionFinding(workload, fn)),
    ...workload.ofType('AWS::CloudFront::Distribution').flatMap(originFindings),
  ],
};

function functionFinding(workload: Workload, fn: Resource): Finding {
  const most = shortestCallerTimeout(workload, fn);
  return verify(fn, 'Timeout', {
    expected: most === undefined ? 'set' : `at most ${most}, as long as its caller waits`,
    holds: (value) => numberOf(value) > 0 && numberOf(value) <= (most ?? Infinity),
  });
}

/** The defaults, 30 seconds for an answer and 10 seconds for the connection, are both sound. */
function originFindings(distribution: Resource): Finding[] {
  const list = 'DistributionConfig.Origins';
  return distribution.list(list).flatMap((origin, index) => {
    if (!isRecord(origin)) return [];
    const within = (most: number) => ({
      expected: `at most ${most}`,
      holds: (value: unknown) => value === undefined || numberOf(value) <= most,
    });
    const reads = ['CustomOriginConfig', 'VpcOriginConfig']
      .filter((kind) => origin[kind] !== undefined)
      .map((kind) =>
        verify(distribution, `${list}.${index}.${kind}.OriginReadTimeout`, {
          ...within(LONGEST_READ),
          item: `OriginReadTimeout.${index}`,
        }),
      );
    return [
      ...reads,
      verify(distribution, `${list}.${index}.ConnectionTimeout`, {
        ...within(LONGEST_CONNECT),
        item: `ConnectionTimeout.${index}`,
      }),
    ];
  });
}
