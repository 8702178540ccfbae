import { Annotations } from 'aws-cdk-lib';
import type { TargetTrackingScalingPolicy } from 'aws-cdk-lib/aws-autoscaling';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { Fleet } from './fleet';
import { FunctionRoute, SERVERS_PRIORITY } from './function-route';
import type { FunctionRouteOptions } from './function-route';
import { createListener, createLoadBalancer } from './load-balancer';
import { addWebAlarms } from './web-alarms';
import type { WebProps } from './web-options';
import { Profile } from '../core/profile';
import { invalid, isConcrete } from '../core/validation';

/** Options for scaling the servers by an additional metric. */
export interface MetricScalingOptions {
  /**
   * The metric that scaling keeps at the target value. It must fall when servers are added, such as waiting messages
   * for each server, not waiting messages in total.
   */
  readonly metric: IMetric;

  /** The target value, in the metric's unit. */
  readonly targetValue: number;

  /**
   * Limits this metric to adding servers, so that only the other scaling policies remove servers.
   *
   * @default false
   */
  readonly disableScaleIn?: boolean;
}

/**
 * The web tier: a load balancer that only this shop's CloudFront distribution can use, and a fleet of servers behind
 * it.
 *
 * Two controls refuse other clients. The load balancer's security group allows CloudFront's addresses only, and its
 * rules forward only requests with the secret header of this shop; all other requests are answered with 403.
 *
 * @example
 * new EcommerceArchitecture(this, 'Shop', {
 *   web: { serverSize: ServerSize.LARGE, minCapacity: 2, maxCapacity: 10 },
 * });
 */
export class Web extends Construct {
  /** @internal */
  public static _create(scope: Construct, id: string, props: WebProps): Web {
    return new Web(scope, id, props);
  }

  /** The load balancer, in the public subnets. */
  public readonly loadBalancer: elbv2.ApplicationLoadBalancer;

  /** The listener of the load balancer: HTTPS with a certificate, otherwise HTTP. */
  public readonly listener: elbv2.ApplicationListener;

  /** The fleet of web servers. */
  public readonly fleet: Fleet;

  private readonly conditions: elbv2.ListenerCondition[];

  private readonly priorities = new Map<number, string>();

  private constructor(scope: Construct, id: string, props: WebProps) {
    super(scope, id);
    this.warn(props);
    this.loadBalancer = createLoadBalancer(this, props);
    this.listener = createListener(this, this.loadBalancer, props);
    this.fleet = Fleet._create(this, 'Fleet', props);
    this.conditions = [elbv2.ListenerCondition.httpHeader(props.originHeader.headerName, [props.originHeader.value])];
    new elbv2.ApplicationListenerRule(this, 'ServersRule', {
      listener: this.listener,
      priority: SERVERS_PRIORITY,
      conditions: this.conditions,
      targetGroups: [this.fleet.targetGroup],
    });
    const { autoScalingGroup } = this.fleet;
    autoScalingGroup.scaleOnCpuUtilization('Cpu', {
      targetUtilizationPercent: props.targetCpuUtilization,
    });
    autoScalingGroup.scaleOnRequestCount('Requests', {
      targetRequestsPerMinute: props.targetRequestsPerMinute,
    });
    this.fleet._useReleaseAlarm(addWebAlarms(this.loadBalancer, this.fleet, props));
  }

  /**
   * Routes a path to a function instead of the servers. The route also requires the secret header.
   *
   * @param id the construct id of the route
   * @param options path, priority and function
   * @throws an error when the priority is already in use or out of range, or when the path is malformed
   */
  public addFunctionRoute(id: string, options: FunctionRouteOptions): FunctionRoute {
    const taken = this.priorities.get(options.priority);
    if (taken !== undefined) {
      invalid({
        prop: 'priority',
        expected: `different from that of the route ${taken}`,
        got: options.priority,
        fix: 'give each route a different priority',
      });
    }
    const route = FunctionRoute._create(this, id, { ...options, listener: this.listener, conditions: this.conditions });
    this.priorities.set(options.priority, id);
    return route;
  }

  /**
   * Adds a target tracking policy for another metric, in addition to those for processor load and requests. The policy
   * that requires the most servers takes effect.
   *
   * @param id the construct id of the policy
   * @param options metric and target value
   */
  public scaleOnMetric(id: string, options: MetricScalingOptions): TargetTrackingScalingPolicy {
    return this.fleet.autoScalingGroup.scaleToTrackMetric(id, options);
  }

  private warn(props: WebProps): void {
    if (props.profile !== Profile.PRODUCTION) return;
    if (props.serverSize._burstable) {
      Annotations.of(this).addWarningV2(
        'cdk-ecommerce-architecture:burstable-servers',
        'Burstable servers slow down under steady load when their processor credits are used up: set ' +
          '`web.serverSize` to ServerSize.LARGE.',
      );
    }
    const { minCapacity: min } = props;
    if (isConcrete(min) && min < 2) {
      Annotations.of(this).addWarningV2(
        'cdk-ecommerce-architecture:single-server',
        'A single server runs in one zone: when it fails, the shop is unavailable until another server has started. ' +
          'Set `web.minCapacity` to 2 or more.',
      );
    }
  }
}
