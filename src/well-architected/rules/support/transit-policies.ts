import { found, verifyPresent } from './finding';
import type { Finding } from './finding';
import { includesAction } from './roles';
import { anyOf, verdictIn } from './verdict';
import type { Verdict } from './verdict';
import { statementsAt } from '../../workload/queries';
import type { Statement } from '../../workload/queries';
import type { Resource } from '../../workload/resource';
import { intrinsicOf, isFalse, isRecord, listOf, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** A service whose endpoints also accept plain HTTP, unless a policy denies it. */
interface Guarded {
  readonly type: string;

  /** Types of policies, with the property in which each names its resource. */
  readonly policies: Readonly<Record<string, string>>;

  /** Actions that must be denied. */
  readonly actions: readonly string[];
}

const BUCKET = 'AWS::S3::Bucket';

const GUARDED: readonly Guarded[] = [
  { type: BUCKET, policies: { 'AWS::S3::BucketPolicy': 'Bucket' }, actions: ['s3:GetObject', 's3:PutObject'] },
  {
    type: 'AWS::SNS::Topic',
    policies: { 'AWS::SNS::TopicPolicy': 'Topics', 'AWS::SNS::TopicInlinePolicy': 'TopicArn' },
    actions: ['sns:Publish'],
  },
  {
    type: 'AWS::SQS::Queue',
    policies: { 'AWS::SQS::QueuePolicy': 'Queues', 'AWS::SQS::QueueInlinePolicy': 'Queue' },
    actions: ['sqs:SendMessage', 'sqs:ReceiveMessage'],
  },
];

/**
 * Assesses whether buckets, topics and queues deny requests without TLS. A bucket that is a website supports only HTTP,
 * so it is excluded.
 */
export function policyFindings(workload: Workload): Finding[] {
  return GUARDED.flatMap((guarded) =>
    workload
      .ofType(guarded.type)
      .filter((resource) => resource.raw('WebsiteConfiguration') === undefined)
      .map((resource) => {
        const isDenied = anyOf([hasKey(resource), deniesPlainText(workload, resource, guarded)]);
        const actual = isDenied ? 'denied' : 'not denied';
        return found(resource, isDenied, 'a policy that denies requests without TLS', actual, {
          item: 'SecureTransport',
        });
      }),
  );
}

/** Topics and queues with a KMS key refuse requests without TLS. */
function hasKey(resource: Resource): Verdict {
  return resource.type === BUCKET ? false : verdictIn(verifyPresent(resource, 'KmsMasterKeyId', 'a key'));
}

function deniesPlainText(workload: Workload, resource: Resource, { policies, actions }: Guarded): Verdict {
  const attached = Object.entries(policies).flatMap(([type, property]) =>
    workload
      .anyOfType(type)
      .filter((policy) =>
        listOf(policy.raw(property)).some(
          (target) => workload.follow(policy, target) === resource || isNamed(resource, target),
        ),
      ),
  );
  return anyOf(
    attached.flatMap((policy): Verdict[] => [
      ...statementsAt(policy, 'PolicyDocument').map((statement) => isDenial(workload, resource, statement, actions)),
      ...(isUnclear(policy) ? [undefined] : []),
    ]),
  );
}

/** True when the document or a statement is a token or a condition. */
function isUnclear(policy: Resource): boolean {
  return (
    policy.values('PolicyDocument.Statement').some(({ known }) => !known) ||
    listOf(policy.raw('PolicyDocument.Statement')).some((statement) => intrinsicOf(statement) !== undefined)
  );
}

function isNamed(resource: Resource, target: unknown): boolean {
  return typeof target === 'string' && target === resource.raw('BucketName');
}

function isDenial(workload: Workload, resource: Resource, statement: Statement, actions: readonly string[]): Verdict {
  if (!isPlainText(statement.condition) || !covers(workload, resource, statement) || !isAnyone(statement.principal)) {
    return false;
  }
  if ([statement.effect, ...statement.actions].some((value) => intrinsicOf(value) !== undefined)) return undefined;
  return (
    statement.effect === 'Deny' &&
    actions.every((action) => statement.actions.some((pattern) => includesAction(pattern, action)))
  );
}

/** True when the condition is that a request came without TLS, and nothing else. */
function isPlainText(condition: unknown): boolean {
  const operators = isRecord(condition) ? Object.entries(condition) : [];
  return (
    operators.length === 1 &&
    operators.every(
      ([operator, keys]) =>
        /^Bool(IfExists)?$/.test(operator) &&
        isRecord(keys) &&
        Object.keys(keys).length === 1 &&
        Object.entries(keys).every(
          ([key, value]) => key.toLowerCase() === 'aws:securetransport' && listOf(value).every(isFalse),
        ),
    )
  );
}

function isAnyone(principal: unknown): boolean {
  return listOf(isRecord(principal) ? principal.AWS : principal).includes('*');
}

/** True when the statement covers the objects in a bucket, or the topic or queue. */
function covers(workload: Workload, resource: Resource, { resource: policy, resources }: Statement): boolean {
  return resources.some(
    (target) =>
      textOf(target).endsWith('*') ||
      (resource.type !== BUCKET && (typeof target === 'string' || workload.mentions(policy, target).has(resource))),
  );
}
