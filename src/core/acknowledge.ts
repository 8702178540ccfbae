import { Aspects, AspectPriority, CfnResource, Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The resource itself, so that nothing beside it is acknowledged along. */
function resourceOf(construct: IConstruct): IConstruct {
  return construct.node.defaultChild ?? construct;
}

/** Acknowledges one finding of AwsSolutions on one resource, with the reason a reviewer reads. */
export function acknowledge(construct: IConstruct, rule: string, reason: string): void {
  Validations.of(resourceOf(construct)).acknowledge({ id: `AwsSolutions-${rule}`, reason });
}

/** A finding whose id carries logical ids, which are known only when the app is synthesized. */
export interface Finding {
  readonly rule: string;
  /** The part in brackets; `{n}` stands for the logical id of the nth of `of`. */
  readonly pattern: string;
  readonly of?: IConstruct[];
  readonly reason: string;
}

/** Acknowledges findings such as `IAM5[Resource::<Bucket.Arn>/*]`, with the logical ids as they are at synthesis. */
export function acknowledgeFindings(construct: IConstruct, ...findings: Finding[]): void {
  const target = resourceOf(construct);
  let done = false;
  Aspects.of(target).add({
    visit: (node) => {
      if (done || node !== target) return;
      done = true;
      for (const { rule, pattern, of = [], reason } of findings) {
        const finding = pattern.replace(/\{(\d+)\}/g, (_, index) => logicalId(of[Number(index)]));
        acknowledge(target, `${rule}[${finding}]`, reason);
      }
    },
  }, { priority: AspectPriority.READONLY });
}

function logicalId(construct: IConstruct): string {
  return Stack.of(construct).getLogicalId(resourceOf(construct) as CfnResource);
}
