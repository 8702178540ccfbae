import { CfnOutput, CfnParameter, CfnResource, Stack } from 'aws-cdk-lib';
import {
  CfnEIP,
  CfnNatGateway,
  CfnSecurityGroup,
  CfnSecurityGroupEgress,
  CfnSecurityGroupIngress,
  CfnVolume,
} from 'aws-cdk-lib/aws-ec2';
import { CfnListener, CfnTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnAlias, CfnKey } from 'aws-cdk-lib/aws-kms';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { noUnusedAssets } from '../../../../src/well-architected/rules/sustainability/no-unused-assets';
import type { RuleCases } from '../../support/cases';

const group = (stack: Stack, id = 'Group') =>
  new CfnSecurityGroup(stack, id, { groupDescription: 'servers', vpcId: 'vpc-1' });

const key = (stack: Stack) => new CfnKey(stack, 'Key', { keyPolicy: {} });

export const cases: RuleCases = {
  rule: noUnusedAssets,
  compliant: {
    'an address of a gateway': (stack) => {
      new CfnNatGateway(stack, 'Nat', {
        subnetId: 'subnet-1',
        allocationId: new CfnEIP(stack, 'Address').attrAllocationId,
      });
    },
    'an address that names its server': (stack) => {
      new CfnEIP(stack, 'Address', { instanceId: 'i-1' });
    },
    'targets of a listener': (stack) => {
      const targets = new CfnTargetGroup(stack, 'Targets');
      new CfnListener(stack, 'Listener', {
        loadBalancerArn: 'arn',
        defaultActions: [{ type: 'forward', targetGroupArn: targets.ref }],
      });
    },
    'a security group of a function': (stack) => {
      new CfnFunction(stack, 'Function', {
        code: { zipFile: '' },
        role: 'arn',
        vpcConfig: { securityGroupIds: [group(stack).attrGroupId] },
      });
    },
    'a security group that another lets in': (stack) => {
      const other = new CfnSecurityGroup(stack, 'Other', {
        groupDescription: 'database',
        securityGroupIngress: [{ ipProtocol: 'tcp', sourceSecurityGroupId: group(stack).attrGroupId }],
      });
      new CfnOutput(stack, 'Id', { value: other.ref });
    },
    'a key of a topic': (stack) => {
      new CfnTopic(stack, 'Topic', { kmsMasterKeyId: key(stack).ref });
    },
    'a key with an alias': (stack) => {
      new CfnAlias(stack, 'Alias', { aliasName: 'alias/shop', targetKeyId: key(stack).attrArn });
    },
    'a key in an output': (stack) => {
      new CfnOutput(stack, 'Arn', { value: key(stack).attrArn });
    },
    'a key of another stack': (stack) => {
      const other = new Stack(stack, 'Other');
      new CfnOutput(stack, 'Arn', { value: key(stack).attrArn, exportName: 'key' });
      new CfnTopic(other, 'Topic', { kmsMasterKeyId: 'key' }).addPropertyOverride('KmsMasterKeyId', {
        'Fn::ImportValue': 'key',
      });
    },
    'a log that a service writes to by name': (stack) => {
      new CfnLogGroup(stack, 'Log', { logGroupName: '/aws/rds/instance/shop/error' });
    },
    'a log that must be there first': (stack) => {
      new CfnDBInstance(stack, 'Database', { engine: 'postgres' }).addOverride('DependsOn', ['Log']);
      new CfnLogGroup(stack, 'Log');
    },
    'a log that cfn-init configures': (stack) => {
      const log = new CfnLogGroup(stack, 'Log');
      new CfnBucket(stack, 'Bucket').addMetadata('AWS::CloudFormation::Init', {
        config: { files: { agent: { content: log.ref } } },
      });
    },
    'a log group in the environment of a function': (stack) => {
      const log = new CfnLogGroup(stack, 'Log');
      new CfnFunction(stack, 'Function', {
        code: { zipFile: '' },
        role: 'arn',
        environment: { variables: { LOG: stack.resolve({ 'Fn::Sub': `\${${log.logicalId}}` }) } },
      });
    },
  },
  failing: {
    'an address without an instance': (stack) => {
      new CfnEIP(stack, 'Address');
    },
    'a volume that is not attached': (stack) => {
      new CfnVolume(stack, 'Volume', { availabilityZone: 'a', size: 10 });
    },
    'targets without a listener': (stack) => {
      new CfnTargetGroup(stack, 'Targets');
    },
    'a security group without members': (stack) => {
      group(stack);
    },
    'a security group that only its own rules name': {
      build: (stack) => {
        const { attrGroupId: groupId } = group(stack);
        new CfnSecurityGroupIngress(stack, 'In', { groupId, ipProtocol: 'tcp', sourceSecurityGroupId: groupId });
        new CfnSecurityGroupEgress(stack, 'Out', { groupId, ipProtocol: 'tcp', cidrIp: '10.0.0.0/8' });
      },
      fails: [''],
    },
    'a key that encrypts nothing': (stack) => {
      key(stack);
    },
    'a log group with a generated name': {
      build: (stack) => {
        new CfnLogGroup(stack, 'Log');
      },
      fails: ['Properties.LogGroupName'],
    },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
  },
  token: (stack) => {
    new CfnEIP(stack, 'Address', { instanceId: new CfnParameter(stack, 'Server').valueAsString });
  },
  override: {
    state: 'compliant',
    build: (stack) => {
      const { attrAllocationId } = new CfnEIP(stack, 'Address');
      new CfnResource(stack, 'Nat', { type: 'AWS::EC2::NatGateway' }).addPropertyOverride(
        'AllocationId',
        attrAllocationId,
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      main.Resources.LeftOver = { Type: 'AWS::EC2::EIP', Properties: { Domain: 'vpc' } };
    },
  },
};
