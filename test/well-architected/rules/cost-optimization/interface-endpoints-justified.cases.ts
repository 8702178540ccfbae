import { Aws, CfnParameter, Fn } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnVPCEndpoint } from 'aws-cdk-lib/aws-ec2';
import { CfnPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { interfaceEndpointsJustified } from '../../../../src/well-architected/rules/cost-optimization';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const endpoint = (stack: Stack, service: string, id = service) =>
  new CfnVPCEndpoint(stack, id, {
    vpcId: 'vpc-1',
    serviceName: `com.amazonaws.${Aws.REGION}.${service}`,
    vpcEndpointType: 'Interface',
  });

const endpoints =
  (...services: string[]): Build =>
  (stack) =>
    services.forEach((service) => endpoint(stack, service));

const allowed =
  (service: string, action: string): Build =>
  (stack) => {
    endpoint(stack, service);
    new CfnPolicy(stack, 'Policy', {
      policyName: 'p',
      policyDocument: { Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] },
    });
  };

const managed =
  (service: string, policy: string): Build =>
  (stack) => {
    endpoint(stack, service);
    new CfnRole(stack, 'Role', {
      assumeRolePolicyDocument: {},
      managedPolicyArns: [`arn:${Aws.PARTITION}:iam::aws:policy/${policy}`],
    });
  };

const queue: Build = (stack) => {
  endpoint(stack, 'sqs');
  new CfnQueue(stack, 'Queue');
};

export const cases: RuleCases = {
  rule: interfaceEndpointsJustified,
  compliant: {
    'a queue is there': queue,
    'a role may read secrets': allowed('secretsmanager', 'secretsmanager:GetSecretValue'),
    'a role may pull images': allowed('ecr.dkr', 'ecr:BatchGetImage'),
    'a role may write metrics': allowed('monitoring', 'cloudwatch:PutMetricData'),
    'a role may do everything': allowed('kinesis-streams', '*'),
    'a service of another vendor': (stack) => {
      queue(stack);
      endpoint(stack, 'partner').serviceName = 'com.amazonaws.vpce.us-east-1.vpce-svc-1';
    },
    'servers are managed': managed('ssmmessages', 'AmazonSSMManagedInstanceCore'),
    'servers run the agent': managed('monitoring', 'CloudWatchAgentServerPolicy'),
  },
  failing: {
    'no queue': { build: endpoints('sqs'), fails: ['Service'] },
    'a role may do other things': { build: allowed('sqs', 'sns:Publish'), fails: ['Service'] },
    'a policy for other things': { build: managed('sqs', 'AmazonSSMManagedInstanceCore'), fails: ['Service'] },
    'more than wanted': {
      build: (stack) => {
        queue(stack);
        endpoint(stack, 'sqs', 'Other');
      },
      settings: { thresholds: { maxInterfaceEndpoints: 1 } },
      fails: ['Count'],
    },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a gateway endpoint': (stack) => {
      endpoint(stack, 's3').vpcEndpointType = 'Gateway';
    },
  },
  token: (stack) => {
    const service = new CfnParameter(stack, 'Service').valueAsString;
    endpoint(stack, 'sqs').serviceName = service;
    endpoint(stack, service, 'OfTheRegion');
    endpoint(stack, 'imported').serviceName = Fn.importValue('service');
  },
  override: {
    state: 'failing',
    build: (stack) => {
      endpoint(stack, 'sqs').addPropertyOverride('ServiceName', 'com.amazonaws.us-east-1.kinesis-streams');
      new CfnQueue(stack, 'Queue');
    },
  },
  mutation: {
    change: ({ main }) => {
      const [, { Properties: properties }] = ofType(main, 'AWS::EC2::VPCEndpoint').find(
        ([
          ,
          {
            Properties: { ServiceName: name },
          },
        ]) => /\.sqs$/.test(name),
      )!;
      properties.ServiceName = 'com.amazonaws.us-east-1.kinesis-streams';
    },
  },
};
