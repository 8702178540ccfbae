import { Tags } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Profile } from './profile';
import { TAGGED_TYPES } from './tagged-types';

/**
 * Tags the resources in a scope with the shop and its environment, so that costs can be grouped by both.
 *
 * @param scope - the main construct, or a stack that belongs to the shop
 * @param application - the construct id of the shop
 * @param profile - the value of the tag `Environment`
 */
export function tagShop(scope: IConstruct, application: string, profile: Profile): void {
  const options = { includeResourceTypes: TAGGED_TYPES };
  Tags.of(scope).add('Application', application, options);
  Tags.of(scope).add('Environment', profile, options);
}
