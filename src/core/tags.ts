import { Tags } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Profile } from './profile';
import { TAGGED_TYPES } from './tagged-types';

/** Says whose a resource is: the shop's construct id, and the profile as environment. */
export function tagShop(scope: IConstruct, application: string, profile: Profile): void {
  const options = { includeResourceTypes: TAGGED_TYPES };
  Tags.of(scope).add('Application', application, options);
  Tags.of(scope).add('Environment', profile, options);
}
