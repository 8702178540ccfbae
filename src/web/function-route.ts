import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { arnHere } from '../core/arn';
import { requireInteger, requireMatch } from '../core/validation';

/** The servers answer all other requests, so their rule is the last one. */
export const SERVERS_PRIORITY = 1000;

/** Options of a route: a path that a function answers instead of the servers. */
export interface FunctionRouteOptions {
  /** The path, at most 128 characters, with `*` for any characters, such as `/api/*`. */
  readonly path: string;

  /** The priority among the routes, from 1 to 999: of the routes that match, the one with the lowest number answers. */
  readonly priority: number;

  /** The function that answers. It gets the event of the load balancer and must return a response in its format. */
  readonly function: IFunction;
}

/**
 * Options of a route, and what it needs from the load balancer.
 *
 * @internal
 */
export interface FunctionRouteProps extends FunctionRouteOptions {
  /** The listener to which the rule is added. */
  readonly listener: elbv2.IApplicationListener;

  /** Further conditions of a request: the secret header. */
  readonly conditions: elbv2.ListenerCondition[];
}

/** A route: the rule for a path, and a function as its target. Created by `web.addFunctionRoute()`. */
export class FunctionRoute extends Construct {
  /** @internal */
  public static _create(scope: Construct, id: string, props: FunctionRouteProps): FunctionRoute {
    return new FunctionRoute(scope, id, props);
  }

  /** The target group of the function. */
  public readonly targetGroup: elbv2.ApplicationTargetGroup;

  /** The listener rule that routes requests to the function. */
  public readonly rule: elbv2.ApplicationListenerRule;

  private constructor(scope: Construct, id: string, props: FunctionRouteProps) {
    super(scope, id);
    requireMatch(
      'path',
      props.path,
      /^\/[\w\-.$/~"'@:+*?&]{0,127}$/,
      'a path of at most 128 characters that begins with /',
      'write it as /api/*',
    );
    requireInteger('priority', props.priority, 1, SERVERS_PRIORITY - 1, 'the rule of the servers must be the last one');
    const { functionArn } = props.function;
    // Not the L2's target, whose permission would let load balancers of any account call the function. The permission
    // cannot name the ARN of this target group, because the target group depends on the permission.
    const permission = new CfnPermission(this, 'Permission', {
      action: 'lambda:InvokeFunction',
      functionName: functionArn,
      principal: 'elasticloadbalancing.amazonaws.com',
      sourceArn: arnHere('elasticloadbalancing', 'targetgroup/*'),
    });
    this.targetGroup = new elbv2.ApplicationTargetGroup(this, 'Targets', {
      targetType: elbv2.TargetType.LAMBDA,
      targets: [
        {
          attachToApplicationTargetGroup: () => ({
            targetType: elbv2.TargetType.LAMBDA,
            targetJson: { id: functionArn },
          }),
        },
      ],
    });
    this.targetGroup.node.addDependency(permission);
    this.rule = new elbv2.ApplicationListenerRule(this, 'Rule', {
      listener: props.listener,
      priority: props.priority,
      conditions: [...props.conditions, elbv2.ListenerCondition.pathPatterns([props.path])],
      targetGroups: [this.targetGroup],
    });
  }
}
