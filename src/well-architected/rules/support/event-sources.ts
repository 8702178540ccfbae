import { statementsOfRole } from './roles';
import type { Statement } from '../../workload/queries';
import type { Resource } from '../../workload/resource';
import { textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** What calls a function with an event that is lost when nobody keeps it; a schedule carries nothing, and its next run does the work. */
const EVENT_TYPES = [
  'AWS::SNS::Subscription',
  'AWS::S3::Bucket',
  'Custom::S3BucketNotifications',
  'AWS::SES::ReceiptRule',
];

/** What calls a function without waiting for its answer, or polls on its behalf. */
const ASYNCHRONOUS_TYPES = [
  ...EVENT_TYPES,
  'AWS::Lambda::EventSourceMapping',
  'AWS::Events::Rule',
  'AWS::Scheduler::Schedule',
  'AWS::Pipes::Pipe',
];

/** The function that a value names, directly or by an alias or a version of it. */
export function functionOf(workload: Workload, from: Resource, value: unknown): Resource | undefined {
  const [named] = workload.mentions(from, value);
  const resource = workload.follow(from, value) ?? named;
  const isQualifier = resource?.type === 'AWS::Lambda::Alias' || resource?.type === 'AWS::Lambda::Version';
  return resource && isQualifier ? workload.follow(resource, resource.raw('FunctionName')) : resource;
}

/** Everything in the app that names a function, or an alias or a version of it. */
export function callersOf(workload: Workload, fn: Resource): Resource[] {
  return [...workload.referrers(fn)].flatMap((referrer) =>
    /^AWS::Lambda::(Alias|Version)$/.test(referrer.type) ? callersOf(workload, referrer) : [referrer],
  );
}

/** What hands a function its work without waiting for it. */
export function asynchronousSources(workload: Workload, fn: Resource): Resource[] {
  return callersOf(workload, fn).filter(({ type }) => ASYNCHRONOUS_TYPES.includes(type));
}

/** What calls a function with events that Lambda itself queues. */
export function eventSources(workload: Workload, fn: Resource): Resource[] {
  return callersOf(workload, fn).filter(
    (source) =>
      EVENT_TYPES.includes(source.type) ||
      (source.type === 'AWS::Events::Rule' && source.raw('EventPattern') !== undefined),
  );
}

/** The event source mappings of SQS queues, with their queue where it is in the app. */
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

/** What the role of a function may do, by the policies in the workload. */
export function statementsOf(workload: Workload, fn: Resource): Statement[] {
  const role = workload.follow(fn, fn.raw('Role'));
  return role ? statementsOfRole(workload, role) : [];
}
