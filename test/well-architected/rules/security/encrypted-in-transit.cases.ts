import { CfnParameter } from 'aws-cdk-lib';
import { CfnListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { CfnQueue, CfnQueuePolicy } from 'aws-cdk-lib/aws-sqs';
import { distribution } from './edge-builds';
import { dataCases } from './encrypted-in-transit/data';
import { behavior, edge, edgeCases, FORWARD, listener, MODERN } from './encrypted-in-transit/edge';
import { bucket, DENY, policyCases } from './encrypted-in-transit/policies';
import { encryptedInTransit } from '../../../../src/well-architected/rules/security/encrypted-in-transit';
import { ofType } from '../../../support/template-graph';
import type { RuleCases } from '../../support/cases';

export const cases: RuleCases = {
  rule: encryptedInTransit,
  compliant: { ...edgeCases.compliant, ...policyCases.compliant, ...dataCases.compliant },
  failing: { ...edgeCases.failing, ...policyCases.failing, ...dataCases.failing },
  notApplicable: { ...edgeCases.notApplicable, ...policyCases.notApplicable, ...dataCases.notApplicable },
  token: (stack) => {
    const given = (id: string) => new CfnParameter(stack, id).valueAsString;
    edge(
      {
        viewerCertificate: { ...MODERN, minimumProtocolVersion: given('Version') },
        defaultCacheBehavior: behavior(given('Viewer')),
      },
      {
        originProtocolPolicy: given('Origin'),
      },
    )(stack);
    listener({ protocol: given('Protocol') })(stack);
    new CfnListener(stack, 'Acting', {
      loadBalancerArn: 'arn',
      protocol: 'HTTP',
      defaultActions: [{ type: given('ActionType') }],
    });
    new CfnListener(stack, 'Secure', {
      loadBalancerArn: 'arn',
      protocol: 'HTTPS',
      sslPolicy: given('Ssl'),
      defaultActions: [FORWARD],
    });
    bucket({ Action: given('Action') })(stack);
    new CfnDBInstance(stack, 'Unversioned', { engine: 'postgres' });
    new CfnDBInstance(stack, 'Elsewhere', { engine: 'mysql', dbParameterGroupName: 'another-group' });
    new CfnDBInstance(stack, 'Oracle', { engine: 'oracle-ee', optionGroupName: 'another-group' });
    new CfnTopic(stack, 'Topic', { kmsMasterKeyId: given('Key') });
    const conditional = new CfnBucket(stack, 'Conditional');
    new CfnBucketPolicy(stack, 'Either', {
      bucket: conditional.ref,
      policyDocument: { Statement: [{ 'Fn::If': ['Some', { ...DENY, Resource: '*' }, { Ref: 'AWS::NoValue' }] }] },
    });
    const documented = new CfnQueue(stack, 'Queue');
    new CfnQueuePolicy(stack, 'Documented', { queues: [documented.ref], policyDocument: {} }).addPropertyOverride(
      'PolicyDocument',
      { 'Fn::FindInMap': ['A', 'B', 'C'] },
    );
  },
  override: {
    state: 'failing',
    build: (stack) => {
      distribution(stack, 'www.example.com', { config: { viewerCertificate: MODERN } }).addPropertyOverride(
        'DistributionConfig.Origins.0.CustomOriginConfig.OriginProtocolPolicy',
        'http-only',
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::SES::ConfigurationSet')) {
        properties.DeliveryOptions.TlsPolicy = 'OPTIONAL';
      }
    },
  },
  oracles: [edgeCases, policyCases, dataCases].flatMap(({ oracles = [] }) => oracles),
};
