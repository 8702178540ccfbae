import { CfnOutput, CrossStackReferences, Fn, ReferenceStrength, Stack, Stage, Token } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import { GLOBAL_REGION } from '../core/global-region';

const MAX_STACK_NAME = 128;
const HASH = 8;

/**
 * The support stack in us-east-1: the certificate and web ACL that CloudFront requires there.
 *
 * When the shop's stack is in us-east-1, it contains both itself, and there is no support stack. In another Region a
 * support stack is created with the first resource that needs it. It is a sibling of the shop's stack in the app or
 * Stage, and is deployed first. The shop's stack reads its values with `Fn::GetStackOutput`, which needs neither an
 * export that blocks updates nor a custom resource. When the Region of the shop's stack is unknown, there is no support
 * stack: the web ACL then protects the load balancer, and a domain requires `dns.certificate`.
 *
 * @example
 * declare const support: EdgeSupport;
 *
 * if (support.stack) {
 *   Tags.of(support.stack).add('Owner', 'web-team');
 * }
 */
export class EdgeSupport extends Construct {
  /** @internal */
  public static _create(scope: Construct, id: string): EdgeSupport {
    return new EdgeSupport(scope, id);
  }

  /** True when the shop's stack is in us-east-1, so that no support stack is needed. */
  public readonly inSameStack: boolean;

  /**
   * True when resources can be created in us-east-1; false when the Region of the shop's stack is unknown, or when its
   * partition has no us-east-1.
   */
  public readonly available: boolean;

  private readonly main: Stack;

  private supportStack?: Stack;

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    this.main = outermost(Stack.of(this));
    const { region } = this.main;
    this.inSameStack = region === GLOBAL_REGION;
    this.available = !Token.isUnresolved(region) && (RegionInfo.get(region).partition ?? 'aws') === 'aws';
  }

  /**
   * The support stack in us-east-1; undefined when nothing needs one. Apply the tags, permission boundaries and checks
   * of the shop's stack to it too.
   */
  public get stack(): Stack | undefined {
    return this.supportStack;
  }

  /**
   * Returns the scope for a resource that must be in us-east-1: the support stack, which is created when it does not
   * exist, or the room itself when its stack is in us-east-1.
   *
   * @param room - the room that creates the resource
   * @throws an error when `available` is false
   * @internal
   */
  public _scopeFor(room: Construct): Construct {
    if (!this.available) {
      throw new Error(
        `\`env.region\` of the stack must be a known Region of the partition aws, got ${this.main.region}: ` +
          'set it to a Region such as eu-west-1',
      );
    }
    if (this.inSameStack) return room;
    this.supportStack = this.supportStack ?? this.createStack();
    return this.supportStack;
  }

  /**
   * Returns a value that the shop's stack can use for an attribute of a resource in the scope of `_scopeFor`.
   *
   * @param id - the name of the output in the support stack, unique within the shop
   * @param value - an attribute of a resource in that scope
   * @internal
   */
  public _publish(id: string, value: string): string {
    if (!this.supportStack) return value;
    const output = new CfnOutput(this.supportStack, id, { value });
    output.overrideLogicalId(id);
    return Fn.getStackOutput(this.supportStack.stackName, id, GLOBAL_REGION);
  }

  private createStack(): Stack {
    // An app can contain several shops, and one construct path can be deployed to several Regions with one stack name.
    const hash = this.node.addr.slice(-HASH);
    const suffix = `-edge-${this.main.region}-${hash}`;
    const stack = new Stack(Stage.of(this.main) ?? this.main, `${this.main.node.id}-EdgeSupport-${hash}`, {
      stackName: `${this.main.stackName.slice(0, MAX_STACK_NAME - suffix.length)}${suffix}`,
      env: { account: Token.isUnresolved(this.main.account) ? undefined : this.main.account, region: GLOBAL_REGION },
      description: `Support stack of ${this.node.path}: resources that CloudFront requires in ${GLOBAL_REGION}`,
      terminationProtection: this.main.terminationProtection,
    });
    // Values of a hosted zone in another Region are read in the same way, without a custom resource.
    CrossStackReferences.of(stack).consume(ReferenceStrength.WEAK);
    this.main.addStackDependency(stack, 'CloudFront requires its web ACL and certificate in us-east-1');
    return stack;
  }
}

function outermost(stack: Stack): Stack {
  return stack.nestedStackParent ? outermost(stack.nestedStackParent) : stack;
}
