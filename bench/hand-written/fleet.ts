import { join } from 'path';
import { Duration, Lazy, Tags } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { APPLICATION_USER } from './database';
import { createLogGroup } from './foundation';
import type { Foundation } from './foundation';
import type { Functions } from './function-types';
import { createSecurityGroup } from './network';
import { allow, applicationEnvironment, permissions } from './permissions';
import type { Services } from './permissions';
import type { Buckets } from './storage';
import { START_UP_SCRIPT, userDataOf } from './user-data';

/** The port on which the servers listen. */
export const SERVER_PORT = 8080;

const START_UP_TIMEOUT = Duration.minutes(10);

/** Creates the web servers with their software, permissions and scaling. */
export function createFleet(
  foundation: Foundation,
  vpc: ec2.Vpc,
  services: Services,
  functions: Functions,
  buckets: Buckets,
): autoscaling.AutoScalingGroup {
  const { stack } = foundation;
  const { database, cache } = services;
  const code = new Asset(stack, 'ServerCode', { path: join(process.cwd(), 'assets', 'web', 'postgres') });
  const startUp = new Asset(stack, 'StartUp', { path: START_UP_SCRIPT });
  const logGroup = createLogGroup(foundation, 'ServerLogs');
  const role = createRole(foundation, services, functions, buckets, [startUp, code]);
  // Created after the servers, because its metric is that of their load balancer.
  const alarm = () => stack.node.findChild('ServerErrors') as Alarm;
  role.addToPolicy(allow(['cloudwatch:DescribeAlarms'], Lazy.string({ produce: () => alarm().alarmArn })));
  const securityGroup = createSecurityGroup(foundation, vpc, 'ServerSecurityGroup', 'Web servers of the shop');
  securityGroup.addEgressRule(
    ec2.Peer.anyIpv4(),
    ec2.Port.tcp(443),
    'AWS services, package repositories, payment providers',
  );
  const userData = ec2.UserData.forLinux({ shebang: '' });
  const launchTemplate = new ec2.LaunchTemplate(stack, 'LaunchTemplate', {
    machineImage: ec2.MachineImage.latestAmazonLinux2023({ cpuType: ec2.AmazonLinuxCpuType.ARM_64 }),
    userData,
    role,
    securityGroup,
    requireImdsv2: true,
    httpEndpoint: true,
    httpTokens: ec2.LaunchTemplateHttpTokens.REQUIRED,
    httpPutResponseHopLimit: 1,
    detailedMonitoring: true,
    blockDevices: [
      {
        deviceName: '/dev/xvda',
        volume: ec2.BlockDeviceVolume.ebs(20, {
          encrypted: true,
          volumeType: ec2.EbsDeviceVolumeType.GP3,
          deleteOnTermination: true,
        }),
      },
    ],
  });
  Tags.of(launchTemplate).remove('Name');
  const group = createGroup(foundation, vpc, launchTemplate);
  const resource = group.node.defaultChild as autoscaling.CfnAutoScalingGroup;
  for (const subnet of vpc.privateSubnets) resource.node.addDependency(subnet.internetConnectivityEstablished);
  const { databaseEnvironment, cacheEnvironment } = applicationEnvironment(services);
  const environment = {
    NODE_ENV: 'production',
    AWS_REGION: stack.region,
    PORT: String(SERVER_PORT),
    HEALTH_CHECK_PATH: '/healthz',
    ...databaseEnvironment,
    ...cacheEnvironment,
    MEDIA_BUCKET: buckets.media.bucketName,
    ORDER_QUEUE_URL: functions.orders.queue.queueUrl,
    MIGRATION_QUEUE_URL: functions.work.queue.queueUrl,
    PAYMENT_PROVIDER: 'demo',
  };
  userData.addCommands(
    userDataOf({
      PORT: String(SERVER_PORT),
      HEALTH_CHECK_PATH: '/healthz',
      ENVIRONMENT: Object.entries(environment)
        .map(([name, value]) => `${name}="${value}"`)
        .join('\n'),
      START_UP_URL: startUp.s3ObjectUrl,
      CODE_URL: code.s3ObjectUrl,
      ALARM: Lazy.string({ produce: () => alarm().alarmName }),
      WATCH_SECONDS: '240',
      LOG_GROUP: logGroup.logGroupName,
      REGION: stack.region,
      STACK: stack.stackName,
      GROUP: stack.getLogicalId(resource),
    }),
  );
  database.proxy.connections.allowFrom(group, ec2.Port.tcp(5432), 'To the database proxy');
  cache.connections.allowDefaultPortFrom(group, 'To the cache');
  return group;
}

function createRole(
  { stack, ...foundation }: Foundation,
  services: Services,
  functions: Functions,
  { media }: Buckets,
  files: Asset[],
): iam.Role {
  const role = new iam.Role(stack, 'ServerRole', {
    assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
    managedPolicies: ['AmazonSSMManagedInstanceCore', 'CloudWatchAgentServerPolicy'].map((name) =>
      iam.ManagedPolicy.fromAwsManagedPolicyName(name),
    ),
  });
  role.addToPolicy(
    allow(['s3:GetObject'], ...files.map(({ bucket, s3ObjectKey }) => bucket.arnForObjects(s3ObjectKey))),
  );
  services.database.proxy.grantConnect(role, APPLICATION_USER);
  role.addToPolicy(permissions({ stack, ...foundation }, services).useCache);
  role.addToPolicy(allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], media.arnForObjects('media/*')));
  role.addToPolicy(allow(['sqs:SendMessage'], functions.orders.queue.queueArn));
  role.addToPolicy(allow(['sqs:SendMessage'], functions.work.queue.queueArn));
  return role;
}

function createGroup(
  { stack, alarmTopic }: Foundation,
  vpc: ec2.Vpc,
  launchTemplate: ec2.LaunchTemplate,
): autoscaling.AutoScalingGroup {
  return new autoscaling.AutoScalingGroup(stack, 'Servers', {
    vpc,
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
    mixedInstancesPolicy: {
      launchTemplate,
      launchTemplateOverrides: ['m7g.large', 'm6g.large'].map((name) => ({ instanceType: new ec2.InstanceType(name) })),
      instancesDistribution: {
        onDemandAllocationStrategy: autoscaling.OnDemandAllocationStrategy.PRIORITIZED,
        onDemandPercentageAboveBaseCapacity: 100,
      },
    },
    minCapacity: 2,
    maxCapacity: 6,
    healthChecks: autoscaling.HealthChecks.withAdditionalChecks({
      additionalTypes: [autoscaling.AdditionalHealthCheckType.ELB],
      gracePeriod: START_UP_TIMEOUT,
    }),
    defaultInstanceWarmup: Duration.minutes(3),
    signals: autoscaling.Signals.waitForMinCapacity({ timeout: Duration.minutes(14), minSuccessPercentage: 100 }),
    updatePolicy: autoscaling.UpdatePolicy.rollingUpdate({ minInstancesInService: 2, maxBatchSize: 1 }),
    notifications: [{ topic: alarmTopic, scalingEvents: autoscaling.ScalingEvents.ALL }],
    groupMetrics: [autoscaling.GroupMetrics.all()],
    terminationPolicies: [
      autoscaling.TerminationPolicy.OLDEST_LAUNCH_TEMPLATE,
      autoscaling.TerminationPolicy.OLDEST_INSTANCE,
    ],
  });
}
