import { CfnParameter } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnManagedPolicy, CfnPolicy, CfnRole, CfnRolePolicy } from 'aws-cdk-lib/aws-iam';
import { CfnAlias, CfnEventSourceMapping, CfnFunction, CfnPermission, CfnVersion } from 'aws-cdk-lib/aws-lambda';
import { CfnSubscription } from 'aws-cdk-lib/aws-sns';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { orderFlowLooselyCoupled } from '../../../../src/well-architected/rules/reliability/order-flow-loosely-coupled';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const document = (Action: unknown, Resource: unknown) => ({ Statement: [{ Effect: 'Allow', Action, Resource }] });

const role = (stack: Stack, ...policies: object[]) =>
  new CfnRole(stack, 'Role', {
    assumeRolePolicyDocument: {},
    policies: policies.map((policyDocument) => ({ policyName: 'p', policyDocument })),
  });

const fn = (stack: Stack, id: string, roleArn = 'arn', handler?: string) =>
  new CfnFunction(stack, id, { code: { zipFile: '' }, role: roleArn, handler });

/** A function with a permission, and a second function. */
const may =
  (action: unknown, target: (other: CfnFunction) => unknown = ({ attrArn }) => attrArn, handler?: string): Build =>
  (stack) => {
    const other = fn(stack, 'Prices');
    fn(stack, 'Api', role(stack, document(action, target(other))).attrArn, handler);
  };

/** A function that may call a second one by a separate policy. */
const mayBy =
  (attach: (stack: Stack, owner: CfnRole, policyDocument: object) => unknown): Build =>
  (stack) => {
    const other = fn(stack, 'Prices');
    const owner = role(stack);
    fn(stack, 'Api', owner.attrArn);
    attach(stack, owner, document('lambda:InvokeFunction', other.attrArn));
  };

const mapped: Build = (stack) => {
  const queue = new CfnQueue(stack, 'Queue');
  new CfnEventSourceMapping(stack, 'Mapping', {
    functionName: fn(stack, 'OrderProcessing').ref,
    eventSourceArn: queue.attrArn,
  });
};

export const cases: RuleCases = {
  rule: orderFlowLooselyCoupled,
  compliant: {
    'a function that calls no function': may('sqs:SendMessage', () => '*'),
    'a function that calls itself': (stack) => {
      const owner = role(stack);
      const own = fn(stack, 'Api', owner.attrArn);
      new CfnPolicy(stack, 'Policy', {
        policyName: 'p',
        roles: [owner.ref],
        policyDocument: document('lambda:InvokeFunction', own.attrArn),
      });
    },
    'a function that may not call': (stack) => {
      fn(
        stack,
        'Api',
        role(stack, { Statement: [{ Effect: 'Deny', Action: 'lambda:InvokeFunction', Resource: '*' }] }).attrArn,
      );
    },
    'a function that may do too much': may('lambda:*', () => '*'),
    'orders from a queue': mapped,
    'orders from a queue to an alias': (stack) => {
      const { ref: functionName } = fn(stack, 'OrderProcessing');
      const { attrVersion: functionVersion } = new CfnVersion(stack, 'Version', { functionName });
      const alias = new CfnAlias(stack, 'Alias', { functionName, functionVersion, name: 'live' });
      new CfnEventSourceMapping(stack, 'Mapping', {
        functionName: alias.ref,
        eventSourceArn: 'arn:aws:sqs:us-east-1:111111111111:orders',
      });
    },
    'parcels from a topic': (stack) => {
      new CfnSubscription(stack, 'Subscription', {
        topicArn: 'arn',
        protocol: 'lambda',
        endpoint: fn(stack, 'shipping-notifier').attrArn,
      });
    },
    'orders from events': (stack) => {
      new CfnRule(stack, 'Rule', {
        eventPattern: { source: ['shop'] },
        targets: [{ id: 't', arn: fn(stack, 'OrderWorker').attrArn }],
      });
    },
  },
  failing: {
    'a function that calls another one': { build: may('lambda:InvokeFunction'), fails: ['Invoke'] },
    'a function that calls any': may(['sqs:SendMessage', 'lambda:Invoke*'], () => '*'),
    'by a policy': mayBy(
      (stack, { ref }, policyDocument) =>
        new CfnPolicy(stack, 'Policy', { policyName: 'p', roles: [ref], policyDocument }),
    ),
    'by a policy of the role': mayBy(
      (stack, { ref }, policyDocument) =>
        new CfnRolePolicy(stack, 'Policy', { policyName: 'p', roleName: ref, policyDocument }),
    ),
    'by a managed policy': mayBy((stack, owner, policyDocument) => {
      owner.managedPolicyArns = [new CfnManagedPolicy(stack, 'Policy', { policyDocument }).ref];
    }),
    'by a permission on the other one': (stack) => {
      const owner = role(stack);
      fn(stack, 'Api', owner.attrArn);
      new CfnPermission(stack, 'Permission', {
        action: 'lambda:InvokeFunction',
        functionName: fn(stack, 'Prices').ref,
        principal: owner.attrArn,
      });
    },
    'orders without a queue': {
      build: (stack) => {
        fn(stack, 'OrderProcessing');
      },
      fails: ['Source'],
    },
  },
  notApplicable: {
    'a queue': (stack) => {
      new CfnQueue(stack, 'Queue');
    },
    'the framework for custom resources': (stack) => {
      fn(stack, 'Framework', role(stack, document('lambda:InvokeFunction', '*')).attrArn, 'framework.onEvent');
    },
  },
  token: (stack) => {
    may([new CfnParameter(stack, 'Action').valueAsString])(stack);
    fn(stack, 'OrderProcessing');
    new CfnEventSourceMapping(stack, 'Mapping', {
      functionName: new CfnParameter(stack, 'Function').valueAsString,
      eventSourceArn: 'arn',
    });
  },
  override: {
    state: 'failing',
    build: (stack) => {
      may('sqs:SendMessage')(stack);
      (stack.node.findChild('Role') as CfnRole).addPropertyOverride(
        'Policies.0.PolicyDocument.Statement.0.Action',
        'lambda:InvokeFunction',
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      const [
        [
          id,
          {
            Properties: {
              Role: {
                'Fn::GetAtt': [owner],
              },
            },
          },
        ],
        [other],
      ] = ofType(main, 'AWS::Lambda::Function');
      expect(other).not.toBe(id);
      const [, { Properties: policy }] = ofType(main, 'AWS::IAM::ManagedPolicy')[0];
      policy.Roles = [...(policy.Roles ?? []), { Ref: owner }];
      policy.PolicyDocument.Statement.push({
        Effect: 'Allow',
        Action: 'lambda:InvokeFunction',
        Resource: { 'Fn::GetAtt': [other, 'Arn'] },
      });
    },
  },
};
