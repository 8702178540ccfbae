import type { Resource } from '../../workload/resource';
import { numberOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { eventSources, functionOf, queueMappings } from '../support/event-sources';
import type { Finding } from '../support/finding';
import { bestOf, assess, verify } from '../support/finding';
import type { Rule } from '../support/rule';

/** A burst of messages cannot use all connections of the database or the whole concurrency of the account. */
export const concurrencyBounded: Rule = {
  name: 'ConcurrencyBounded',
  practice: 'REL05-BP02',
  also: ['COST09-BP02'],
  level: 'warning',
  requirement: 'Queues and topics start only a limited number of calls of a function at once.',
  why:
    'Lambda starts up to a thousand calls for a full queue. They use all connections of the database and the ' +
    'concurrency of the account, and visitors get errors.',
  fix:
    'Set `commerce.maxConcurrency` (10 by default), and connect topics to functions with `commerce.addFunction`, ' +
    'which adds a queue. In CloudFormation set `ScalingConfig.MaximumConcurrency` of the event source mapping or ' +
    '`ReservedConcurrentExecutions` of the function.',
  docs: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html',
  check: (workload) => [
    ...queueMappings(workload, workload.ofType('AWS::Lambda::EventSourceMapping')).map(({ mapping }) =>
      mappingFinding(workload, mapping),
    ),
    ...workload
      .ofType('AWS::Lambda::Function')
      .filter((fn) => isSubscribed(workload, fn))
      .map(reservation),
  ],
};

const atLeastOne = { expected: 'a number of calls', holds: (value: unknown) => numberOf(value) > 0 };

function mappingFinding(workload: Workload, mapping: Resource): Finding {
  const fn = functionOf(workload, mapping, mapping.raw('FunctionName'));
  const bound = verify(mapping, 'ScalingConfig.MaximumConcurrency', atLeastOne);
  if (!fn) return bound;
  const reserved = assess(mapping, bound.property, fn.values('ReservedConcurrentExecutions'), atLeastOne);
  return bestOf([bound, reserved]);
}

function reservation(fn: Resource): Finding {
  return verify(fn, 'ReservedConcurrentExecutions', atLeastOne);
}

function isSubscribed(workload: Workload, fn: Resource): boolean {
  return eventSources(workload, fn).some(({ type }) => type === 'AWS::SNS::Subscription');
}
