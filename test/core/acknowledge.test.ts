import { App, Stack, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { acknowledge, acknowledgePillar } from '../../src/core/acknowledge';

const REASON = 'It contains public objects.';

/** Returns the acknowledgements in CDK's metadata of a bucket's resource. */
function kept(write: (bucket: Bucket) => void): Record<string, unknown> {
  const bucket = new Bucket(new Stack(new App(), 'S'), 'Bucket');
  write(bucket);
  const entries = bucket.node.defaultChild!.node.metadata.filter(
    ({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY,
  );
  return Object.assign({}, ...entries.map(({ data }) => data as object)) as Record<string, unknown>;
}

const byCdk = (...ids: string[]) =>
  kept((bucket) => Validations.of(bucket.node.defaultChild!).acknowledge(...ids.map((id) => ({ id, reason: REASON }))));

test('a rule is acknowledged in every pack that contains it, in the same form as by CDK', () => {
  expect(kept((bucket) => acknowledge(bucket, ['S3BucketLoggingEnabled', 'SQSRedrivePolicy'], REASON))).toEqual(
    byCdk(
      'AwsSolutions-S1',
      'NIST.800.53.R4-S3BucketLoggingEnabled',
      'NIST.800.53.R5-S3BucketLoggingEnabled',
      'PCI.DSS.321-S3BucketLoggingEnabled',
      'HIPAA.Security-S3BucketLoggingEnabled',
      'Serverless-SQSRedrivePolicy',
    ),
  );
});

test('a single finding is acknowledged in every pack', () => {
  expect(kept((bucket) => acknowledge(bucket, 'IAMNoWildcardPermissions[Resource::<Bucket.Arn>/*]', REASON))).toEqual(
    byCdk('AwsSolutions-IAM5[Resource::<Bucket.Arn>/*]'),
  );
});

test('a Well-Architected rule is acknowledged', () => {
  const id = 'SEC09-BP02-EncryptedInTransit[Redirect]';
  expect(kept((bucket) => acknowledgePillar(bucket, id, REASON))).toEqual(byCdk(`WellArchitected::${id}`));
});
