import { statementsOfRole } from './roles';
import type { Statement } from '../../workload/queries';
import type { Resource } from '../../workload/resource';
import { textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/**
 * Types that call a function with an event that is lost unless it is kept. A schedule is not among them: it carries no
 * data, and its next run does the work.
 */
const EVENT_TYPES = [
  'AWS::SNS::Subscription',
  'AWS::S3::Bucket',
  'Custom::S3BucketNotifications',
  'AWS::SES::ReceiptRule',
];

/** Types that call a function without waiting for its answer, or poll on its behalf. */
const ASYNCHRONOUS_TYPES = [
  ...EVENT_TYPES,
  'AWS::Lambda::EventSourceMapping',
  'AWS::Events::Rule',
  'AWS::Scheduler::Schedule',
  'AWS::Pipes::Pipe',
];

/**
 * Returns the function that a value refers to, directly or by an alias or a version of it.
 *
 * @param from - resource that contains the value
 */
export function functionOf(workload: Workload, from: Resource, value: unknown): Resource | undefined {
  const [named] = workload.mentions(from, value);
  const resource = workload.follow(from, value) ?? named;
  const isQualifier = resource?.type === 'AWS::Lambda::Alias' || resource?.type === 'AWS::Lambda::Version';
  return resource && isQualifier ? workload.follow(resource, resource.raw('FunctionName')) : resource;
}

/**
 * Returns every resource of the app that refers to a function, or to an alias or a version of it.
 *
 * @param workload - callers in related stacks are included
 */
export function callersOf(workload: Workload, fn: Resource): Resource[] {
  return [...workload.referrers(fn)].flatMap((referrer) =>
    /^AWS::Lambda::(Alias|Version)$/.test(referrer.type) ? callersOf(workload, referrer) : [referrer],
  );
}

/** Returns the resources that invoke a function asynchronously. */
export function asynchronousSources(workload: Workload, fn: Resource): Resource[] {
  return callersOf(workload, fn).filter(({ type }) => ASYNCHRONOUS_TYPES.includes(type));
}

/** Returns the resources that invoke a function with events that Lambda queues. */
export function eventSources(workload: Workload, fn: Resource): Resource[] {
  return callersOf(workload, fn).filter(
    (source) =>
      EVENT_TYPES.includes(source.type) ||
      (source.type === 'AWS::Events::Rule' && source.raw('EventPattern') !== undefined),
  );
}

/**
 * Returns the mappings whose event source is an SQS queue, with the queue where it is in the app.
 *
 * @param mappings - event source mappings of any kind
 */
export function queueMappings(
  workload: Workload,
  mappings: readonly Resource[],
): { readonly mapping: Resource; readonly queue?: Resource }[] {
  return mappings.flatMap((mapping) => {
    const source = mapping.raw('EventSourceArn');
    const queue = workload.follow(mapping, source);
    if (queue?.type === 'AWS::SQS::Queue') return { mapping, queue };
    return !queue && /:sqs:/.test(textOf(source)) ? { mapping } : [];
  });
}

/**
 * Returns the statements of the policies of a function's role, as far as they are in the workload.
 *
 * @param workload - policies in related stacks are not read
 */
export function statementsOf(workload: Workload, fn: Resource): Statement[] {
  const role = workload.follow(fn, fn.raw('Role'));
  return role ? statementsOfRole(workload, role) : [];
}
