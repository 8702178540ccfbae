import { CfnParameter } from 'aws-cdk-lib';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { CfnListener, CfnListenerRule, CfnLoadBalancer, CfnTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnFunction, CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { rules } from 'cdk-nag';
import { timeoutsExplicit } from '../../../../src/well-architected/rules/reliability/timeouts-explicit';
import type { Build, RuleCases } from '../../support/cases';

const fn =
  (timeout?: number): Build =>
  (stack) => {
    new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn', timeout });
  };

const edge =
  (
    domainName: string,
    customOriginConfig: Partial<CfnDistribution.CustomOriginConfigProperty>,
    connectionTimeout?: number,
  ): Build =>
  (stack) => {
    new CfnDistribution(stack, 'Distribution', {
      distributionConfig: {
        enabled: true,
        defaultCacheBehavior: { targetOriginId: 'o', viewerProtocolPolicy: 'https-only' },
        origins: [
          {
            id: 'o',
            domainName,
            connectionTimeout,
            customOriginConfig: { originProtocolPolicy: 'https-only', ...customOriginConfig },
          },
        ],
      },
    });
  };

interface Behind {
  readonly timeout: number;
  readonly idle?: string;
  readonly read?: number;
  readonly byDefault?: boolean;
}

/** A function behind a load balancer, with CloudFront in front of it where a read timeout is given. */
const behind =
  ({ timeout, idle, read, byDefault }: Behind): Build =>
  (stack) => {
    const target = new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn', timeout });
    const balancer = new CfnLoadBalancer(stack, 'Balancer', {
      loadBalancerAttributes: idle === undefined ? undefined : [{ key: 'idle_timeout.timeout_seconds', value: idle }],
    });
    const group = new CfnTargetGroup(stack, 'Targets', { targetType: 'lambda', targets: [{ id: target.attrArn }] });
    const forward = [{ type: 'forward', targetGroupArn: group.ref }];
    const defaultActions = byDefault ? forward : [{ type: 'fixed-response' }];
    const listener = new CfnListener(stack, 'Listener', {
      loadBalancerArn: balancer.ref,
      port: 443,
      protocol: 'HTTPS',
      defaultActions,
    });
    if (!byDefault) {
      new CfnListenerRule(stack, 'ListenerRule', {
        listenerArn: listener.ref,
        priority: 1,
        conditions: [],
        actions: forward,
      });
    }
    if (read !== undefined) edge(balancer.attrDnsName, { originReadTimeout: read })(stack);
  };

const behindApi =
  (timeout: number): Build =>
  (stack) => {
    const target = new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn', timeout });
    new CfnPermission(stack, 'Permission', {
      action: 'lambda:InvokeFunction',
      functionName: target.ref,
      principal: 'apigateway.amazonaws.com',
    });
  };

export const cases: RuleCases = {
  rule: timeoutsExplicit,
  compliant: {
    'a function with the setting': fn(30),
    'a function behind a load balancer': behind({ timeout: 60 }),
    'a function behind one that waits longer': behind({ timeout: 120, idle: '120', byDefault: true }),
    'a function behind CloudFront': behind({ timeout: 20, read: 20 }),
    'a function behind an API': behindApi(29),
    'an origin without the setting': edge('shop.example.com', {}),
    'an origin with the setting': edge('shop.example.com', { originReadTimeout: 60 }, 5),
    'an origin without a timeout for answers': (stack) => {
      new CfnDistribution(stack, 'Distribution', {
        distributionConfig: {
          enabled: true,
          defaultCacheBehavior: { targetOriginId: 'o', viewerProtocolPolicy: 'https-only' },
          origins: [{ id: 'o', domainName: 'media.s3.amazonaws.com', s3OriginConfig: {} }],
        },
      });
    },
  },
  failing: {
    'a function without the setting': { build: fn(), fails: ['Properties.Timeout'] },
    'a function that outlasts the load balancer': { build: behind({ timeout: 90 }), fails: ['Properties.Timeout'] },
    'a function that outlasts a shorter one': behind({ timeout: 60, idle: '30', byDefault: true }),
    'a function that outlasts CloudFront': behind({ timeout: 50, read: 20 }),
    'a function that outlasts an API': behindApi(60),
    'an origin that may take long': {
      build: edge('shop.example.com', { originReadTimeout: 120 }),
      fails: ['OriginReadTimeout.0'],
    },
    'an origin that is connected to for long': {
      build: edge('shop.example.com', {}, 30),
      fails: ['ConnectionTimeout.0'],
    },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
  },
  token: (stack) => {
    fn(new CfnParameter(stack, 'Timeout', { type: 'Number' }).valueAsNumber)(stack);
    edge('shop.example.com', { originReadTimeout: new CfnParameter(stack, 'Read', { type: 'Number' }).valueAsNumber })(
      stack,
    );
  },
  override: {
    state: 'compliant',
    build: (stack) => {
      new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn' }).addPropertyOverride('Timeout', '15');
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [id, { Type: type, Properties: properties }] of Object.entries(main.Resources)) {
        if (type === 'AWS::Lambda::Function' && /ScheduledTasks/.test(id)) delete properties.Timeout;
      }
    },
  },
  oracles: [
    {
      name: 'LambdaDefaultTimeout',
      rule: rules.lambda.LambdaDefaultTimeout,
      about: [
        'a function with the setting',
        'a function behind a load balancer',
        'a function without the setting',
        'a function that outlasts the load balancer',
      ],
      disagreements: {
        'a function that outlasts the load balancer': 'a timeout beyond that of the caller is no better than none',
      },
    },
  ],
};
