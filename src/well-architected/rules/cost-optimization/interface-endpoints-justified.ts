import { identityStatements } from '../../workload/queries';
import type { Resource } from '../../workload/resource';
import { textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { found } from '../support/finding';
import type { Rule } from '../support/rule';
import { stateOf } from '../support/verdict';
import { isServiceOfAws, kindOf, serviceOf } from '../support/vpc-endpoints';
import { atMost, byVpc } from '../support/vpcs';

/** Services whose endpoint has another name than their permissions and resources. */
const OTHER_NAMES: Record<string, readonly string[]> = {
  ec2messages: ['ssm'],
  email: ['ses'],
  'email-smtp': ['ses'],
  'execute-api': ['apigateway'],
  monitoring: ['cloudwatch'],
  ssmmessages: ['ssm'],
  states: ['stepfunctions'],
  sts: ['iam'],
};

interface Uses {
  /** `sqs` for `AWS::SQS::Queue` and for `sqs:SendMessage`. */
  readonly words: ReadonlySet<string>;

  /** Managed policies, of which only the name is known: `amazonssmmanagedinstancecore`. */
  readonly policies: readonly string[];
}

/** Interface endpoints are billed by the hour in every zone, so each one needs a user. */
export const interfaceEndpointsJustified: Rule = {
  name: 'InterfaceEndpointsJustified',
  practice: 'COST08-BP03',
  level: 'info',
  requirement: 'A VPC has few interface endpoints, and the workload uses the service of each.',
  why:
    'An interface endpoint is billed by the hour in each zone, used or not. A dozen of them in three zones can cost ' +
    'more than the NAT gateways that they replace.',
  fix:
    'Remove entries from `network.interfaceEndpoints`. In CloudFormation remove the `AWS::EC2::VPCEndpoint`. If the ' +
    'workload needs more endpoints, raise the threshold `maxInterfaceEndpoints`.',
  docs: 'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
  check: (workload, { thresholds: { maxInterfaceEndpoints: most } }) => {
    const endpoints = workload.ofType('AWS::EC2::VPCEndpoint').filter((endpoint) => kindOf(endpoint) === 'Interface');
    if (endpoints.length === 0) return [];
    const uses = usesOf(workload);
    return [
      ...byVpc(workload, endpoints, (endpoint) => endpoint).map(({ anchor, members }) =>
        found(
          anchor,
          stateOf(atMost(members, most)),
          `at most ${most} in each zone`,
          `${members.length} interface endpoints`,
          { item: 'Count' },
        ),
      ),
      ...endpoints.flatMap((endpoint) => useFinding(endpoint, uses)),
    ];
  },
};

/** Services of other vendors are excluded, because no template shows who calls them. */
function useFinding(endpoint: Resource, uses: Uses): Finding[] {
  const service = serviceOf(endpoint);
  const options = { property: 'Properties.ServiceName', item: 'Service' };
  const expected = 'a service that a role may use or a resource belongs to';
  const actual = textOf(endpoint.raw('ServiceName'));
  if (service === undefined) return [found(endpoint, 'undetermined', expected, actual, options)];
  if (!isServiceOfAws(service)) return [];
  const names = ['*', service, ...service.split(/[.-]/), ...(OTHER_NAMES[service] ?? [])];
  return [
    found(
      endpoint,
      names.some((name) => uses.words.has(name) || uses.policies.some((policy) => policy.includes(name))),
      expected,
      actual,
      options,
    ),
  ];
}

/** Returns the services that the workload uses: those of its resources and those that its roles may call. */
function usesOf(workload: Workload): Uses {
  const types = workload.templates
    .flatMap((template) => [...template.resources.values()])
    .map(({ type }) => type.replace(/^\w+::(\w+).*$/, '$1'));
  const actions = identityStatements(workload)
    .flatMap((statement) => statement.actions)
    .map((action) => textOf(action).replace(/:.*$/, ''));
  const policies = workload
    .ofType('AWS::IAM::Role')
    .flatMap((role) => role.list('ManagedPolicyArns'))
    .map((arn) => textOf(arn).replace(/^.*\//, ''));
  return {
    words: new Set([...types, ...actions].map((word) => word.toLowerCase())),
    policies: policies.map((policy) => policy.toLowerCase()),
  };
}
