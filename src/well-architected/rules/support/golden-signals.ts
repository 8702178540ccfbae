import { isApplicationLoadBalancer, LOAD_BALANCER, targetGroupsOf } from './load-balancers';
import { servingFunctions } from './serving-functions';
import type { Resource } from '../../workload/resource';
import { isRecord } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** A metric that shows a problem before customers notice it, or when they do. */
export interface Signal {
  readonly resource: Resource;
  readonly namespace: string;

  /** The first names the signal; an alarm on any of the others is as good. */
  readonly metrics: readonly string[];
}

const CACHE_SIGNALS = [
  ['EngineCPUUtilization', 'CPUUtilization'],
  ['Evictions', 'DatabaseMemoryUsagePercentage', 'DatabaseMemoryUsageCountedForEvictPercentage'],
];
const DATABASE_SIGNALS = [['CPUUtilization'], ['FreeStorageSpace'], ['DatabaseConnections']];
const SERVER_SIGNALS = [['TargetResponseTime'], ['UnHealthyHostCount', 'HealthyHostCount']];

/** Types that wait for the answer of a function. For them a throttled call is an error, where a queue would retry. */
const CALLERS = [
  'ElasticLoadBalancingV2::TargetGroup',
  'Lambda::Url',
  'ApiGateway::Method',
  'ApiGatewayV2::Integration',
  'AppSync::DataSource',
].map((type) => `AWS::${type}`);

/** Properties in which a type names its dead-letter queue or its destination for failures. */
const DEAD_LETTERS: Readonly<Record<string, string>> = {
  'AWS::SQS::Queue': 'RedrivePolicy',
  'AWS::SNS::Subscription': 'RedrivePolicy',
  'AWS::Lambda::Function': 'DeadLetterConfig',
  'AWS::Lambda::EventInvokeConfig': 'DestinationConfig.OnFailure',
  'AWS::Lambda::EventSourceMapping': 'DestinationConfig.OnFailure',
  'AWS::Scheduler::Schedule': 'Target.DeadLetterConfig',
};

/** Returns every signal of the resources of a workload. */
export function signalsOf(workload: Workload): Signal[] {
  const deadLetters = deadLetterQueues(workload);
  return [
    ...workload
      .ofType(LOAD_BALANCER)
      .filter(isApplicationLoadBalancer)
      .flatMap((balancer) => balancerSignals(workload, balancer)),
    ...workload
      .ofType('AWS::RDS::DBInstance')
      .filter((database) => database.raw('DBClusterIdentifier') === undefined)
      .flatMap((resource) => DATABASE_SIGNALS.map((metrics) => ({ resource, namespace: 'AWS/RDS', metrics }))),
    ...workload
      .ofType('AWS::ElastiCache::ReplicationGroup')
      .flatMap((resource) => CACHE_SIGNALS.map((metrics) => ({ resource, namespace: 'AWS/ElastiCache', metrics }))),
    ...servingFunctions(workload).flatMap((fn) => functionSignals(workload, fn)),
    ...workload
      .ofType('AWS::SQS::Queue')
      .filter((queue) => deadLetters.has(queue))
      .map((resource) => ({
        resource,
        namespace: 'AWS/SQS',
        metrics: ['ApproximateNumberOfMessagesVisible', 'ApproximateAgeOfOldestMessage'],
      })),
  ];
}

/** Servers have health checks and response times. Functions as targets have neither; their metrics show errors. */
function balancerSignals(workload: Workload, resource: Resource): Signal[] {
  const namespace = 'AWS/ApplicationELB';
  const hasServers = targetGroupsOf(workload, resource).some((targets) => targets.get('TargetType') !== 'lambda');
  return [['HTTPCode_ELB_5XX_Count'], ...(hasServers ? SERVER_SIGNALS : [])].map((metrics) => ({
    resource,
    namespace,
    metrics,
  }));
}

function functionSignals(workload: Workload, resource: Resource): Signal[] {
  const referrers = [...workload.referrers(resource)];
  const aliases = referrers
    .filter(({ type }) => type === 'AWS::Lambda::Alias')
    .flatMap((alias) => [...workload.referrers(alias)]);
  const answers = [...referrers, ...aliases].some(({ type }) => CALLERS.includes(type));
  return ['Errors', ...(answers ? ['Throttles'] : [])].map((metric) => ({
    resource,
    namespace: 'AWS/Lambda',
    metrics: [metric],
  }));
}

function deadLetterQueues(workload: Workload): Set<Resource> {
  const named = Object.entries(DEAD_LETTERS).flatMap(([type, path]) =>
    workload.anyOfType(type).flatMap((from) => [...workload.mentions(from, from.raw(path))]),
  );
  const ofRules = workload.anyOfType('AWS::Events::Rule').flatMap((rule) =>
    rule
      .list('Targets')
      .filter(isRecord)
      .flatMap((target) => [...workload.mentions(rule, target.DeadLetterConfig)]),
  );
  return new Set([...named, ...ofRules]);
}
