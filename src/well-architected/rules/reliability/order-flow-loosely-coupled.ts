import type { Statement } from '../../workload/queries';
import type { Resource } from '../../workload/resource';
import { isRecord } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { asynchronousSources, functionOf, statementsOf } from '../support/event-sources';
import type { Finding } from '../support/finding';
import { found } from '../support/finding';
import type { Rule } from '../support/rule';
import type { State } from '../support/verdict';

/**
 * Names of functions with work for which no customer waits. Payment events are not among them: the provider waits for
 * the answer and calls again after an error.
 */
const BACKGROUND_WORK = /(order|shipping|shipment|fulfil?lment)[-_]?(process|notif|dispatch|worker)/i;

const INVOKE = /^lambda:invoke/i;

/** A fault in one step of an order does not affect the other steps. */
export const orderFlowLooselyCoupled: Rule = {
  name: 'OrderFlowLooselyCoupled',
  practice: 'REL04-BP02',
  also: ['SUS03-BP01', 'COST09-BP02'],
  level: 'warning',
  requirement: 'Functions pass work on through queues, topics or events, and no function calls another one directly.',
  why:
    'In a chain of calls the slowest function decides how long the customer waits, and a single fault loses the ' +
    'order. A queue keeps the order until the fault is fixed.',
  fix:
    'Add functions with `commerce.addFunction`, which creates a queue for each, and publish to ' +
    '`messaging.orderTopic`. In CloudFormation use an `AWS::Lambda::EventSourceMapping` of a queue instead of ' +
    '`lambda:InvokeFunction` in the role of the caller.',
  docs: 'https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html',
  check: (workload) =>
    workload
      .ofType('AWS::Lambda::Function')
      .flatMap((fn) => [...callFinding(workload, fn), ...sourceFinding(workload, fn)]),
};

function callFinding(workload: Workload, fn: Resource): Finding[] {
  const granted = statementsOf(workload, fn)
    .filter(({ effect }) => effect !== 'Deny')
    .map((statement) => stateOf(workload, fn, statement));
  const direct = workload
    .anyOfType('AWS::Lambda::Permission')
    .some((permission) => permitsCall(workload, fn, permission));
  const state: State =
    direct || granted.includes('failing') ? 'failing' : granted.includes('undetermined') ? 'undetermined' : 'compliant';
  const actual = {
    failing: 'its role may invoke a function',
    undetermined: 'its role has a statement that is known only at deployment',
    compliant: 'no call',
  }[state];
  return [
    found(fn, state, 'no permission to invoke another function', actual, {
      property: 'Properties.Role',
      item: 'Invoke',
    }),
  ];
}

/** A wildcard for all of Lambda allows too much, but does not show that a function is called. */
function stateOf(workload: Workload, fn: Resource, { resource, actions, resources }: Statement): State {
  if (actions.some((action) => typeof action === 'string' && INVOKE.test(action))) {
    return resources.every((target) => functionOf(workload, resource, target) === fn) ? 'compliant' : 'failing';
  }
  return actions.some((action) => isRecord(action)) ? 'undetermined' : 'compliant';
}

function permitsCall(workload: Workload, fn: Resource, permission: Resource): boolean {
  const role = workload.follow(fn, fn.raw('Role'));
  if (!role || workload.follow(permission, permission.raw('Principal')) !== role) return false;
  return functionOf(workload, permission, permission.raw('FunctionName')) !== fn;
}

function sourceFinding(workload: Workload, fn: Resource): Finding[] {
  if (!BACKGROUND_WORK.test(fn.path)) return [];
  const [source] = asynchronousSources(workload, fn);
  const unreadable = workload
    .anyOfType('AWS::Lambda::EventSourceMapping')
    .some((mapping) => functionOf(workload, mapping, mapping.raw('FunctionName')) === undefined);
  const state: State = source ? 'compliant' : unreadable ? 'undetermined' : 'failing';
  return [
    found(fn, state, 'a queue, a topic or events as its source', source?.type ?? 'no such source', { item: 'Source' }),
  ];
}
