import { CfnParameter, Fn } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnLaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { CfnInstanceProfile, CfnManagedPolicy, CfnPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import type { CfnRoleProps } from 'aws-cdk-lib/aws-iam';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnAssociation } from 'aws-cdk-lib/aws-ssm';
import { instanceTelemetryAgent } from '../../../../src/well-architected/rules/operational-excellence';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const STOCK = '{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64}}';
const START = '#!/bin/bash\ndnf install -y amazon-cloudwatch-agent\namazon-cloudwatch-agent-ctl -a start';
const AGENT = ['arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy'];
const REPORT = { Statement: [{ Effect: 'Allow', Action: ['cloudwatch:PutMetricData', 'logs:Put*'], Resource: '*' }] };

interface Servers {
  readonly userData?: string;
  readonly imageId?: string;
  readonly role?: Partial<CfnRoleProps>;
}

function group(stack: Stack, userData: string | undefined, imageId: string, profile?: string): CfnAutoScalingGroup {
  const template = new CfnLaunchTemplate(stack, 'Template', {
    launchTemplateData: { imageId, userData, iamInstanceProfile: profile ? { arn: profile } : undefined },
  });
  return new CfnAutoScalingGroup(stack, 'Group', {
    minSize: '1',
    maxSize: '1',
    launchTemplate: { launchTemplateId: template.ref, version: template.attrLatestVersionNumber },
  });
}

const servers =
  (
    { userData = Fn.base64(START), imageId = STOCK, role = { managedPolicyArns: AGENT } }: Servers,
    ...more: Build[]
  ): Build =>
  (stack) => {
    const made = new CfnRole(stack, 'Role', { assumeRolePolicyDocument: {}, ...role });
    const profile = new CfnInstanceProfile(stack, 'Profile', { roles: [made.ref] });
    group(stack, userData, imageId, profile.attrArn);
    for (const build of more) build(stack);
  };

const refOf = (stack: Stack, id: string) => (stack.node.findChild(id) as CfnRole).ref;

export const cases: RuleCases = {
  rule: instanceTelemetryAgent,
  compliant: {
    'a role and a start in user data': servers({}),
    'user data in pieces': (stack) => servers({ userData: Fn.base64(`logs=${stack.stackName}\n${START}`) })(stack),
    'user data that is encoded': servers({ userData: Buffer.from(START).toString('base64') }),
    'a policy written out': servers({ role: {} }, (stack) => {
      new CfnPolicy(stack, 'Policy', { policyName: 'report', policyDocument: REPORT, roles: [refOf(stack, 'Role')] });
    }),
    'a policy in the role': servers({ role: { policies: [{ policyName: 'report', policyDocument: REPORT }] } }),
    'a managed policy of the template': (stack) => {
      const policy = new CfnManagedPolicy(stack, 'Policy', { policyDocument: REPORT });
      servers({ role: { managedPolicyArns: [policy.ref] } })(stack);
    },
    'a group with several types': (stack) => {
      servers({})(stack);
      const { launchTemplate } = stack.node.findChild('Group') as CfnAutoScalingGroup;
      stack.node.tryRemoveChild('Group');
      new CfnAutoScalingGroup(stack, 'Group', {
        minSize: '1',
        maxSize: '1',
        mixedInstancesPolicy: {
          launchTemplate: {
            launchTemplateSpecification: launchTemplate as CfnAutoScalingGroup.LaunchTemplateSpecificationProperty,
          },
        },
      });
    },
    'an agent that Systems Manager starts': servers({ userData: Fn.base64('#!/bin/bash') }, (stack) => {
      new CfnAssociation(stack, 'Agent', { name: 'AmazonCloudWatch-ManageAgent' });
    }),
    'an agent whose metrics are watched': servers(
      { userData: Fn.base64('aws s3 cp s3://bucket/start.sh .') },
      (stack) => {
        new CfnAlarm(stack, 'Disk', {
          comparisonOperator: 'GreaterThanThreshold',
          evaluationPeriods: 1,
          namespace: 'CWAgent',
          metricName: 'disk_used_percent',
          dimensions: [{ name: 'AutoScalingGroupName', value: refOf(stack, 'Group') }],
        });
      },
    ),
  },
  failing: {
    'a role that may not report': { build: servers({ role: {} }), fails: ['Role'] },
    'a role that may read': {
      build: servers({ role: { managedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] } }),
      fails: ['Role'],
    },
    'a role that may report metrics alone': {
      build: servers({
        role: {
          policies: [
            {
              policyName: 'report',
              policyDocument: { Statement: [{ Effect: 'Allow', Action: 'cloudwatch:PutMetricData', Resource: '*' }] },
            },
          ],
        },
      }),
      fails: ['Role'],
    },
    'no role': {
      build: (stack) => {
        group(stack, Fn.base64(START), STOCK);
      },
      fails: ['Role'],
    },
    'an agent that is not started': { build: servers({ userData: Fn.base64('#!/bin/bash') }), fails: ['Agent'] },
    'a stock image without user data': {
      build: (stack) => {
        servers({})(stack);
        const template = stack.node.findChild('Template') as CfnLaunchTemplate;
        template.addPropertyDeletionOverride('LaunchTemplateData.UserData');
        template.addPropertyOverride('LaunchTemplateData.ImageId', {
          Ref: new CfnParameter(stack, 'Image', {
            type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>',
            default: '/aws/service/ami',
          }).logicalId,
        });
      },
      fails: ['Agent'],
    },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a launch template that no group uses': (stack) => {
      new CfnLaunchTemplate(stack, 'Template', { launchTemplateData: {} });
    },
  },
  token: (stack) => {
    const policy = new CfnParameter(stack, 'Policy').valueAsString;
    servers({ imageId: 'ami-12345678', userData: Fn.base64('#!/bin/bash'), role: { managedPolicyArns: [policy] } })(
      stack,
    );
    const hidden = new CfnLaunchTemplate(stack, 'Hidden', { launchTemplateData: { userData: Fn.base64(START) } });
    hidden.addPropertyOverride('LaunchTemplateData.IamInstanceProfile', { Ref: 'Policy' });
    new CfnAutoScalingGroup(stack, 'Second', {
      minSize: '1',
      maxSize: '1',
      launchTemplate: { launchTemplateId: hidden.ref, version: hidden.attrLatestVersionNumber },
    });
  },
  override: {
    state: 'failing',
    build: (stack) => {
      servers({})(stack);
      (stack.node.findChild('Role') as CfnRole).addPropertyOverride('ManagedPolicyArns', []);
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::IAM::Role')) {
        properties.ManagedPolicyArns = properties.ManagedPolicyArns?.filter(
          (arn: unknown) => !JSON.stringify(arn).includes('CloudWatchAgent'),
        );
      }
    },
  },
};
