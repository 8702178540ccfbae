import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IPrincipal } from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { IConstruct, IDependable } from 'constructs';
import { LogBucket } from './log-bucket';
import type { StorageProps } from './storage-options';
import { MEDIA_PREFIX } from '../contract/paths';
import { VARIABLES } from '../contract/variables';
import { acknowledge } from '../core/acknowledge';
import type { IClient } from '../core/i-client';
import { LIFETIMES } from '../core/lifetimes';
import { requireMatch } from '../core/validation';

/**
 * The media bucket, from which CloudFront serves product images and downloads, and the bucket for access logs.
 *
 * In production both buckets are retained when the stack is deleted. In development they are deleted with the stack,
 * which S3 allows for empty buckets only. Empty them first, including old versions, in the console or with
 * `aws s3 rm --recursive`; the construct has no custom resource that deletes objects.
 *
 * @example
 * new EcommerceArchitecture(this, 'Shop', {
 *   storage: { versionExpiry: Duration.days(90) },
 * });
 */
export class Storage extends Construct {
  /** @internal */
  public static _create(scope: Construct, id: string, props: StorageProps): Storage {
    return new Storage(scope, id, props);
  }

  /**
   * The bucket for product images and downloads. CloudFront serves `/media/*` from it and uses the path as key, so the
   * keys of public objects begin with `media/`.
   */
  public readonly mediaBucket: s3.IBucket;

  /** The bucket for the access logs of the load balancer and of the buckets; it accepts no access control lists. */
  public readonly logBucket: LogBucket;

  private constructor(scope: Construct, id: string, props: StorageProps) {
    super(scope, id);
    this.logBucket = LogBucket._create(this, 'Logs', { profile: props.profile, expiry: props.logExpiry });
    if (props.mediaBucket) {
      acknowledge(
        this.logBucket,
        'S3BucketLoggingEnabled',
        'It receives the access logs of other buckets; if it logged its own accesses, each delivery would cause ' +
          'another.',
      );
    }
    this.mediaBucket = props.mediaBucket ?? this.createMediaBucket(props);
  }

  /** @internal */
  public _allowLoadBalancerLogs(prefix: string): IDependable {
    return this.logBucket._allowLoadBalancerLogs(prefix);
  }

  /**
   * Allows a client to read, write and delete objects in the media bucket.
   *
   * It grants permission on the objects whose keys begin with the prefix, and sets `MEDIA_BUCKET` to the bucket's name.
   * A key below `media/` is also the path of the object for visitors. Give a changed image a new name, because
   * CloudFront caches the old one for a day.
   *
   * The client may also sign forms with which browsers upload such objects to the bucket (presigned POST). A plain form
   * needs no CORS rule; the content security policy of the page must allow forms to be sent to the bucket's address.
   *
   * @param client a server fleet or function that stores product images
   * @param prefix the beginning of the keys, `media/` by default; another one such as `invoices/` for private objects
   * @throws an error when the prefix is not a folder that ends with a slash
   */
  public connectMedia(client: IClient, prefix: string = MEDIA_PREFIX): void {
    requireMatch('prefix', prefix, /^([\w.-]+\/)+$/, 'a folder that ends with a slash', `write it as ${MEDIA_PREFIX}`);
    const resource = this.mediaBucket.arnForObjects(`${prefix}*`);
    client.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
        resources: [resource],
      }),
    );
    const key = this.mediaBucket.encryptionKey;
    if (key) {
      client.grantPrincipal.addToPrincipalPolicy(
        new PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] }),
      );
    }
    const policy = policyOf(client.grantPrincipal);
    if (policy) acknowledgeObjects(policy, resource);
    client.addEnvironment(VARIABLES.shop.mediaBucket, this.mediaBucket.bucketName);
  }

  private createMediaBucket(props: StorageProps): s3.Bucket {
    const { dataRemovalPolicy } = LIFETIMES[props.profile];
    const bucket = new s3.Bucket(this, 'Media', {
      versioned: true,
      encryption: props.encryptionKey ? s3.BucketEncryption.KMS : s3.BucketEncryption.S3_MANAGED,
      encryptionKey: props.encryptionKey,
      bucketKeyEnabled: props.encryptionKey ? true : undefined,
      enforceSSL: true,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: dataRemovalPolicy === RemovalPolicy.DESTROY ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
      lifecycleRules: [
        {
          // Storage of rarely requested pictures becomes cheaper automatically, and access no slower.
          transitions: [{ storageClass: s3.StorageClass.INTELLIGENT_TIERING, transitionAfter: Duration.days(30) }],
          noncurrentVersionExpiration: props.versionExpiry,
          abortIncompleteMultipartUploadAfter: Duration.days(7),
          expiredObjectDeleteMarker: true,
        },
      ],
    });
    acknowledge(
      bucket,
      ['S3BucketReplicationEnabled', 'S3BucketDefaultLockEnabled'],
      'Product pictures: old versions are kept for some time as a protection against mistakes, and sellers must be ' +
        'able to replace and delete pictures.',
    );
    if (!props.encryptionKey) {
      acknowledge(
        bucket,
        'S3DefaultEncryptionKMS',
        'Product pictures are public on purpose; S3 encrypts them with its own keys unless `storage.encryptionKey` ' +
          'is given.',
      );
    }
    this.logBucket.keepAccessLogsOf(bucket, 'media');
    return bucket;
  }
}

/** Returns the construct that holds a role's statements: a policy below it, or the role itself for inline policies. */
function policyOf(principal: IPrincipal): IConstruct | undefined {
  if (!Construct.isConstruct(principal)) return undefined;
  return principal.node.tryFindChild('DefaultPolicy') ?? principal.node.tryFindChild('Policy') ?? principal;
}

/**
 * Acknowledges the wildcard at the end of the resource. The finding contains the ARN as it is in the template, which is
 * an import for a bucket of another stack. It is known when references are resolved: after aspects, before checks.
 */
function acknowledgeObjects(policy: IConstruct, resource: string): void {
  policy.node.addValidation({
    validate: () => {
      acknowledge(
        policy,
        `IAMNoWildcardPermissions[Resource::${flatten(Stack.of(policy).resolve(resource))}]`,
        'Every object below one prefix, because the names of product images are chosen at run time. The actions are ' +
          'reading, writing and deleting of objects.',
      );
      return [];
    },
  });
}

/** Renders an intrinsic function as cdk-nag writes it in a finding. */
function flatten(value: unknown): string {
  if (typeof value === 'string') return value;
  const [name, argument] = Object.entries(value as Record<string, unknown>)[0];
  switch (name) {
    case 'Fn::Join': {
      const [delimiter, parts] = argument as [string, unknown[]];
      return parts.map(flatten).join(delimiter);
    }
    case 'Fn::GetAtt':
      return `<${(argument as string[]).join('.')}>`;
    case 'Fn::ImportValue':
      return flatten(argument);
    case 'Ref':
      return `<${argument as string}>`;
    default:
      return JSON.stringify(value);
  }
}
