import { TAGGED_TYPES } from '../../../core/tagged-types';
import type { Resource } from '../../workload/resource';
import { isRecord } from '../../workload/value';
import { found, show } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';
import type { Verdict } from '../support/verdict';
import { contains, stateOf } from '../support/verdict';

/** Every resource that costs money or holds data names its owner. */
export const resourceOwnerTags: Rule = {
  name: 'ResourceOwnerTags',
  practice: 'OPS02-BP01',
  also: ['COST03-BP02'],
  level: 'error',
  requirement: 'Every resource that costs money or holds data has the tags that name its owner.',
  why: 'At night no one knows whom to call about a resource without an owner, and by day no one dares to delete it.',
  fix:
    '`EcommerceArchitecture` sets `Application` and `Environment` by itself: find what removed them. For each ' +
    "further key that you require, call `Tags.of(shop).add('Owner', 'shop-team')`; in CloudFormation set `Tags`.",
  docs: 'https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html',
  check: (workload, { requiredTags }) =>
    workload.ofType(...TAGGED_TYPES).flatMap((resource) => requiredTags.map((key) => tagFinding(resource, key))),
};

function tagFinding(resource: Resource, key: string): Finding {
  const state = stateOf(contains(resource, 'Tags', (tag) => isTag(tag, key)));
  return found(resource, state, `the tag ${key}`, show(resource.raw('Tags')), {
    property: 'Properties.Tags',
    item: key,
  });
}

/** The key must be a known text. The value may be a reference. */
function isTag(tag: unknown, key: string): Verdict {
  if (!isRecord(tag) || tag.Value === undefined || tag.Value === '') return false;
  return typeof tag.Key === 'string' ? tag.Key === key : undefined;
}
