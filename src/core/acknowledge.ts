import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { nagIds } from './nag-rules';
import type { NagRule } from './nag-rules';

/** The resource itself, so that nothing beside it is acknowledged along. */
function resourceOf(construct: IConstruct): IConstruct {
  return construct.node.defaultChild ?? construct;
}

/** A rule, or one of its findings, as cdk-nag writes them: `IAMNoWildcardPermissions[Resource::*]`. */
export type Declined = NagRule | `${NagRule}[${string}]`;

/**
 * Acknowledges a rule of cdk-nag on one resource, in every pack that holds the rule, with the reason a reviewer reads.
 *
 * @param construct the resource, or the construct whose default child it is
 * @param declined the rule or several with one reason
 * @param reason why this resource is right as it is
 */
export function acknowledge(construct: IConstruct, declined: Declined | readonly Declined[], reason: string): void {
  const ids = [declined].flat().flatMap((one: Declined) => {
    const [, rule, finding] = /^(\w+)(.*)$/s.exec(one) ?? [];
    return nagIds(rule as NagRule).map((id) => `${id}${finding}`);
  });
  record(
    construct,
    ids.map((id) => `Annotation::${id}`),
    reason,
  );
}

/** The policies that a role's permissions make: they belong to one role, live and go with it, and nobody else can attach them. */
export function acknowledgeInlinePolicy(role: IConstruct): void {
  acknowledge(
    role.node.tryFindChild('DefaultPolicy') ?? role,
    'IAMNoInlinePolicy',
    'Written for this one role and gone with it: a managed policy could be attached to anybody, and outlive what it was written for.',
  );
}

/** Acknowledges findings of the Well-Architected checks on one resource, by the ids of their rules. */
export function acknowledgePillar(construct: IConstruct, ids: string | readonly string[], reason: string): void {
  record(
    construct,
    [ids].flat().map((id) => `WellArchitected::${id}`),
    reason,
  );
}

/**
 * What `Validations.of(resource).acknowledge()` leaves, all at once: that one takes a stack trace and writes two more notes for each id, which for the 168 ids of a
 * shop cost more than some rooms. CDK calls an id `Annotation::` that names no plugin.
 */
function record(construct: IConstruct, ids: readonly string[], reason: string): void {
  const acknowledged = Object.fromEntries(ids.map((id) => [id, reason]));
  resourceOf(construct).node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, acknowledged, {
    stackTrace: false,
  });
}
