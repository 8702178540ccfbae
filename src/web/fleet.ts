import { Aws, Duration, Stack, Token } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { renderBootstrap, USER_DATA_LIMIT } from './bootstrap';
import { FleetEnvironment } from './fleet-environment';
import { createFleetRole } from './fleet-role';
import { createLaunchTemplate } from './launch-template';
import { createStartUpAsset } from './start-up-asset';
import type { WebProps } from './web-options';
import type { ServerCode } from './web-server';
import { VARIABLES } from '../contract/variables';
import { acknowledge, acknowledgePillar } from '../core/acknowledge';
import type { IClient } from '../core/i-client';
import { LIFETIMES } from '../core/lifetimes';

/** Time in which a server may start before it is replaced. A deployment waits for it and for `releaseWatch`. */
const START_UP_TIMEOUT = Duration.minutes(10);
/** Longer than the 25 seconds in which a server completes its requests. Auto Scaling waits before it stops a server. */
const DEREGISTRATION_DELAY = Duration.seconds(45);
const HEALTH_CHECK_INTERVAL = Duration.seconds(10);
const HEALTHY_CHECKS = 2;
/** Assumed length of a token in the user data: that of an ARN or host name. */
const TOKEN_LENGTH = 128;

/**
 * The web servers: an Auto Scaling group in every Availability Zone, with a launch template.
 *
 * A server has no SSH key and no public address, and accepts connections from the load balancer only; operators use
 * Session Manager. Servers are replaced, never changed: a deployment starts new servers, and stops an old one after a
 * new one has answered its health check.
 */
export class Fleet extends Construct implements IClient {
  /** @internal */
  public static _create(scope: Construct, id: string, props: WebProps): Fleet {
    return new Fleet(scope, id, props);
  }

  /** The Auto Scaling group. */
  public readonly autoScalingGroup: autoscaling.AutoScalingGroup;

  /** The launch template of the servers. */
  public readonly launchTemplate: ec2.LaunchTemplate;

  /** The role of the servers. */
  public readonly role: Role;

  /** The target group of the servers at the load balancer. */
  public readonly targetGroup: elbv2.ApplicationTargetGroup;

  /** The security group of the servers. */
  public readonly securityGroup: ec2.SecurityGroup;

  /** The log group of the start-up and of the server, with streams for each instance. */
  public readonly logGroup: LogGroup;

  /** The network connections of the servers, by their security group. */
  public readonly connections: ec2.Connections;

  /** The principal to which permissions are granted: the servers' role. */
  public readonly grantPrincipal: IPrincipal;

  private readonly environment: FleetEnvironment;

  private alarmName = '';

  private constructor(scope: Construct, id: string, props: WebProps) {
    super(scope, id);
    const { server } = props;
    const { logRetention, dataRemovalPolicy } = LIFETIMES[props.profile];
    const code = server.program && new Asset(this, 'Code', { path: server.program.folder });
    const startUp = createStartUpAsset(
      this,
      'StartUp',
      server.program ? 'program' : server.commands ? 'commands' : 'image',
    );
    this.environment = new FleetEnvironment({
      NODE_ENV: 'production',
      ...props.environment,
      [VARIABLES.aws.region]: Aws.REGION,
      [VARIABLES.server.port]: String(server.port),
      [VARIABLES.server.healthCheckPath]: server.healthCheckPath,
    });
    this.logGroup = new LogGroup(this, 'Logs', {
      encryptionKey: props.encryptionKey,
      retention: logRetention,
      removalPolicy: dataRemovalPolicy,
    });
    this.role = createFleetRole(this, startUp, ...(code ? [code] : []));
    this.grantPrincipal = this.role;
    this.securityGroup = this.createSecurityGroup(props);
    this.connections = new ec2.Connections({ securityGroups: [this.securityGroup] });
    const script = () => this.renderScript(server, props, startUp, code);
    const { role, securityGroup } = this;
    const { serverSize } = props;
    this.launchTemplate = createLaunchTemplate(this, { server, serverSize, role, securityGroup, script });
    this.autoScalingGroup = this.createGroup(props);
    this.targetGroup = this.createTargetGroup(props, server);
    this.node.addValidation({ validate: () => this.validateSize(script()) });
  }

  /**
   * Adds an environment variable to every server. It can be called until the app is synthesized.
   *
   * @param name the environment variable
   * @param value one line, readable in the launch template, so never a secret: pass the ARN of a secret instead
   * @throws an error when the variable already has another value
   */
  public addEnvironment(name: string, value: string): void {
    this.environment.add(name, value);
  }

  /**
   * Sets the alarm that each new server checks before it signals success; when the alarm goes off, the deployment rolls
   * back.
   * @internal
   */
  public _useReleaseAlarm(alarm: Alarm): void {
    this.alarmName = alarm.alarmName;
    this.role.addToPolicy(new PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: [alarm.alarmArn] }));
  }

  private createSecurityGroup(props: WebProps): ec2.SecurityGroup {
    const group = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: props.network.vpc,
      description: 'Web servers of the shop',
      allowAllOutbound: false,
      disableInlineRules: false,
    });
    group.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443), 'AWS services, package repositories, payment providers');
    return group;
  }

  private createGroup(props: WebProps): autoscaling.AutoScalingGroup {
    const { minCapacity: min, maxCapacity: max } = props;
    const known = !Token.isUnresolved(min) && !Token.isUnresolved(max);
    const group = new autoscaling.AutoScalingGroup(this, 'Group', {
      vpc: props.network.vpc,
      vpcSubnets: props.network.applicationSubnets,
      mixedInstancesPolicy: {
        launchTemplate: this.launchTemplate,
        launchTemplateOverrides: props.serverSize.instanceTypes.map((instanceType) => ({
          instanceType,
        })),
        instancesDistribution: {
          onDemandAllocationStrategy: autoscaling.OnDemandAllocationStrategy.PRIORITIZED,
          onDemandPercentageAboveBaseCapacity: 100,
        },
      },
      minCapacity: min,
      maxCapacity: max,
      healthChecks: autoscaling.HealthChecks.withAdditionalChecks({
        additionalTypes: [autoscaling.AdditionalHealthCheckType.ELB],
        gracePeriod: START_UP_TIMEOUT,
      }),
      defaultInstanceWarmup: Duration.minutes(3),
      signals: autoscaling.Signals.waitForMinCapacity({
        timeout: START_UP_TIMEOUT.plus(props.releaseWatch),
        minSuccessPercentage: 100,
      }),
      updatePolicy: autoscaling.UpdatePolicy.rollingUpdate({
        // CloudFormation requires less than the maximum.
        minInstancesInService: known ? Math.min(min, max - 1) : 1,
        maxBatchSize: known ? Math.max(1, Math.floor(min / 2)) : 1,
      }),
      notifications: [{ topic: props.monitoring.alarmTopic, scalingEvents: autoscaling.ScalingEvents.ALL }],
      groupMetrics: [autoscaling.GroupMetrics.all()],
      terminationPolicies: [
        autoscaling.TerminationPolicy.OLDEST_LAUNCH_TEMPLATE,
        autoscaling.TerminationPolicy.OLDEST_INSTANCE,
      ],
    });
    // On the L1 resource only, because otherwise its scaling policies would have the same dependencies.
    const resource = this.resourceOf(group);
    for (const subnet of props.network.applicationTier) {
      resource.node.addDependency(subnet.internetConnectivityEstablished);
    }
    acknowledge(
      group,
      ['EC2EBSVolumeEncrypted', 'EC2IMDSv2Enabled'],
      'The rules do not read launch templates that a MixedInstancesPolicy refers to; the template encrypts its ' +
        'volume and requires IMDSv2.',
    );
    if (min === 1) {
      acknowledgePillar(
        group,
        'REL10-BP01-MultiAzEveryTier[MinSize]',
        'There can be a single server: Profile.DEVELOPMENT, or `web.minCapacity` is 1.',
      );
    }
    if (known && min === max) {
      acknowledgePillar(
        group,
        ['REL07-BP01-AsgHasScalingPolicy[MaxSize]', 'SUS02-BP01-ElasticCapacity'],
        'The number of servers is fixed: `web.minCapacity` and `web.maxCapacity` are the same.',
      );
    }
    return group;
  }

  private createTargetGroup(props: WebProps, server: ServerCode): elbv2.ApplicationTargetGroup {
    return new elbv2.ApplicationTargetGroup(this, 'Targets', {
      vpc: props.network.vpc,
      port: server.port,
      protocol: elbv2.ApplicationProtocol.HTTP,
      targets: [this.autoScalingGroup],
      deregistrationDelay: DEREGISTRATION_DELAY,
      // The instance types of a mixed group differ in speed.
      loadBalancingAlgorithmType: elbv2.TargetGroupLoadBalancingAlgorithmType.LEAST_OUTSTANDING_REQUESTS,
      healthCheck: {
        path: server.healthCheckPath,
        healthyHttpCodes: '200',
        interval: HEALTH_CHECK_INTERVAL,
        timeout: Duration.seconds(5),
        healthyThresholdCount: HEALTHY_CHECKS,
        unhealthyThresholdCount: 3,
      },
    });
  }

  private renderScript(server: ServerCode, props: WebProps, startUp: Asset, code: Asset | undefined): string {
    return renderBootstrap({
      server,
      environment: this.environment.render(),
      startUpUrl: startUp.s3ObjectUrl,
      codeUrl: code?.s3ObjectUrl,
      alarmName: this.alarmName,
      watchSeconds: props.releaseWatch.toSeconds(),
      logGroupName: this.logGroup.logGroupName,
      region: Aws.REGION,
      stackName: Aws.STACK_NAME,
      groupLogicalId: this.resourceOf(this.autoScalingGroup).logicalId,
    });
  }

  private resourceOf(group: autoscaling.AutoScalingGroup): autoscaling.CfnAutoScalingGroup {
    return group.node.defaultChild as autoscaling.CfnAutoScalingGroup;
  }

  private validateSize(script: string): string[] {
    const resolved: unknown = Stack.of(this).resolve(script);
    const parts: unknown[] =
      typeof resolved === 'string' ? [resolved] : (resolved as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1];
    const size = parts.reduce<number>(
      (sum, part) => sum + (typeof part === 'string' ? Buffer.byteLength(part) : TOKEN_LENGTH),
      0,
    );
    if (size <= USER_DATA_LIMIT) return [];
    return [
      `the user data, which contains \`web.environment\` and \`web.server\`, must be at most ${USER_DATA_LIMIT} ` +
        `bytes, ` +
        `got about ${size}: store long values and commands in Parameter Store or S3, and pass their names to the ` +
        `server`,
    ];
  }
}
