import { CfnCondition, CfnMapping, CfnParameter, Fn } from 'aws-cdk-lib';
import { CfnInstance, CfnPrefixList, CfnSecurityGroup, CfnSecurityGroupIngress, CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import { CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { rules } from 'cdk-nag';
import { ingressByTier } from '../../../../src/well-architected/rules/security/ingress-by-tier';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

type Stack = Parameters<Build>[0];
type Source = Partial<CfnSecurityGroup.IngressProperty>;
type User = (stack: Stack, group: string) => void;

const WORLD = { cidrIp: '0.0.0.0/0' };
const WORLD_6 = { cidrIpv6: '::/0' };

const balancer: User = (stack, group) => {
  new CfnLoadBalancer(stack, 'LoadBalancer', { securityGroups: [group] });
};
const server: User = (stack, group) => {
  new CfnInstance(stack, 'Server', { securityGroupIds: [group] });
};
const database: User = (stack, group) => {
  new CfnDBInstance(stack, 'Database', { engine: 'postgres', vpcSecurityGroups: [group] });
};
const cache: User = (stack, group) => {
  new CfnReplicationGroup(stack, 'Cache', { replicationGroupDescription: 'c', securityGroupIds: [group] });
};
const unused: User = () => undefined;

/** A group with an inline rule, and a user of the group. */
const group =
  (use: User, port: number, source: Source | ((stack: Stack) => Source), toPort = port): Build =>
  (stack) => {
    const { sourcePrefixListId, ...rest } = typeof source === 'function' ? source(stack) : source;
    const rule = { ipProtocol: 'tcp', fromPort: port, toPort, sourcePrefixListId, ...rest };
    use(
      stack,
      new CfnSecurityGroup(stack, 'Group', { groupDescription: 'g', securityGroupIngress: [rule] }).attrGroupId,
    );
  };

/** The same with a separate rule. */
const beside =
  (use: User, port: number, source: Source): Build =>
  (stack) => {
    const { attrGroupId } = new CfnSecurityGroup(stack, 'Group', { groupDescription: 'g' });
    new CfnSecurityGroupIngress(stack, 'Ingress', {
      groupId: attrGroupId,
      ipProtocol: 'tcp',
      fromPort: port,
      toPort: port,
      ...source,
    });
    use(stack, attrGroupId);
  };

const mapped =
  (...lists: string[]) =>
  (stack: Stack): Source => {
    const mapping = new CfnMapping(stack, 'Lists', {
      mapping: Object.fromEntries(lists.map((list, index) => [`region${index}`, { list }])),
    });
    return { sourcePrefixListId: mapping.findInMap(stack.region, 'list') };
  };

const MYSQL = 3306;
const SSH = 22;

export const cases: RuleCases = {
  rule: ingressByTier,
  compliant: {
    'a load balancer for visitors': group(balancer, 443, WORLD),
    'a load balancer for visitors, beside it': beside(balancer, 80, WORLD),
    'a load balancer for IPv6': group(balancer, 443, WORLD_6),
    'a load balancer for CloudFront': group(balancer, 443, { sourcePrefixListId: 'pl-a3a144ca' }),
    'a load balancer for CloudFront of any Region': group(balancer, 80, mapped('pl-a3a144ca', 'pl-4fa04526')),
    'a list of ours': group(server, SSH, (stack) => ({
      sourcePrefixListId: new CfnPrefixList(stack, 'List', {
        addressFamily: 'IPv4',
        maxEntries: 1,
        prefixListName: 'office',
      }).attrPrefixListId,
    })),
    'servers for a group': group(server, 8080, { sourceSecurityGroupId: 'sg-a1b2c3d4' }),
    'servers for the network': group(server, 443, (stack) => ({
      cidrIp: new CfnVPC(stack, 'Vpc', { cidrBlock: '10.0.0.0/16' }).attrCidrBlock,
    })),
    'servers for one address': group(server, SSH, (stack) => ({
      cidrIp: Fn.join('', [new CfnParameter(stack, 'Office').valueAsString, '/32']),
    })),
    'a database for a group': group(database, MYSQL, { sourceSecurityGroupId: 'sg-a1b2c3d4' }),
    'a cache for a group, beside it': beside(cache, 6379, { sourceSecurityGroupId: 'sg-a1b2c3d4' }),
  },
  failing: {
    'a load balancer with another port': { build: group(balancer, 8443, WORLD), fails: ['0.0.0.0/0:tcp:8443'] },
    'a load balancer with all ports between': {
      build: group(balancer, 80, WORLD, 443),
      fails: ['0.0.0.0/0:tcp:80-443'],
    },
    'a load balancer with every protocol': group(balancer, 443, { ...WORLD, ipProtocol: '-1' }),
    'open servers': { build: group(server, 443, WORLD), fails: ['0.0.0.0/0:tcp:443'] },
    'servers open to half of the internet': {
      build: group(server, 443, { cidrIp: '128.0.0.0/1' }),
      fails: ['128.0.0.0/1:tcp:443'],
    },
    'open servers, by a separate rule': { build: beside(server, 443, WORLD), fails: ['Properties.CidrIp'] },
    'open servers by IPv6': { build: group(server, 443, WORLD_6), fails: ['::/0:tcp:443'] },
    'open SSH': group(unused, SSH, WORLD),
    'an open database': { levels: ['error'], build: group(database, MYSQL, WORLD) },
    'a database for a network': {
      levels: ['warning'],
      build: group(database, MYSQL, { cidrIp: '10.0.0.0/16' }),
      fails: ['10.0.0.0/16:tcp:3306'],
    },
    'a cache for a network, beside it': beside(cache, 6379, { cidrIp: '10.0.0.0/16' }),
    'a database for a list': {
      build: group(database, MYSQL, { sourcePrefixListId: 'pl-a3a144ca' }),
      fails: ['pl-a3a144ca:tcp:3306'],
    },
    'a list that is none': group(server, 443, mapped('none')),
  },
  notApplicable: {
    'a group that lets nothing in': (stack) => {
      new CfnSecurityGroup(stack, 'Group', { groupDescription: 'g' });
    },
  },
  token: (stack) => {
    const parameter = new CfnParameter(stack, 'Value').valueAsString;
    const condition = new CfnCondition(stack, 'Open');
    group(server, SSH, { cidrIp: parameter })(stack);
    new CfnSecurityGroup(stack, 'Elsewhere', {
      groupDescription: 'g',
      securityGroupIngress: [{ ipProtocol: 'tcp', fromPort: 443, toPort: 443, ...WORLD }],
    });
    new CfnSecurityGroup(stack, 'All', { groupDescription: 'g' }).addPropertyOverride('SecurityGroupIngress', {
      Ref: 'Value',
    });
    new CfnSecurityGroup(stack, 'Sometimes', { groupDescription: 'g' }).addPropertyOverride('SecurityGroupIngress', [
      {
        'Fn::If': [
          condition.logicalId,
          { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '0.0.0.0/0' },
          { Ref: 'AWS::NoValue' },
        ],
      },
    ]);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      group(server, SSH, { cidrIp: '10.0.0.0/16' })(stack);
      (stack.node.findChild('Group') as CfnSecurityGroup).addPropertyOverride(
        'SecurityGroupIngress.0.CidrIp',
        '0.0.0.0/0',
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      const [, { Properties: properties }] = ofType(main, 'AWS::EC2::SecurityGroupIngress').filter(([id]) =>
        id.startsWith('ShopWebFleetSecurityGroup'),
      )[0];
      properties.CidrIp = '0.0.0.0/0';
      delete properties.SourceSecurityGroupId;
    },
  },
  oracles: [
    {
      name: 'EC2RestrictedInbound',
      rule: rules.ec2.EC2RestrictedInbound,
      disagreements: {
        'a load balancer for visitors': 'visitors come to a load balancer from anywhere',
        'a load balancer for visitors, beside it': 'visitors come to a load balancer from anywhere',
        'a load balancer for IPv6': 'visitors come to a load balancer from anywhere',
        'a database for a network': 'it checks only for the internet, and not for tiers',
        'a cache for a network, beside it': 'it checks only for the internet, and not for tiers',
        'servers open to half of the internet': 'it checks only for the whole internet, but two halves are equal to it',
        'a database for a list': 'it checks only ranges',
        'a list that is none': 'it checks only ranges',
        'servers for the network': 'it throws on a range that is a reference',
        'servers for one address': 'it throws on a range that is joined',
      },
    },
    {
      name: 'EC2RestrictedSSH',
      rule: rules.ec2.EC2RestrictedSSH,
      about: ['servers for one address', 'open SSH', 'a database for a group'],
      disagreements: { 'servers for one address': 'it throws on a range that is joined' },
    },
    {
      name: 'EC2RestrictedCommonPorts',
      rule: rules.ec2.EC2RestrictedCommonPorts,
      about: [
        'servers for a group',
        'an open database',
        'a load balancer for visitors',
        'a load balancer with every protocol',
      ],
    },
  ],
};
