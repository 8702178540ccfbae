import { CfnParameter, Fn } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnAutoScalingGroup, CfnLaunchConfiguration } from 'aws-cdk-lib/aws-autoscaling';
import {
  CfnInstance,
  CfnKeyPair,
  CfnLaunchTemplate,
  CfnSecurityGroup,
  CfnSecurityGroupIngress,
} from 'aws-cdk-lib/aws-ec2';
import { CfnNodegroup } from 'aws-cdk-lib/aws-eks';
import { CfnInstanceProfile, CfnManagedPolicy, CfnPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { rules } from 'cdk-nag';
import { from } from './edge-builds';
import { noSshUseSsm } from '../../../../src/well-architected/rules/security/no-ssh-use-ssm';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const SSM = 'AmazonSSMManagedInstanceCore';
const CORE = Fn.sub('arn:${AWS::Partition}:iam::aws:policy/AmazonSSMManagedInstanceCore');

type Data = CfnLaunchTemplate.LaunchTemplateDataProperty;

function profile(stack: Stack, ...managedPolicyArns: string[]): string {
  const role = new CfnRole(stack, 'Role', { assumeRolePolicyDocument: { Statement: [] }, managedPolicyArns });
  return new CfnInstanceProfile(stack, 'Profile', { roles: [role.ref] }).attrArn;
}

const IMDS_V2: Data = { metadataOptions: { httpTokens: 'required' } };

function launchTemplate(stack: Stack, data: Data): CfnLaunchTemplate {
  return new CfnLaunchTemplate(stack, 'Template', { launchTemplateData: data });
}

/** Servers of a group, which are compliant except for these properties. */
const fleet =
  (data: Data = {}, ...managedPolicyArns: string[]): Build =>
  (stack) => {
    const arn = profile(stack, ...(managedPolicyArns.length > 0 ? managedPolicyArns : [CORE]));
    const template = launchTemplate(stack, { ...IMDS_V2, iamInstanceProfile: { arn }, ...data });
    new CfnAutoScalingGroup(stack, 'Fleet', {
      minSize: '2',
      maxSize: '4',
      launchTemplate: { launchTemplateId: template.ref, version: template.attrLatestVersionNumber },
    });
  };

const mixed: Build = (stack) => {
  const template = launchTemplate(stack, { ...IMDS_V2, iamInstanceProfile: { arn: profile(stack, CORE) } });
  new CfnAutoScalingGroup(stack, 'Fleet', {
    minSize: '2',
    maxSize: '4',
    mixedInstancesPolicy: {
      launchTemplate: {
        launchTemplateSpecification: { launchTemplateId: template.ref, version: template.attrLatestVersionNumber },
      },
    },
  });
};

const open =
  (...securityGroupIngress: CfnSecurityGroup.IngressProperty[]): Build =>
  (stack) => {
    const group = new CfnSecurityGroup(stack, 'Group', { groupDescription: 'servers', securityGroupIngress });
    fleet({ securityGroupIds: [group.attrGroupId] })(stack);
  };

const ssh = { fromPort: 22, toPort: 22 };

const allowing =
  (action: string): Build =>
  (stack) => {
    fleet({}, 'arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy')(stack);
    new CfnPolicy(stack, 'Policy', {
      policyName: 'sessions',
      roles: [Fn.ref('Role')],
      policyDocument: { Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] },
    });
  };

export const cases: RuleCases = {
  rule: noSshUseSsm,
  compliant: {
    'servers of a group': fleet(),
    'servers of several types': mixed,
    'servers with security groups': open(
      from({ sourceSecurityGroupId: 'sg-1' }),
      from({ cidrIp: '10.0.0.0/8', fromPort: 0, toPort: 65535 }),
    ),
    'no metadata at all': fleet({ metadataOptions: { httpEndpoint: 'disabled' } }),
    'sessions by a policy': allowing('ssmmessages:*'),
    'sessions by a policy of the role': (stack) => {
      const policy = new CfnManagedPolicy(stack, 'Policy', {
        policyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Action: ['ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel'],
              Resource: '*',
            },
          ],
        },
      });
      fleet({}, policy.ref)(stack);
    },
    'an instance': (stack) => {
      profile(stack, CORE);
      new CfnInstance(stack, 'Instance', {
        iamInstanceProfile: Fn.ref('Profile'),
        metadataOptions: { httpTokens: 'required' },
      });
    },
    'an instance of a launch template': (stack) => {
      const template = launchTemplate(stack, { ...IMDS_V2, iamInstanceProfile: { arn: profile(stack, CORE) } });
      new CfnInstance(stack, 'Instance', { launchTemplate: { launchTemplateId: template.ref, version: '1' } });
    },
    'a template for a cluster': (stack) => {
      const template = launchTemplate(stack, {});
      new CfnNodegroup(stack, 'Nodes', {
        clusterName: 'c',
        nodeRole: 'arn',
        subnets: [],
        launchTemplate: { id: template.ref },
      });
    },
  },
  failing: {
    'a key': { levels: ['error'], build: fleet({ keyName: 'key' }), fails: ['KeyName'] },
    'a key of the stack': {
      build: (stack) => {
        fleet({ keyName: new CfnKeyPair(stack, 'Key', { keyName: 'key' }).ref })(stack);
      },
      fails: ['KeyName'],
    },
    IMDSv1: { levels: ['error'], build: fleet({ metadataOptions: { httpTokens: 'optional' } }), fails: ['HttpTokens'] },
    'nothing about metadata': {
      levels: ['warning'],
      build: fleet({ metadataOptions: undefined }),
      fails: ['HttpTokens'],
    },
    'a role without Systems Manager': {
      build: fleet({}, 'arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy'),
      fails: [SSM],
    },
    'a policy about something else': { build: allowing('ssm:GetParameter'), fails: [SSM] },
    'no role': { levels: ['warning'], build: fleet({ iamInstanceProfile: undefined }), fails: [SSM] },
    'SSH from anywhere': { build: open(from({ cidrIp: '0.0.0.0/0', ...ssh })), fails: ['Port22'] },
    'SSH from the office': {
      levels: ['error'],
      build: open(from({ cidrIp: '203.0.113.7/32', ...ssh })),
      fails: ['Port22'],
    },
    'SSH from a jump host': {
      levels: ['warning'],
      build: open(from({ sourceSecurityGroupId: 'sg-1', ...ssh })),
      fails: ['Port22'],
    },
    'everything from anywhere': { build: open({ ipProtocol: '-1', cidrIp: '0.0.0.0/0' }), fails: ['Port22'] },
    'many ports from anywhere': {
      build: open(from({ cidrIpv6: '::/0', fromPort: 0, toPort: 1024 })),
      fails: ['Port22'],
    },
    'SSH written beside the group': {
      build: (stack) => {
        open()(stack);
        new CfnSecurityGroupIngress(stack, 'Ingress', {
          groupId: Fn.getAtt('Group', 'GroupId').toString(),
          ipProtocol: 'tcp',
          cidrIp: '10.0.0.0/8',
          ...ssh,
        });
      },
      fails: ['Port22'],
    },
    'a launch configuration': {
      build: (stack) => {
        new CfnLaunchConfiguration(stack, 'Configuration', { imageId: 'ami', instanceType: 't', keyName: 'key' });
      },
      fails: ['KeyName', 'HttpTokens', SSM],
    },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'SSH to what is no server': (stack) => {
      new CfnSecurityGroup(stack, 'Sftp', {
        groupDescription: 'sftp',
        securityGroupIngress: [from({ cidrIp: '203.0.113.7/32', ...ssh })],
      });
    },
  },
  token: (stack) => {
    const given = (id: string) => new CfnParameter(stack, id).valueAsString;
    const group = new CfnSecurityGroup(stack, 'Group', {
      groupDescription: 'servers',
      securityGroupIngress: [
        from({ cidrIp: '0.0.0.0/0', fromPort: new CfnParameter(stack, 'Port', { type: 'Number' }).valueAsNumber }),
      ],
    });
    fleet(
      {
        keyName: given('Key'),
        metadataOptions: { httpTokens: given('Tokens') },
        securityGroupIds: [group.attrGroupId],
      },
      given('Policy'),
    )(stack);
    new CfnInstance(stack, 'Instance', {
      iamInstanceProfile: 'another-profile',
      metadataOptions: { httpTokens: 'required' },
    });
  },
  override: {
    state: 'failing',
    build: (stack) => {
      launchTemplate(stack, IMDS_V2).addPropertyOverride('LaunchTemplateData.MetadataOptions.HttpTokens', 'optional');
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::EC2::LaunchTemplate')) {
        properties.LaunchTemplateData.KeyName = 'key';
      }
    },
  },
  oracles: [
    {
      name: 'EC2IMDSv2Enabled',
      rule: rules.ec2.EC2IMDSv2Enabled,
      about: [
        'servers of a group',
        'servers of several types',
        'an instance',
        'an instance of a launch template',
        'no metadata at all',
        'IMDSv1',
        'nothing about metadata',
      ],
      disagreements: {
        'servers of several types': 'it searches the launch template beside the mixed instances policy, not within',
        'no metadata at all': 'a disabled endpoint issues no credentials',
      },
    },
    {
      name: 'EC2RestrictedSSH',
      rule: rules.ec2.EC2RestrictedSSH,
      about: [
        'servers with security groups',
        'SSH from anywhere',
        'everything from anywhere',
        'many ports from anywhere',
        'SSH from the office',
        'SSH from a jump host',
        'SSH written beside the group',
      ],
      disagreements: {
        'SSH from the office': 'it checks only for the whole internet, but a leaked key may be used from the office',
        'SSH from a jump host': 'it does not support security groups as sources; a jump host still needs a key',
        'SSH written beside the group': 'a private range is not the internet, and still a way in with a key',
      },
    },
  ],
};
