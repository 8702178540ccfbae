import { Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { Cache } from '../../src/cache/cache';
import { resolveCache } from '../../src/cache/cache-options';
import type { CacheOptions } from '../../src/cache/cache-options';
import { Profile } from '../../src/core/profile';
import { findings, reaches, statements, warnings } from '../database/effects';
import { newSharedRooms, createSharedRooms, TestClient } from '../database/room-stack';
import { FLAG_SETS, newStack, resources } from '../support/app';
import type { TestApp } from '../support/app';

function build(options: CacheOptions = {}, profile = Profile.PRODUCTION, app: TestApp = {}) {
  const base = newSharedRooms(profile, app);
  const cache = Cache._create(base.stack, 'Cache', { ...resolveCache(options, profile), ...base });
  const server = new TestClient(base.stack, 'Server', base.network.vpc);
  cache.connect(server);
  return { ...base, cache, server, template: Template.fromStack(base.stack) };
}

const GROUP = { Ref: expect.stringMatching(/^CacheReplicationGroup[0-9A-F]{8}$/) };
const USER = { Ref: expect.stringMatching(/^CacheUsersApplication/) };

/** The names that CloudFormation demands for users and groups. */
function names(template: Template): string[] {
  const ids = { 'AWS::ElastiCache::User': 'UserId', 'AWS::ElastiCache::UserGroup': 'UserGroupId' };
  return Object.entries(ids).flatMap(([type, property]) =>
    Object.values(resources(template, type)).map(({ Properties }) => JSON.stringify(Properties[property])),
  );
}

describe('the default cache', () => {
  const { stack, cache, server, template } = build();

  test('has a replica in another zone that takes over', () => {
    template.hasResource('AWS::ElastiCache::ReplicationGroup', {
      DeletionPolicy: 'Snapshot',
      Properties: {
        Engine: 'valkey',
        EngineVersion: '8.1',
        CacheNodeType: 'cache.m7g.large',
        NumCacheClusters: 2,
        AutomaticFailoverEnabled: true,
        MultiAZEnabled: true,
        SnapshotRetentionLimit: 15,
        AutoMinorVersionUpgrade: true,
      },
    });
  });

  test("is encrypted on disk with the shop's key, and on the way", () => {
    template.hasResourceProperties('AWS::ElastiCache::ReplicationGroup', {
      AtRestEncryptionEnabled: true,
      KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] },
      TransitEncryptionEnabled: true,
      TransitEncryptionMode: 'required',
      AuthToken: Match.absent(),
    });
  });

  test('is in the isolated subnets, on a port that is not the default', () => {
    template.hasResourceProperties('AWS::ElastiCache::ReplicationGroup', {
      Port: 6380,
      CacheSubnetGroupName: { Ref: Match.stringLikeRegexp('Subnets') },
    });
    const [{ Properties }] = Object.values(resources(template, 'AWS::ElastiCache::SubnetGroup'));
    expect((Properties.SubnetIds as { Ref: string }[]).map(({ Ref }) => Ref)).toEqual([
      expect.stringContaining('DataSubnet1'),
      expect.stringContaining('DataSubnet2'),
    ]);
  });

  test('accepts one user, by IAM, and refuses connections without a sign-in', () => {
    const users = Object.values(resources(template, 'AWS::ElastiCache::User')).map(({ Properties }) => Properties);
    expect(users).toEqual([
      expect.objectContaining({
        Engine: 'redis',
        AuthenticationMode: { Type: 'iam' },
        AccessString: 'on ~* &* +@all -@dangerous +info',
      }),
      expect.objectContaining({
        Engine: 'redis',
        UserName: 'default',
        AccessString: 'off -@all',
        AuthenticationMode: { Type: 'no-password-required' },
      }),
    ]);
    expect(users[0].UserId).toEqual(users[0].UserName);
    template.hasResourceProperties('AWS::ElastiCache::UserGroup', {
      Engine: 'redis',
      UserIds: [
        { Ref: Match.stringLikeRegexp('^CacheUsersApplication') },
        { Ref: Match.stringLikeRegexp('^CacheUsersNobody') },
      ],
    });
    template.hasResourceProperties('AWS::ElastiCache::ReplicationGroup', {
      UserGroupIds: [{ Ref: Match.stringLikeRegexp('^CacheUsersGroup') }],
    });
  });

  test('writes slow commands to an encrypted log group', () => {
    template.hasResourceProperties('AWS::ElastiCache::ReplicationGroup', {
      LogDeliveryConfigurations: [
        {
          LogType: 'slow-log',
          LogFormat: 'json',
          DestinationType: 'cloudwatch-logs',
          DestinationDetails: { CloudWatchLogsDetails: { LogGroup: { Ref: Match.stringLikeRegexp('^CacheSlowLog') } } },
        },
      ],
    });
    expect(
      Object.entries(resources(template, 'AWS::Logs::LogGroup')).find(([id]) => id.startsWith('CacheSlowLog'))?.[1],
    ).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: { KmsKeyId: expect.anything(), RetentionInDays: 365 },
    });
    template.resourceCountIs('AWS::Logs::ResourcePolicy', 0);
  });

  test('is reachable from its clients only', () => {
    expect(reaches(template)).toEqual([{ from: 'ServerGroup', to: 'CacheReplicationGroupSecurityGroup', port: 6380 }]);
    const own = Object.entries(resources(template, 'AWS::EC2::SecurityGroup')).find(([id]) =>
      id.startsWith('Cache'),
    )?.[1].Properties;
    expect(own).not.toHaveProperty('SecurityGroupIngress');
    expect(own?.SecurityGroupEgress).toEqual([expect.objectContaining({ CidrIp: '255.255.255.255/32' })]);
  });

  test('lets a client sign in to this cache as this user, and nothing else', () => {
    expect(statements(template, 'ServerRole')).toEqual([
      {
        Action: 'elasticache:Connect',
        Effect: 'Allow',
        Resource: [
          {
            'Fn::Sub': [
              'arn:${AWS::Partition}:elasticache:${AWS::Region}:${AWS::AccountId}:replicationgroup:${Group}',
              { Group: GROUP },
            ],
          },
          { 'Fn::GetAtt': [expect.stringMatching(/^CacheUsersApplication/), 'Arn'] },
        ],
      },
    ]);
  });

  test('gives a client its address and the user to sign in as', () => {
    expect(stack.resolve(server.environment)).toEqual({
      CACHE_HOST: { 'Fn::GetAtt': [expect.stringMatching(/^CacheReplicationGroup/), 'PrimaryEndPoint.Address'] },
      CACHE_PORT: '6380',
      CACHE_USER: USER,
      CACHE_NAME: GROUP,
    });
  });

  test('alarms on the node with the highest value, by dimensions that exist', () => {
    const expected = { CacheCpu: 'EngineCPUUtilization', CacheEvictions: 'Evictions' };
    for (const [id, metric] of Object.entries(expected)) {
      const [, alarm] =
        Object.entries(resources(template, 'AWS::CloudWatch::Alarm')).find(([logicalId]) =>
          logicalId.startsWith(`Monitoring${id}`),
        ) ?? [];
      const metrics = alarm?.Properties.Metrics as
        { Expression?: string; MetricStat?: { Metric: object } }[] | undefined;
      const name = metric[0].toLowerCase() + metric.slice(1);
      expect(metrics?.[0].Expression).toBe(`MAX([${name}1, ${name}2])`);
      expect(metrics?.slice(1).map(({ MetricStat }) => MetricStat?.Metric)).toEqual(
        ['-001', '-002'].map((suffix) => ({
          Namespace: 'AWS/ElastiCache',
          MetricName: metric,
          Dimensions: [{ Name: 'CacheClusterId', Value: { 'Fn::Join': ['', [GROUP, suffix]] } }],
        })),
      );
      expect(alarm?.Properties.TreatMissingData).toBe('missing');
    }
  });

  test('has its section on the dashboard', () => {
    const body = JSON.stringify(
      Object.values(resources(template, 'AWS::CloudWatch::Dashboard'))[0].Properties.DashboardBody,
    );
    for (const word of ['Cache: ', 'CacheHitRate', 'EngineCPUUtilization']) expect(body).toContain(word);
  });

  test('has no finding and no warning', () => {
    expect(findings(cache)).toEqual([]);
    expect(warnings(stack)).toEqual([]);
  });

  test('costs 8 resources, one of them a rule for its client, and two alarms', () => {
    const ids = Object.keys(template.toJSON().Resources);
    expect(ids.filter((id) => id.startsWith('Cache'))).toHaveLength(8);
    expect(ids.filter((id) => id.startsWith('MonitoringCache'))).toHaveLength(2);
  });
});

test('a cache with every option has them all', () => {
  build({
    nodeType: new InstanceType('r8g.xlarge'),
    nodes: 3,
    engineVersion: '8.0',
    snapshotRetention: Duration.days(35),
    maintenanceWindow: 'wed:22:00-thu:01:00',
  }).template.hasResourceProperties('AWS::ElastiCache::ReplicationGroup', {
    CacheNodeType: 'cache.r8g.xlarge',
    NumCacheClusters: 3,
    EngineVersion: '8.0',
    SnapshotRetentionLimit: 35,
    PreferredMaintenanceWindow: 'wed:22:00-thu:01:00',
    SnapshotWindow: '02:00-03:00',
  });
});

describe('a cache for development', () => {
  const { stack, cache, template } = build({}, Profile.DEVELOPMENT);

  test('is one small node that is deleted with the stack', () => {
    template.hasResource('AWS::ElastiCache::ReplicationGroup', {
      DeletionPolicy: 'Delete',
      Properties: {
        CacheNodeType: 'cache.t4g.micro',
        NumCacheClusters: 1,
        AutomaticFailoverEnabled: false,
        MultiAZEnabled: false,
        SnapshotRetentionLimit: 1,
        TransitEncryptionEnabled: true,
      },
    });
  });

  test('has no open finding and no warning', () => {
    expect(findings(cache)).toEqual([]);
    expect(warnings(stack)).toEqual([]);
  });
});

test('one node in production causes a warning', () => {
  const { stack, cache } = build({ nodes: 1 });
  expect(warnings(stack)).toEqual(['cache-single-node']);
  expect(findings(cache)).toEqual([]);
});

test('a metric has the given period', () => {
  const group = build().cache.replicationGroup;
  expect(group.metricMaximum('CurrConnections', { period: Duration.minutes(1) }).period.toMinutes()).toBe(1);
  expect(group.metricMaximum('CurrConnections').period.toMinutes()).toBe(5);
});

test('a metric of a node that does not exist is refused', () => {
  expect(() => build().cache.replicationGroup.metricOfNode('Evictions', 3)).toThrow(
    '`node` must be a whole number from 1 to 2, got 3',
  );
});

describe('beside other caches', () => {
  test('two caches in one stack share no name', () => {
    const stack = newStack();
    for (const id of ['One', 'Two']) {
      const scope = new Construct(stack, id);
      Cache._create(scope, 'Cache', { ...resolveCache({}, Profile.PRODUCTION), ...createSharedRooms(scope) });
    }
    const found = names(Template.fromStack(stack));
    expect(found).toHaveLength(6);
    expect(new Set(found).size).toBe(6);
  });

  test('names contain the id of the stack and are valid in ElastiCache', () => {
    const found = names(build().template);
    for (const name of found) {
      expect(name).toContain('"Ref":"AWS::StackId"');
      const [, fixed] = /"(shop-[a-z]+-[0-9a-f]{8})"/.exec(name) ?? [];
      expect((fixed ?? '').length + 20).toBeLessThanOrEqual(40);
    }
  });

  test("the consumer's feature flags change nothing", () => {
    const [off, on] = FLAG_SETS.map(([, flags]) => build({}, Profile.PRODUCTION, { flags }).template);
    for (const type of [
      'AWS::ElastiCache::ReplicationGroup',
      'AWS::ElastiCache::User',
      'AWS::ElastiCache::UserGroup',
      'AWS::ElastiCache::SubnetGroup',
    ]) {
      expect(resources(on, type)).toEqual(resources(off, type));
    }
  });
});
