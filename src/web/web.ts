import { Annotations } from 'aws-cdk-lib';
import type { TargetTrackingScalingPolicy } from 'aws-cdk-lib/aws-autoscaling';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { Fleet } from './fleet';
import { FunctionRoute, SERVERS_PRIORITY } from './function-route';
import type { FunctionRouteOptions } from './function-route';
import { createListener, createLoadBalancer } from './load-balancer';
import { watchWeb } from './web-alarms';
import type { WebProps } from './web-options';
import { Profile } from '../core/profile';
import { invalid, isConcrete } from '../core/validation';

/** How another metric moves the number of servers. */
export interface MetricScalingOptions {
  /** What is kept at the target. It must fall when servers are added, such as messages waiting for each server, not messages altogether. */
  readonly metric: IMetric;

  /** The value to keep, in the metric's unit. */
  readonly targetValue: number;

  /**
   * Whether this metric may only add servers and leaves removing them to the others.
   *
   * @default false
   */
  readonly disableScaleIn?: boolean;
}

/**
 * The web tier: a load balancer that only this shop's CloudFront distribution can use, and a fleet of servers behind it.
 *
 * Two locks keep others out: the load balancer's security group lets only CloudFront's addresses in, and its rules forward only requests
 * with the shop's secret header; everything else is answered with 403.
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

  /** The entry point, in the public subnets. */
  public readonly loadBalancer: elbv2.ApplicationLoadBalancer;

  /** Where requests arrive: HTTPS with a certificate, else HTTP. */
  public readonly listener: elbv2.ApplicationListener;

  /** The servers. */
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
    this.fleet._judgeReleasesBy(watchWeb(this.loadBalancer, this.fleet, props));
  }

  /**
   * Sends a path to a function instead of the servers. The secret header is demanded here too.
   *
   * @param id the construct id
   * @param options path, order and function
   * @throws an error when the priority is taken
   */
  public addFunctionRoute(id: string, options: FunctionRouteOptions): FunctionRoute {
    const taken = this.priorities.get(options.priority);
    if (taken !== undefined) {
      invalid({
        prop: 'priority',
        expected: `different from that of the route ${taken}`,
        got: options.priority,
        fix: 'give each route its own',
      });
    }
    const route = FunctionRoute._create(this, id, { ...options, listener: this.listener, conditions: this.conditions });
    this.priorities.set(options.priority, id);
    return route;
  }

  /**
   * Keeps another metric at a target by adding and removing servers, beside processor load and requests: the highest demand wins.
   *
   * @param id the construct id
   * @param options metric and target
   */
  public scaleOnMetric(id: string, options: MetricScalingOptions): TargetTrackingScalingPolicy {
    return this.fleet.autoScalingGroup.scaleToTrackMetric(id, options);
  }

  private warn(props: WebProps): void {
    if (props.profile !== Profile.PRODUCTION) return;
    if (props.serverSize._burstable) {
      Annotations.of(this).addWarningV2(
        'cdk-ecommerce-architecture:burstable-servers',
        'Burstable servers slow down under steady load when their processor credits are used up: set `web.serverSize` to ServerSize.LARGE.',
      );
    }
    const { minCapacity: min } = props;
    if (isConcrete(min) && min < 2) {
      Annotations.of(this).addWarningV2(
        'cdk-ecommerce-architecture:single-server',
        'One server runs in one zone, so the shop is away until another has started when it fails: set `web.minCapacity` to 2 or more.',
      );
    }
  }
}
