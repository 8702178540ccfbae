import { CfnParameter } from 'aws-cdk-lib';
import { CfnNatGateway, CfnSubnet, CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Profile } from '../../../../src/core/profile';
import { slaMatchesProfile } from '../../../../src/well-architected/rules/sustainability/sla-matches-profile';
import { ofType } from '../../../support/template-graph';
import type { Build, Case, RuleCases } from '../../support/cases';

const settings = { profile: Profile.DEVELOPMENT };

const forDevelopers = (build: Build): Case => ({ build, settings });

const database =
  (multiAz?: boolean): Build =>
  (stack) => {
    new CfnDBInstance(stack, 'Database', { engine: 'postgres', multiAz });
  };

const cache =
  (props: { numCacheClusters?: number; numNodeGroups?: number; replicasPerNodeGroup?: number }): Build =>
  (stack) => {
    new CfnReplicationGroup(stack, 'Cache', { replicationGroupDescription: 'cache', ...props });
  };

const network =
  (id: string, gateways: number, connectivityType?: string): Build =>
  (stack) => {
    const vpc = new CfnVPC(stack, id, { cidrBlock: '10.0.0.0/16' });
    for (let index = 0; index < gateways; index++) {
      const subnet = new CfnSubnet(stack, `${id}Subnet${index}`, { vpcId: vpc.ref });
      new CfnNatGateway(stack, `${id}Nat${index}`, { subnetId: subnet.ref, connectivityType });
    }
  };

export const cases: RuleCases = {
  rule: slaMatchesProfile,
  compliant: {
    'a database alone': forDevelopers(database(false)),
    'a database without the setting': forDevelopers(database()),
    'a cache with one replica': forDevelopers(cache({ numCacheClusters: 2 })),
    'a sharded cache with one replica': forDevelopers(cache({ numNodeGroups: 2, replicasPerNodeGroup: 1 })),
    'one gateway in each network': forDevelopers((stack) => {
      network('One', 1)(stack);
      network('Two', 1)(stack);
    }),
  },
  failing: {
    'a database with a standby': { ...forDevelopers(database(true)), fails: ['Properties.MultiAZ'] },
    'a cache with two replicas': {
      ...forDevelopers(cache({ numCacheClusters: 3 })),
      fails: ['Properties.NumCacheClusters'],
    },
    'a sharded cache with two replicas': {
      ...forDevelopers(cache({ replicasPerNodeGroup: 2 })),
      fails: ['Properties.ReplicasPerNodeGroup'],
    },
    'a gateway in each zone': { ...forDevelopers(network('Vpc', 3)), fails: ['', ''] },
  },
  notApplicable: {
    'a bucket': forDevelopers((stack) => {
      new CfnBucket(stack, 'Bucket');
    }),
    'a shop for customers': (stack) => {
      database(true)(stack);
      network('Vpc', 3)(stack);
    },
    'private gateways': forDevelopers(network('Vpc', 2, 'private')),
    'gateways in subnets that are brought along': forDevelopers((stack) => {
      new CfnNatGateway(stack, 'One', { subnetId: 'subnet-1' });
      new CfnNatGateway(stack, 'Two', { subnetId: 'subnet-2' });
    }),
  },
  token: forDevelopers((stack) => {
    new CfnDBInstance(stack, 'Database', { engine: 'postgres' }).addPropertyOverride(
      'MultiAZ',
      new CfnParameter(stack, 'Standby').valueAsString,
    );
  }),
  override: {
    state: 'failing',
    settings,
    build: (stack) => {
      new CfnDBInstance(stack, 'Database', { engine: 'postgres', multiAz: false }).addPropertyOverride(
        'MultiAZ',
        'true',
      );
    },
  },
  mutation: {
    // In production the rule does not apply.
    example: 'development',
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::ElastiCache::ReplicationGroup')) {
        properties.NumCacheClusters = 3;
      }
    },
  },
};
