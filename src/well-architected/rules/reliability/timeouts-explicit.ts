import type { Resource } from '../../workload/resource';
import { isRecord, numberOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { verify } from '../support/finding';
import type { Rule } from '../support/rule';
import { longestWait } from '../support/waiting-callers';

const LONGEST_READ = 60;
const LONGEST_CONNECT = 10;

/** Nobody waits for what will not come. */
export const timeoutsExplicit: Rule = {
  name: 'TimeoutsExplicit',
  practice: 'REL05-BP05',
  level: 'warning',
  requirement:
    'Functions say how long they may take, which is no longer than their caller waits, and CloudFront gives an origin at most a minute.',
  why:
    'A call that hangs holds a server, a connection to the database and the visitor; a function that works on after its caller has gone does work that ' +
    'the caller asks for again.',
  fix:
    'Set `timeout` of the `BusinessFunction` and `edge.originReadTimeout`; in CloudFormation `Timeout` of the function, `OriginReadTimeout` and ' +
    '`ConnectionTimeout` of the origin.',
  docs: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html',
  check: (workload) => [
    ...workload.ofType('AWS::Lambda::Function').map((fn) => functionFinding(workload, fn)),
    ...workload.ofType('AWS::CloudFront::Distribution').flatMap(originFindings),
  ],
};

function functionFinding(workload: Workload, fn: Resource): Finding {
  const most = longestWait(workload, fn);
  return verify(fn, 'Timeout', {
    expected: most === undefined ? 'set' : `at most ${most}, as long as its caller waits`,
    holds: (value) => numberOf(value) > 0 && numberOf(value) <= (most ?? Infinity),
  });
}

/** What is not said is 30 seconds for an answer and 10 for the connection, of which both are sound. */
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
