import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The resource itself, so that nothing beside it is acknowledged along. */
function resourceOf(construct: IConstruct): IConstruct {
  return construct.node.defaultChild ?? construct;
}

/** Acknowledges one finding of AwsSolutions on one resource, with the reason a reviewer reads. */
export function acknowledge(construct: IConstruct, rule: string, reason: string): void {
  Validations.of(resourceOf(construct)).acknowledge({ id: `AwsSolutions-${rule}`, reason });
}
