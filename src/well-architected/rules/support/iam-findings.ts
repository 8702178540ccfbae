import type { State } from './verdict';
import { stateOf, verdictOf } from './verdict';
import type { Statement } from '../../workload/queries';
import { intrinsicOf, isRecord, listOf, possibleValues } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/**
 * A wildcard in a policy, with the text that cdk-nag gives it, so that an acknowledgement for cdk-nag counts here too.
 */
export interface Wildcard {
  readonly item: string;
  readonly state: State;

  /**
   * True when it does not allow everything: some actions of a service, some resources below a name, or calls that take
   * no resource.
   */
  readonly bounded: boolean;
}

/** Calls that take no ARN, so that a policy can name only `*` for them. */
const WITHOUT_RESOURCE = new RegExp(
  `^(${[
    '(ec2|autoscaling|elasticloadbalancing):Describe\\w*',
    'cloudwatch:PutMetricData',
    'ecr:GetAuthorizationToken',
    's3:ListAllMyBuckets',
    '(ssm|ec2)messages:\\w+',
    'xray:(PutTraceSegments|PutTelemetryRecords|GetSampling\\w+)',
  ].join('|')})$`,
);

const WHOLE_SERVICE = /^(\*|[\w-]+:\*)$/;
const EVERYTHING = /^(\*|arn:\*)$/;

/** Returns what a statement allows by `*`, or by a parameter that may contain one. */
export function wildcardsOf(workload: Workload, statement: Statement): Wildcard[] {
  const { actions, resources, resource: policy } = statement;
  const takesNoArn =
    actions.length > 0 && actions.every((action) => typeof action === 'string' && WITHOUT_RESOURCE.test(action));
  const stateFor = (value: unknown): State => wildcardState(workload, statement, value);
  const all = [
    ...actions.map((action) => ({
      item: `Action::${flattened(action)}`,
      state: stateFor(action),
      bounded: !WHOLE_SERVICE.test(flattened(action)),
    })),
    ...resources.map((one) => ({
      item: `Resource::${flattened(one)}`,
      state: stateFor(one),
      bounded: takesNoArn || !EVERYTHING.test(flattened(one)),
    })),
  ];
  const written = policy.raw(statement.property.replace(/^Properties\./, ''));
  // Everything except a list is as wide as `*`, and grows with each action that AWS adds.
  const exceptions = ['NotAction', 'NotResource']
    .filter((key) => isRecord(written) && written[key] !== undefined)
    .map((item) => ({ item, state: 'failing' as const, bounded: false }));
  return [...all.filter(({ state }) => state !== 'compliant'), ...exceptions];
}

/**
 * A name that is joined from attributes of resources has only the wildcards that are written into it. A parameter may
 * be a wildcard.
 */
function wildcardState(workload: Workload, { resource: { template } }: Statement, value: unknown): State {
  const values = possibleValues(template, value).map((possible) =>
    possible.known || isParameter(workload, template, possible.value)
      ? possible
      : { known: true, value: flattened(possible.value) },
  );
  return stateOf(verdictOf(values, (known) => !String(known).includes('*')));
}

function isParameter(workload: Workload, template: Statement['resource']['template'], value: unknown): boolean {
  return (
    intrinsicOf(value) === 'Ref' &&
    !flattened(value).startsWith('<AWS::') &&
    workload.follow(template, value) === undefined
  );
}

/** Returns an ARN as cdk-nag writes it in a finding. */
export function flattened(value: unknown): string {
  if (typeof value === 'string') return value.replaceAll('${', '<').replaceAll('}', '>');
  if (!isRecord(value)) return JSON.stringify(value) ?? '';
  if ('Fn::Join' in value) {
    const [delimiter, parts] = listOf(value['Fn::Join']);
    return listOf(parts).map(flattened).join(String(delimiter));
  }
  if ('Fn::Sub' in value) return flattened(value['Fn::Sub']);
  if ('Fn::GetAtt' in value) return `<${[value['Fn::GetAtt']].flat().map(flattened).join('.')}>`;
  if ('Fn::ImportValue' in value) return flattened(value['Fn::ImportValue']);
  return 'Ref' in value ? `<${flattened(value.Ref)}>` : JSON.stringify(value);
}
