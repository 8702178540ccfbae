import { CfnParameter } from 'aws-cdk-lib';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import type { CfnDBInstanceProps } from 'aws-cdk-lib/aws-rds';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { storageAutoscaling } from '../../../../src/well-architected/rules/cost-optimization/storage-autoscaling';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const database =
  (allocatedStorage?: string, maxAllocatedStorage?: number, props: CfnDBInstanceProps = {}): Build =>
  (stack) => {
    new CfnDBInstance(stack, 'Database', { engine: 'postgres', allocatedStorage, maxAllocatedStorage, ...props });
  };

export const cases: RuleCases = {
  rule: storageAutoscaling,
  compliant: {
    'storage that grows': database('100', 500),
    'storage from a snapshot that grows': database(undefined, 500, { dbSnapshotIdentifier: 'snapshot' }),
  },
  failing: {
    'storage without a limit, which does not grow': database('100'),
    'a limit that is already reached': database('100', 100),
    'storage from a snapshot': database(undefined, undefined, { dbSnapshotIdentifier: 'snapshot' }),
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a member of a cluster': database(undefined, undefined, { dbClusterIdentifier: 'cluster' }),
    'a replica, which has the storage of its source': database(undefined, undefined, {
      sourceDbInstanceIdentifier: 'Database',
    }),
    'RDS Custom, which cannot': database('100', undefined, { engine: 'custom-oracle-ee' }),
  },
  token: (stack) => {
    const size = new CfnParameter(stack, 'Size').valueAsString;
    database(size, 500)(stack);
    new CfnDBInstance(stack, 'Other', { allocatedStorage: '100' }).addPropertyOverride('MaxAllocatedStorage', size);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnDBInstance(stack, 'Database', { allocatedStorage: '100', maxAllocatedStorage: 500 }).addPropertyOverride(
        'MaxAllocatedStorage',
        '100',
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::RDS::DBInstance')) {
        delete properties.MaxAllocatedStorage;
      }
    },
  },
};
