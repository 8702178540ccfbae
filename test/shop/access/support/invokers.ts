/** Functions of a synthesized stack with their invokers, read from the template and never from the table. */
import { FunctionRow, Invoker, QueueSource } from '../../../../shop/access/function-table';
import { CfnResourceDefinition, CfnTemplate, ofType, referencesIn } from '../../../support/template-graph';

/** Logical ids of the shop's functions, such as `ShopCommerceStoreApiFunctionDCBD4937`, by name. */
const FUNCTION_ID = /Commerce([A-Z][A-Za-z]+)Function[0-9A-F]{8}$/;

/** Function of CDK that CloudFormation calls during a deployment, and no part of the shop. */
const CUSTOM_RESOURCE = /CustomResourceProviderHandler[0-9A-F]{8}$/;

const TOPICS: readonly (readonly [RegExp, QueueSource])[] = [
  [/MessagingOrderTopic/, 'order topic'],
  [/MessagingStockTopic/, 'stock topic'],
  [/MessagingOfferTopic/, 'offer topic'],
  [/Mail/, 'mail events'],
];

export interface FoundFunction extends Omit<FunctionRow, 'name' | 'invoker'> {
  readonly name: string;
  readonly invoker: Invoker;
}

/** @throws Error when a function has no invoker, or more than one */
export function functionsOf(template: CfnTemplate): readonly FoundFunction[] {
  return shopFunctions(template).map(([id, name]) => {
    const found = [...loadBalancers(template, id), ...queues(template, id), ...schedules(template, id)];
    const principals = permissions(template)
      .filter(([, { Properties }]) => refersTo(Properties.FunctionName, id))
      .map(([, { Properties }]) => String(Properties.Principal));
    const [invoker, ...more] = found;
    if (!invoker || more.length > 0) throw new Error(`${name} is invoked by ${JSON.stringify(found)}`);
    const principal = invoker.by === 'queue' && principals.length === 0 ? 'event source mapping' : principals.join();
    return { name, invoker, principal: principal as FunctionRow['principal'] };
  });
}

/** Logical ids of resources that no function may have: function URLs, and permissions without a source. */
export function openDoors(template: CfnTemplate): readonly string[] {
  return [
    ...ofType(template, 'AWS::Lambda::Url').map(([id]) => id),
    ...ofType(template, 'AWS::ApiGateway::RestApi').map(([id]) => id),
    ...ofType(template, 'AWS::ApiGatewayV2::Api').map(([id]) => id),
    ...permissions(template)
      .filter(([, { Properties }]) => Properties.SourceArn === undefined || Properties.Principal === '*')
      .map(([id]) => id),
    ...permissions(template)
      .filter(([, { Properties }]) => !shopFunctions(template).some(([id]) => refersTo(Properties.FunctionName, id)))
      .map(([id]) => id),
    ...policies(template)
      .filter(([, resource]) => /lambda:(Invoke|\*)/.test(JSON.stringify(resource)))
      .map(([id]) => id),
    ...ofType(template, 'AWS::Lambda::Function')
      .map(([id]) => id)
      .filter((id) => !FUNCTION_ID.test(id) && !CUSTOM_RESOURCE.test(id)),
  ];
}

/**
 * Paths of the listener's rules; `*` for the rule of the servers. Each rule must demand the secret header of origin
 * verification.
 */
export function listenerPaths(
  template: CfnTemplate,
): readonly { readonly path: string; readonly priority: number; readonly secret: boolean }[] {
  return ofType(template, 'AWS::ElasticLoadBalancingV2::ListenerRule')
    .map(([, { Properties }]) => {
      const conditions = Properties.Conditions as readonly Condition[];
      const path = conditions.find(({ Field }) => Field === 'path-pattern')?.PathPatternConfig?.Values.join() ?? '*';
      const secret = conditions.some(({ HttpHeaderConfig }) => HttpHeaderConfig?.HttpHeaderName === 'X-Origin-Verify');
      return { path, priority: Number(Properties.Priority), secret };
    })
    .sort((a, b) => a.priority - b.priority);
}

interface Condition {
  readonly Field: string;
  readonly PathPatternConfig?: { readonly Values: readonly string[] };
  readonly HttpHeaderConfig?: { readonly HttpHeaderName: string };
}

type Resources = readonly (readonly [string, CfnResourceDefinition])[];

function shopFunctions(template: CfnTemplate): readonly (readonly [string, string])[] {
  return ofType(template, 'AWS::Lambda::Function').flatMap(([id]) => {
    const [, name] = FUNCTION_ID.exec(id) ?? [];
    return name === undefined ? [] : [[id, name] as const];
  });
}

function permissions(template: CfnTemplate): Resources {
  return ofType(template, 'AWS::Lambda::Permission');
}

function policies(template: CfnTemplate): Resources {
  return [
    ...ofType(template, 'AWS::IAM::Policy'),
    ...ofType(template, 'AWS::IAM::ManagedPolicy'),
    ...ofType(template, 'AWS::IAM::Role'),
  ];
}

/** Finds the path through the target group and the listener rule. */
function loadBalancers(template: CfnTemplate, functionId: string): readonly Invoker[] {
  return ofType(template, 'AWS::ElasticLoadBalancingV2::TargetGroup')
    .filter(([, { Properties }]) => refersTo(Properties.Targets, functionId))
    .flatMap(([group]) =>
      ofType(template, 'AWS::ElasticLoadBalancingV2::ListenerRule')
        .filter(([, { Properties }]) => refersTo(Properties.Actions, group))
        .map(([, { Properties }]) => ({
          by: 'load balancer' as const,
          path:
            (Properties.Conditions as readonly Condition[])
              .find(({ Field }) => Field === 'path-pattern')
              ?.PathPatternConfig?.Values.join() ?? '*',
          priority: Number(Properties.Priority),
        })),
    );
}

function queues(template: CfnTemplate, functionId: string): readonly Invoker[] {
  return ofType(template, 'AWS::Lambda::EventSourceMapping')
    .filter(([, { Properties }]) => refersTo(Properties.FunctionName, functionId))
    .map(([, { Properties }]) => {
      const [queue] = [...referencesIn(Properties.EventSourceArn)];
      return { by: 'queue' as const, fedBy: [...senders(template, queue), ...subscriptions(template, queue)] };
    });
}

function subscriptions(template: CfnTemplate, queue: string): readonly QueueSource[] {
  const topics = ofType(template, 'AWS::SNS::Subscription')
    .filter(([, { Properties }]) => refersTo(Properties.Endpoint, queue))
    .map(([, { Properties }]) => Properties.TopicArn);
  return topics.map((topic) => {
    const [id = ''] = [...referencesIn(topic)];
    const source = TOPICS.find(([pattern]) => pattern.test(id))?.[1];
    if (!source) throw new Error(`the topic ${id} feeds a queue of a function, and has no name in the table`);
    return source;
  });
}

/** Roles that may send to the queue: those of servers and functions, by inline or shared policies. */
function senders(template: CfnTemplate, queue: string): readonly QueueSource[] {
  const roles = policies(template)
    .filter(([, { Properties }]) =>
      statementsOf(Properties).some(
        (statement) => JSON.stringify(statement).includes('sqs:SendMessage') && refersTo(statement, queue),
      ),
    )
    .flatMap(([id, { Type, Properties }]) =>
      Type === 'AWS::IAM::Role' ? [id] : [...rolesWith(template, id, Properties.Roles)],
    );
  const isApi = (role: string) => /CommerceStoreApi/.test(role);
  const kinds = new Set(
    roles.map((role): QueueSource => (/WebFleet/.test(role) ? 'servers' : isApi(role) ? 'store API' : 'functions')),
  );
  return (['servers', 'store API', 'functions'] as const).filter((kind) => kinds.has(kind));
}

/** Roles that a policy names, and roles that name the policy. */
function rolesWith(template: CfnTemplate, policy: string, named: unknown): ReadonlySet<string> {
  const naming = ofType(template, 'AWS::IAM::Role')
    .filter(([, { Properties }]) => refersTo(Properties.ManagedPolicyArns, policy))
    .map(([id]) => id);
  return new Set([...referencesIn(named), ...naming]);
}

interface PolicyHolder {
  readonly PolicyDocument?: { readonly Statement: readonly unknown[] };
  /** Inline policies of a role. */
  readonly Policies?: readonly PolicyHolder[];
}

function statementsOf({ PolicyDocument, Policies = [] }: PolicyHolder): readonly unknown[] {
  return [...(PolicyDocument?.Statement ?? []), ...Policies.flatMap(statementsOf)];
}

function refersTo(value: unknown, id: string): boolean {
  return referencesIn(value).has(id);
}

function schedules(template: CfnTemplate, functionId: string): readonly Invoker[] {
  return ofType(template, 'AWS::Events::Rule')
    .filter(([, { Properties }]) => refersTo(Properties.Targets, functionId))
    .map(([, { Properties }]) => ({ by: 'schedule', rate: String(Properties.ScheduleExpression) }));
}
