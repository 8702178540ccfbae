import { CfnParameter } from 'aws-cdk-lib';
import { CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnDBCluster, CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { rules } from 'cdk-nag';
import { Profile } from '../../../../src/core/profile';
import { deletionProtection } from '../../../../src/well-architected/rules/reliability/deletion-protection';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const database =
  (protection?: boolean): Build =>
  (stack) => {
    new CfnDBInstance(stack, 'Database', { engine: 'postgres', deletionProtection: protection });
  };

const cluster =
  (protection?: boolean): Build =>
  (stack) => {
    new CfnDBCluster(stack, 'Cluster', { deletionProtection: protection });
  };

const balancer =
  (value?: string): Build =>
  (stack) => {
    const loadBalancerAttributes = [{ key: 'idle_timeout.timeout_seconds', value: '60' }];
    if (value !== undefined) loadBalancerAttributes.push({ key: 'deletion_protection.enabled', value });
    new CfnLoadBalancer(stack, 'Balancer', { loadBalancerAttributes });
  };

export const cases: RuleCases = {
  rule: deletionProtection,
  compliant: {
    'a database that is protected': database(true),
    'a cluster that is protected': cluster(true),
    'a load balancer that is protected': balancer('true'),
  },
  failing: {
    'a database that is not protected': { build: database(false), fails: ['Properties.DeletionProtection'] },
    'a database without the setting': database(),
    'a cluster without the setting': cluster(),
    'a load balancer that is not protected': { build: balancer('false'), fails: ['Properties.LoadBalancerAttributes'] },
    'a load balancer without the setting': balancer(),
    'a load balancer without attributes': (stack) => {
      new CfnLoadBalancer(stack, 'Balancer', {});
    },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a read replica': (stack) => {
      new CfnDBInstance(stack, 'Replica', { sourceDbInstanceIdentifier: 'database' });
    },
    'a shop for developers': { build: database(false), settings: { profile: Profile.DEVELOPMENT } },
  },
  token: (stack) => {
    balancer(new CfnParameter(stack, 'Protected').valueAsString)(stack);
    const key = new CfnParameter(stack, 'Key').valueAsString;
    new CfnLoadBalancer(stack, 'Other', { loadBalancerAttributes: [{ key, value: 'true' }] });
  },
  override: {
    state: 'failing',
    build: (stack) => {
      database(true)(stack);
      (stack.node.findChild('Database') as CfnDBInstance).addPropertyOverride('DeletionProtection', false);
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::RDS::DBInstance')) {
        properties.DeletionProtection = false;
      }
    },
  },
  oracles: [
    {
      name: 'RDSInstanceDeletionProtectionEnabled',
      rule: rules.rds.RDSInstanceDeletionProtectionEnabled,
      about: [
        'a database that is protected',
        'a cluster that is protected',
        'a database that is not protected',
        'a database without the setting',
        'a cluster without the setting',
      ],
    },
    {
      name: 'ELBDeletionProtectionEnabled',
      rule: rules.elb.ELBDeletionProtectionEnabled,
      about: [
        'a load balancer that is protected',
        'a load balancer that is not protected',
        'a load balancer without the setting',
        'a load balancer without attributes',
      ],
    },
  ],
};
