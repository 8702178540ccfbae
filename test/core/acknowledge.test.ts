import { App, Stack, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { acknowledge, acknowledgePillar } from '../../src/core/acknowledge';

const REASON = 'It holds what anybody may read.';

/** What CDK keeps of the acknowledgements of a bucket's resource. */
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

test('a rule is acknowledged in every pack that holds it, as CDK itself would', () => {
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

test('so is a single finding', () => {
  expect(kept((bucket) => acknowledge(bucket, 'IAMNoWildcardPermissions[Resource::<Bucket.Arn>/*]', REASON))).toEqual(
    byCdk('AwsSolutions-IAM5[Resource::<Bucket.Arn>/*]'),
  );
});

test('and a rule of ours', () => {
  const id = 'SEC09-BP02-EncryptedInTransit[Redirect]';
  expect(kept((bucket) => acknowledgePillar(bucket, id, REASON))).toEqual(byCdk(`WellArchitected::${id}`));
});
