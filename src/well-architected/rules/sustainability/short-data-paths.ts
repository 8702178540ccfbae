import type { Workload } from '../../workload/workload';
import { bucketOrigins } from '../support/bucket-origins';
import type { BucketOrigin } from '../support/bucket-origins';
import { verify, verifyPresent } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';

/** Pictures go from the bucket to the visitors without a detour. */
export const shortDataPaths: Rule = {
  name: 'ShortDataPaths',
  practice: 'SUS04-BP07',
  also: ['SEC05-BP02'],
  level: 'warning',
  requirement: 'CloudFront reads buckets by itself, signing its requests with an origin access control.',
  why: 'Without it the bucket must be open to the internet or the servers must pass the pictures on: either everybody bypasses the cache, or each byte is moved twice.',
  fix:
    'The construct does so for the media bucket; for an origin of yours take `S3BucketOrigin.withOriginAccessControl(bucket)`, in CloudFormation ' +
    '`OriginAccessControlId` of the origin.',
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
