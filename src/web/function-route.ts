import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { arnHere } from '../core/arn';
import { requireInteger, requireMatch } from '../core/validation';

/** The servers take what no function takes, so their rule comes after all others. */
export const SERVERS_PRIORITY = 1000;

/** A path that a function answers instead of the servers. */
export interface FunctionRouteOptions {
  /** The path, with `*` for any characters, such as `/api/*`. */
  readonly path: string;

  /** The order among the routes, from 1 to 999: the lowest one that matches answers. */
  readonly priority: number;

  /** The function that answers. It is given the load balancer's event and must return its response. */
  readonly function: IFunction;
}

/**
 * What a route needs from the load balancer.
 *
 * @internal
 */
export interface FunctionRouteProps extends FunctionRouteOptions {
  /** Where requests arrive. */
  readonly listener: elbv2.IApplicationListener;

  /** What else a request must have: the secret header. */
  readonly conditions: elbv2.ListenerCondition[];
}

/** A path that a function answers: its rule, and the function as a target. Made by `web.addFunctionRoute()`. */
export class FunctionRoute extends Construct {
  /** @internal */
  public static _create(scope: Construct, id: string, props: FunctionRouteProps): FunctionRoute {
    return new FunctionRoute(scope, id, props);
  }

  /** The function as the load balancer sees it. */
  public readonly targetGroup: elbv2.ApplicationTargetGroup;

  /** The rule that sends requests to it. */
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
    requireInteger('priority', props.priority, 1, SERVERS_PRIORITY - 1, 'the rule of the servers comes last');
    const { functionArn } = props.function;
    // Not the L2's target, whose permission would let the load balancers of any account call the function. The target group's own ARN cannot
    // be named: it needs the permission first.
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
