import type { Workload } from '../../workload/workload';
import { bucketOrigins } from '../support/bucket-origins';
import type { BucketOrigin } from '../support/bucket-origins';
import { verify, verifyPresent } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';

/** CloudFront reads pictures directly from the bucket. */
export const shortDataPaths: Rule = {
  name: 'ShortDataPaths',
  practice: 'SUS04-BP07',
  also: ['SEC05-BP02'],
  level: 'warning',
  requirement: 'CloudFront reads buckets directly, and signs its requests with an origin access control.',
  why:
    'Otherwise the bucket must be public, so that visitors can bypass the cache, or servers must pass the pictures ' +
    'on, so that each byte is moved twice.',
  fix:
    '`EcommerceArchitecture` does so for the media bucket. For other origins use ' +
    '`S3BucketOrigin.withOriginAccessControl(bucket)`; in CloudFormation set `OriginAccessControlId` of the origin.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html',
  check: (workload) =>
    workload
      .ofType('AWS::CloudFront::Distribution')
      .flatMap((distribution) => bucketOrigins(workload, distribution))
      .map((origin) => accessFinding(workload, origin)),
};

function accessFinding(workload: Workload, { distribution, path, id }: BucketOrigin): Finding {
  const property = `${path}.OriginAccessControlId`;
  const item = typeof id === 'string' ? id : path.split('.').slice(-1).join('');
  const control = workload.follow(distribution, distribution.raw(property));
  return control?.type === 'AWS::CloudFront::OriginAccessControl'
    ? verify(control, 'OriginAccessControlConfig.SigningBehavior', {
        item,
        expected: 'always',
        holds: (value) => value !== 'never',
      })
    : verifyPresent(distribution, property, 'an origin access control', { item });
}
