import { CfnOutput, CrossStackReferences, Fn, ReferenceStrength, Stack, Stage, Token } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import { GLOBAL_REGION } from '../core/global-region';

const MAX_STACK_NAME = 128;
const HASH = 8;

/**
 * Answers, at synth, where the things live that CloudFront takes from us-east-1 only: its web ACL and its certificate.
 *
 * In a stack in us-east-1 they live in that stack. In another Region they live in a support stack in us-east-1, which is made when the
 * first of them is, stands beside the shop's stack in its app or Stage, and is deployed before it. Its values are read with
 * `Fn::GetStackOutput`: no export that blocks an update, no custom resource. With an unknown Region there is no answer, and the rooms
 * that ask do without or say what to set.
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

  /** Whether the shop's own stack is in us-east-1. */
  public readonly inSameStack: boolean;

  /** Whether us-east-1 can be reached at all: false when the stack's Region is unknown, or in a partition that has no us-east-1. */
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

  /** The support stack in us-east-1, if anything needed one: for tags, permission boundaries and checks that the shop's stack also gets. */
  public get stack(): Stack | undefined {
    return this.supportStack;
  }

  /**
   * Where a room puts what must be in us-east-1.
   *
   * @param room the room that asks: itself the answer when its stack is in us-east-1
   * @throws an error when us-east-1 cannot be reached
   * @internal
   */
  public _scopeFor(room: Construct): Construct {
    if (!this.available) {
      throw new Error(
        `\`env.region\` of the stack must be a Region from which us-east-1 can be reached, got ${this.main.region}: set a concrete one`,
      );
    }
    if (this.inSameStack) return room;
    this.supportStack = this.supportStack ?? this.createStack();
    return this.supportStack;
  }

  /**
   * Brings a value from where it was made to the shop's stack.
   *
   * @param id the name of the value, unique within the shop
   * @param value an attribute of a resource that stands in the scope given by `_scopeFor`
   * @internal
   */
  public _publish(id: string, value: string): string {
    if (!this.supportStack) return value;
    const output = new CfnOutput(this.supportStack, id, { value });
    output.overrideLogicalId(id);
    return Fn.getStackOutput(this.supportStack.stackName, id, GLOBAL_REGION);
  }

  private createStack(): Stack {
    // One app may hold several shops, and one construct path may be deployed to several Regions under one stack name.
    const hash = this.node.addr.slice(-HASH);
    const suffix = `-edge-${this.main.region}-${hash}`;
    const stack = new Stack(Stage.of(this.main) ?? this.main, `${this.main.node.id}-EdgeSupport-${hash}`, {
      stackName: `${this.main.stackName.slice(0, MAX_STACK_NAME - suffix.length)}${suffix}`,
      env: { account: Token.isUnresolved(this.main.account) ? undefined : this.main.account, region: GLOBAL_REGION },
      description: `What CloudFront takes from ${GLOBAL_REGION} for ${this.node.path}`,
      terminationProtection: this.main.terminationProtection,
    });
    // A hosted zone of another Region is read the same way, without a custom resource.
    CrossStackReferences.of(stack).consume(ReferenceStrength.WEAK);
    this.main.addStackDependency(stack, 'CloudFront takes its web ACL and certificate from us-east-1');
    return stack;
  }
}

function outermost(stack: Stack): Stack {
  return stack.nestedStackParent ? outermost(stack.nestedStackParent) : stack;
}
