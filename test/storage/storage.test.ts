import { App, Duration, Stack, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IClient } from '../../src/core/i-client';
import { Profile } from '../../src/core/profile';
import { LogBucket } from '../../src/storage/log-bucket';
import { Storage } from '../../src/storage/storage';
import { resolveStorage } from '../../src/storage/storage-options';
import type { StorageOptions } from '../../src/storage/storage-options';

class Client implements IClient {
  public readonly environment: Record<string, string> = {};
  public readonly connections = new ec2.Connections();
  constructor(public readonly grantPrincipal: iam.IPrincipal) {}
  public addEnvironment(name: string, value: string): void {
    this.environment[name] = value;
  }
}

function stackWith(context: Record<string, unknown> = {}): Stack {
  return new Stack(new App({ context }), 'Stack');
}

function role(stack: Stack): iam.Role {
  return new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
}

function storageIn(stack: Stack, options: StorageOptions = {}, profile = Profile.PRODUCTION): Storage {
  return Storage._create(stack, 'Storage', resolveStorage(options, profile));
}

function findings(stack: Stack): string[] {
  const app = stack.node.root as App;
  Validations.of(app).addPlugins(new AwsSolutionsChecks());
  app.synth();
  const report = new AwsSolutionsChecks().validateScope(stack);
  return report.violations.map(({ ruleName }) => ruleName);
}

const LOGGING_POLICY = 'logging.s3.amazonaws.com';

describe('media bucket', () => {
  test('is versioned, private, encrypted, TLS only, logged, and keeps old versions 30 days', () => {
    const stack = stackWith();
    const storage = storageIn(stack);
    const template = Template.fromStack(stack);
    const log = stack.getLogicalId(storage.logBucket.node.defaultChild as s3.CfnBucket);
    const media = stack.getLogicalId(storage.mediaBucket.node.defaultChild as s3.CfnBucket);
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        VersioningConfiguration: { Status: 'Enabled' },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        LoggingConfiguration: { DestinationBucketName: { Ref: log }, LogFilePrefix: 'media/' },
        LifecycleConfiguration: {
          Rules: [
            Match.objectLike({
              NoncurrentVersionExpiration: { NoncurrentDays: 30 },
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
              ExpiredObjectDeleteMarker: true,
            }),
          ],
        },
      },
    });
    for (const bucket of [log, media]) {
      template.hasResourceProperties('AWS::S3::BucketPolicy', {
        Bucket: { Ref: bucket },
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({
              Effect: 'Deny',
              Action: 's3:*',
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            }),
          ]),
        },
      });
    }
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      Bucket: { Ref: log },
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: LOGGING_POLICY },
            Action: 's3:PutObject',
            Condition: {
              ArnLike: { 'aws:SourceArn': { 'Fn::GetAtt': [media, 'Arn'] } },
              StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
            },
          }),
        ]),
      },
    });
  });

  test('takes all its options', () => {
    const stack = stackWith();
    const encryptionKey = new kms.Key(stack, 'Key', { enableKeyRotation: true });
    storageIn(stack, { encryptionKey, versionExpiry: Duration.days(90), logExpiry: Duration.days(3) });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } },
        ],
      },
      LifecycleConfiguration: { Rules: [Match.objectLike({ NoncurrentVersionExpiration: { NoncurrentDays: 90 } })] },
    });
    template.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 3 })] },
    });
  });

  test('can be an existing one', () => {
    const stack = stackWith();
    const mediaBucket = s3.Bucket.fromBucketName(stack, 'Images', 'images-of-the-shop');
    const storage = storageIn(stack, { mediaBucket });
    expect(storage.mediaBucket).toBe(mediaBucket);
    Template.fromStack(stack).resourceCountIs('AWS::S3::Bucket', 1);
    expect(findings(stack)).toEqual([]);
  });
});

describe('log bucket', () => {
  test.each([
    ['nothing', {}],
    [
      'the recommended feature flags',
      { '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true, '@aws-cdk/aws-s3:createDefaultLoggingPolicy': true },
    ],
  ])('is the same with %s in the context', (_, context) => {
    const stack = stackWith(context);
    storageIn(stack)._allowLoadBalancerLogs('load-balancer');
    expect(Template.fromStack(stack).toJSON()).toEqual(reference());
  });

  test('has no access control list and lets its objects expire', () => {
    const stack = stackWith();
    storageIn(stack, {}, Profile.DEVELOPMENT);
    const template = Template.fromStack(stack);
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Delete',
      Properties: {
        AccessControl: Match.absent(),
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 14 })] },
      },
    });
    template.resourceCountIs('AWS::Lambda::Function', 0);
  });

  test('accepts logs of load balancers of this account only, in any Region, and returns a dependency for them', () => {
    const stack = stackWith();
    const storage = storageIn(stack);
    const dependable = storage._allowLoadBalancerLogs('web');
    expect(dependable).toBe(storage.logBucket.policy);
    Template.fromStack(stack).hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
            Action: 's3:PutObject',
            Resource: { 'Fn::Join': ['', [Match.anyValue(), '/web/AWSLogs/', { Ref: 'AWS::AccountId' }, '/*']] },
          }),
        ]),
      },
    });
  });

  test('accepts access control lists only with that option', () => {
    const stack = stackWith();
    LogBucket._create(stack, 'Edge', { profile: Profile.PRODUCTION, acceptsAcls: true });
    Template.fromStack(stack).hasResourceProperties('AWS::S3::Bucket', {
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] },
    });
  });
});

describe('a client of the media bucket', () => {
  test("may read, write and delete only what CloudFront serves, and gets the bucket's name", () => {
    const stack = stackWith();
    const client = new Client(role(stack));
    const storage = storageIn(stack);
    storage.connectMedia(client);
    expect(stack.resolve(client.environment.MEDIA_BUCKET)).toEqual(stack.resolve(storage.mediaBucket.bucketName));
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
            Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [Match.stringLikeRegexp('Media'), 'Arn'] }, '/media/*']] },
          },
        ],
      },
    });
    expect(findings(stack)).toEqual([]);
  });

  test('can get another prefix, which must be a folder', () => {
    const stack = stackWith();
    const storage = storageIn(stack);
    const client = new Client(role(stack));
    storage.connectMedia(client, 'invoices/');
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [Match.objectLike({ Resource: { 'Fn::Join': ['', [Match.anyValue(), '/invoices/*']] } })],
      },
    });
    for (const prefix of ['', '*', 'media', '/media/']) {
      expect(() => storage.connectMedia(client, prefix)).toThrow(
        `\`prefix\` must be a folder that ends with a slash, got "${prefix}"`,
      );
    }
  });

  test('may use the key of a bucket that has one', () => {
    const stack = stackWith();
    const client = new Client(role(stack));
    storageIn(stack, { encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }) }).connectMedia(client);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'] })]),
      },
    });
    expect(findings(stack)).toEqual([]);
  });

  test('of a bucket by name, of another stack, or with an imported role has no open finding', () => {
    const app = new App();
    const other = new Stack(app, 'Other');
    const shared = new s3.Bucket(other, 'Shared', { enforceSSL: true, serverAccessLogsPrefix: 'self/' });
    const literal = new Stack(app, 'Literal');
    const crossing = new Stack(app, 'Crossing');
    const named = s3.Bucket.fromBucketName(literal, 'Images', 'images-of-the-shop');
    for (const [stack, mediaBucket] of [
      [literal, named],
      [crossing, shared],
    ] as const) {
      const storage = storageIn(stack, { mediaBucket });
      storage.connectMedia(new Client(role(stack)));
      storage.connectMedia(
        new Client(iam.Role.fromRoleArn(stack, 'Imported', 'arn:aws:iam::111122223333:role/imported')),
      );
      storage.connectMedia(new Client(new iam.ServicePrincipal('ec2.amazonaws.com')));
    }
    expect(findings(literal).concat(findings(crossing))).toEqual([]);
  });
});

describe('bad input', () => {
  test('an existing bucket with the options of a new one', () => {
    const stack = stackWith();
    const mediaBucket = s3.Bucket.fromBucketName(stack, 'Images', 'images-of-the-shop');
    expect(() => storageIn(stack, { mediaBucket, versionExpiry: Duration.days(3) })).toThrow(
      '`storage.mediaBucket` brings an existing resource, so `storage.versionExpiry` would have no effect',
    );
  });

  test.each([
    ['versionExpiry', Duration.hours(12)],
    ['logExpiry', Duration.days(0)],
    ['logExpiry', Duration.days(4000)],
  ] as const)('%s of %s', (prop, value) => {
    expect(() => resolveStorage({ [prop]: value }, Profile.PRODUCTION)).toThrow(
      `\`storage.${prop}\` must be a whole number of days from 1 to 3650, got`,
    );
  });
});

function reference(): unknown {
  const stack = stackWith();
  storageIn(stack)._allowLoadBalancerLogs('load-balancer');
  return Template.fromStack(stack).toJSON();
}
