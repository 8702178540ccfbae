import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { nagIds } from './nag-rules';
import type { NagRule } from './nag-rules';

/** Returns the L1 resource of an L2 construct, so that the acknowledgement does not extend to its other children. */
function resourceOf(construct: IConstruct): IConstruct {
  return construct.node.defaultChild ?? construct;
}

/** A rule of cdk-nag, or one of its findings in cdk-nag's form: `IAMNoWildcardPermissions[Resource::*]`. */
export type NagFinding = NagRule | `${NagRule}[${string}]`;

/**
 * Acknowledges findings of cdk-nag on one resource, in every pack that contains the rule.
 *
 * @param construct - the resource, or the L2 construct whose default child it is
 * @param findings - one or several with the same reason
 * @param reason - tells a reviewer why this resource is right as it is
 */
export function acknowledge(construct: IConstruct, findings: NagFinding | readonly NagFinding[], reason: string): void {
  const ids = [findings].flat().flatMap((one: NagFinding) => {
    const [, rule, finding] = /^(\w+)(.*)$/s.exec(one) ?? [];
    return nagIds(rule as NagRule).map((id) => `${id}${finding}`);
  });
  record(
    construct,
    ids.map((id) => `Annotation::${id}`),
    reason,
  );
}

/** Acknowledges the inline policy of a role: it belongs to this role alone and is deleted with it. */
export function acknowledgeInlinePolicy(role: IConstruct): void {
  acknowledge(
    role.node.tryFindChild('DefaultPolicy') ?? role,
    'IAMNoInlinePolicy',
    'The policy is written for this one role and deleted with it; a managed policy could be attached to other ' +
      'identities and could outlive its purpose.',
  );
}

/**
 * Acknowledges findings of the Well-Architected checks on one resource.
 *
 * @param construct - the resource, or the L2 construct whose default child it is
 * @param ids - ids of rules, such as `SUS05-BP02-Graviton`; a finding of a rule follows in brackets
 * @param reason - tells a reviewer why this resource is right as it is
 */
export function acknowledgePillar(construct: IConstruct, ids: string | readonly string[], reason: string): void {
  record(
    construct,
    [ids].flat().map((id) => `WellArchitected::${id}`),
    reason,
  );
}

/**
 * Writes the metadata of `Validations.of(resource).acknowledge()` for all ids in one entry. CDK's method records a
 * stack trace and two more entries for each id, which for the 168 ids of a shop takes longer than creating some rooms.
 * CDK prefixes an id that names no plugin with `Annotation::`.
 */
function record(construct: IConstruct, ids: readonly string[], reason: string): void {
  const acknowledged = Object.fromEntries(ids.map((id) => [id, reason]));
  resourceOf(construct).node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, acknowledged, {
    stackTrace: false,
  });
}
