import { CfnParameter, CfnResource } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnBackupSelection } from 'aws-cdk-lib/aws-backup';
import { CfnFlowLog } from 'aws-cdk-lib/aws-ec2';
import { CfnCacheCluster, CfnReplicationGroup, CfnServerlessCache } from 'aws-cdk-lib/aws-elasticache';
import { CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { noBackupOfRecreatable } from '../../../../src/well-architected/rules/sustainability/no-backup-of-recreatable';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const cache =
  (snapshotRetentionLimit?: number): Build =>
  (stack) => {
    new CfnReplicationGroup(stack, 'Cache', { replicationGroupDescription: 'cache', snapshotRetentionLimit });
  };

function selection(stack: Stack, resources: string[], more: object = {}): void {
  new CfnBackupSelection(stack, 'Selection', {
    backupPlanId: 'plan',
    backupSelection: { iamRoleArn: 'arn', selectionName: 'data', resources, ...more },
  });
}

const logsOfBucket = (stack: Stack): string => {
  const logs = new CfnBucket(stack, 'Logs');
  new CfnBucket(stack, 'Media', { loggingConfiguration: { destinationBucketName: logs.ref } });
  return logs.attrArn;
};

const logsOfBalancer = (stack: Stack): string => {
  const logs = new CfnBucket(stack, 'Logs');
  new CfnLoadBalancer(stack, 'Balancer', {
    loadBalancerAttributes: [{ key: 'access_logs.s3.bucket', value: logs.ref }],
  });
  return logs.attrArn;
};

const logsOfNetwork = (stack: Stack): string => {
  const { attrArn } = new CfnBucket(stack, 'Logs');
  new CfnFlowLog(stack, 'FlowLog', {
    resourceId: 'vpc-1',
    resourceType: 'VPC',
    logDestinationType: 's3',
    logDestination: attrArn,
  });
  return attrArn;
};

const website = (stack: Stack): string => {
  const site = new CfnBucket(stack, 'Site');
  new CfnResource(stack, 'Deployment', {
    type: 'Custom::CDKBucketDeployment',
    properties: { DestinationBucketName: site.ref },
  });
  return site.attrArn;
};

export const cases: RuleCases = {
  rule: noBackupOfRecreatable,
  compliant: {
    'a week of snapshots': cache(7),
    'no snapshots': cache(),
    'logs beside a plan for something else': (stack) => {
      logsOfBucket(stack);
      selection(stack, [
        (stack.node.findChild('Media') as CfnBucket).attrArn,
        'arn:aws:rds:eu-west-1:111111111111:db:shop',
      ]);
    },
    'logs that are left out': (stack) => {
      const logs = logsOfBucket(stack);
      selection(stack, ['*'], { notResources: [logs] });
    },
  },
  failing: {
    'a month of snapshots': { build: cache(30), fails: ['Properties.SnapshotRetentionLimit'] },
    'a month of snapshots of one node': (stack) => {
      new CfnCacheCluster(stack, 'Cache', {
        cacheNodeType: 'cache.m7g.large',
        engine: 'redis',
        numCacheNodes: 1,
        snapshotRetentionLimit: 30,
      });
    },
    'a month of snapshots without servers': (stack) => {
      new CfnServerlessCache(stack, 'Cache', {
        engine: 'valkey',
        serverlessCacheName: 'shop',
        snapshotRetentionLimit: 30,
      });
    },
    'logs of a bucket': { build: (stack) => selection(stack, [logsOfBucket(stack)]), fails: [''] },
    'logs of a load balancer': (stack) => selection(stack, [logsOfBalancer(stack)]),
    'logs of a network': (stack) => selection(stack, [logsOfNetwork(stack)]),
    'files of a deployment': (stack) => selection(stack, [website(stack)]),
    everything: (stack) => {
      logsOfBucket(stack);
      selection(stack, ['*']);
    },
    'every bucket': (stack) => {
      website(stack);
      selection(stack, ['arn:aws:s3:::*']);
    },
  },
  notApplicable: {
    'logs without a plan': (stack) => {
      logsOfBucket(stack);
    },
    'pictures in a plan': (stack) => selection(stack, [new CfnBucket(stack, 'Media').attrArn]),
  },
  token: (stack) => {
    logsOfBucket(stack);
    website(stack);
    selection(stack, ['*'], {
      conditions: { StringEquals: [{ ConditionKey: 'aws:ResourceTag/backup', ConditionValue: 'yes' }] },
    });
    cache(7)(stack);
    (stack.node.findChild('Cache') as CfnReplicationGroup).addPropertyOverride(
      'SnapshotRetentionLimit',
      new CfnParameter(stack, 'Days').valueAsString,
    );
  },
  override: {
    state: 'failing',
    build: (stack) => {
      cache(7)(stack);
      (stack.node.findChild('Cache') as CfnReplicationGroup).addPropertyOverride('SnapshotRetentionLimit', '15');
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::ElastiCache::ReplicationGroup')) {
        properties.SnapshotRetentionLimit = 15;
      }
    },
  },
};
