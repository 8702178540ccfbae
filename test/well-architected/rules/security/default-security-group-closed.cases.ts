import { CfnParameter, CfnResource } from 'aws-cdk-lib';
import { CfnSecurityGroup, CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { rules } from 'cdk-nag';
import { Construct } from 'constructs';
import { defaultSecurityGroupClosed } from '../../../../src/well-architected/rules/security';
import type { Build, RuleCases } from '../../support/cases';

type Stack = Parameters<Build>[0];

/** As `ec2.Vpc` creates it. */
const vpcIn = (stack: Stack, id: string, closed: boolean) => {
  const scope = new Construct(stack, id);
  const vpc = new CfnVPC(scope, 'Resource', { cidrBlock: '10.0.0.0/16' });
  const closer = closed
    ? closerIn(new Construct(scope, 'RestrictDefaultSecurityGroupCustomResource'), vpc.attrDefaultSecurityGroup)
    : undefined;
  return { vpc, closer };
};

const closerIn = (scope: Construct, group: string) =>
  new CfnResource(scope, 'Default', {
    type: 'Custom::VpcRestrictDefaultSG',
    properties: { ServiceToken: 'arn', DefaultSecurityGroupId: group },
  });

export const cases: RuleCases = {
  rule: defaultSecurityGroupClosed,
  compliant: {
    'a VPC that is closed': (stack) => {
      vpcIn(stack, 'Vpc', true);
    },
  },
  failing: {
    'a VPC': (stack) => {
      vpcIn(stack, 'Vpc', false);
    },
    'a VPC beside one that is closed': {
      build: (stack) => {
        vpcIn(stack, 'Vpc', true);
        vpcIn(stack, 'Other', false);
      },
      fails: [''],
    },
  },
  notApplicable: {
    'a security group': (stack) => {
      new CfnSecurityGroup(stack, 'Group', { groupDescription: 'g' });
    },
  },
  token: (stack) => {
    vpcIn(stack, 'Vpc', false);
    closerIn(new Construct(stack, 'Closer'), new CfnParameter(stack, 'Group').valueAsString);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      const { vpc } = vpcIn(stack, 'Other', false);
      const { closer } = vpcIn(stack, 'Vpc', true);
      closer?.addPropertyOverride('DefaultSecurityGroupId', vpc.attrDefaultSecurityGroup);
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const id of Object.keys(main.Resources)) {
        if (main.Resources[id].Type === 'Custom::VpcRestrictDefaultSG') delete main.Resources[id];
      }
    },
  },
  oracles: [{ name: 'VPCDefaultSecurityGroupClosed', rule: rules.vpc.VPCDefaultSecurityGroupClosed }],
};
