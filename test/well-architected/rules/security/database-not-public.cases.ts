import { CfnParameter } from 'aws-cdk-lib';
import { CfnDBCluster, CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { rules } from 'cdk-nag';
import { databaseNotPublic } from '../../../../src/well-architected/rules/security/database-not-public';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const database =
  (publiclyAccessible?: boolean, props: Partial<ConstructorParameters<typeof CfnDBInstance>[2]> = {}): Build =>
  (stack) => {
    new CfnDBInstance(stack, 'Database', { engine: 'postgres', publiclyAccessible, ...props });
  };

const cluster =
  (publiclyAccessible?: boolean): Build =>
  (stack) => {
    new CfnDBCluster(stack, 'Cluster', { engine: 'postgres', publiclyAccessible });
  };

export const cases: RuleCases = {
  rule: databaseNotPublic,
  compliant: {
    'a private database': database(false),
    'a private cluster': cluster(false),
  },
  failing: {
    'a public database': { levels: ['fatal'], build: database(true), fails: ['Properties.PubliclyAccessible'] },
    'a database without the setting': { levels: ['error'], build: database() },
    'a database in its subnets without the setting': {
      levels: ['warning'],
      build: database(undefined, { dbSubnetGroupName: 'data' }),
    },
    'an instance of a cluster without the setting': {
      levels: ['warning'],
      build: database(undefined, { dbClusterIdentifier: 'shop' }),
    },
    'a public cluster': cluster(true),
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a cluster, whose instances have the setting': cluster(),
  },
  token: (stack) => {
    new CfnDBInstance(stack, 'Database', { engine: 'postgres' }).addPropertyOverride(
      'PubliclyAccessible',
      new CfnParameter(stack, 'Public').valueAsString,
    );
  },
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnDBInstance(stack, 'Database', { engine: 'postgres', publiclyAccessible: false }).addPropertyOverride(
        'PubliclyAccessible',
        true,
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::RDS::DBInstance')) {
        properties.PubliclyAccessible = true;
      }
    },
  },
  oracles: [
    {
      name: 'RDSInstancePublicAccess',
      rule: rules.rds.RDSInstancePublicAccess,
      about: [
        'a private database',
        'a public database',
        'a database without the setting',
        'a database in its subnets without the setting',
        'an instance of a cluster without the setting',
      ],
    },
  ],
};
