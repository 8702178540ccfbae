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
 * The media bucket, from which CloudFront serves product images and downloads, and the bucket that keeps the logs.
 *
 * In production both outlive the stack. In development they are deleted with it, which S3 allows for empty buckets only: empty them
 * first (console, or `aws s3 rm --recursive` and the versions), as no function of ours deletes objects behind your back.
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

  /** Product images and downloads. CloudFront serves `/media/*` from it with the path as key, so keys begin with `media/`. */
  public readonly mediaBucket: s3.IBucket;

  /** Logs of the load balancer and of the buckets; no access control lists. */
  public readonly logBucket: LogBucket;

  private constructor(scope: Construct, id: string, props: StorageProps) {
    super(scope, id);
    this.logBucket = LogBucket._create(this, 'Logs', { profile: props.profile, expiry: props.logExpiry });
    if (props.mediaBucket) {
      acknowledge(
        this.logBucket,
        'S3BucketLoggingEnabled',
        'It receives the access logs of other buckets; a log of its own would log its own delivery without end.',
      );
    }
    this.mediaBucket = props.mediaBucket ?? this.createMediaBucket(props);
  }

  /** @internal */
  public _allowLoadBalancerLogs(prefix: string): IDependable {
    return this.logBucket._allowLoadBalancerLogs(prefix);
  }

  /**
   * Lets a client read, write and delete media: permission on the objects whose keys begin with the prefix, and `MEDIA_BUCKET` with the bucket's name. A key
   * below `media/` is the path under which visitors see the object; name a changed image anew, as CloudFront keeps the old one for a day.
   *
   * A client may also sign forms by which browsers upload such objects to the bucket themselves (presigned POST). A plain form needs no CORS rule;
   * the page's content security policy must let forms go to the bucket's address.
   *
   * @param client a server or function that keeps product images
   * @param prefix what the keys begin with, such as `invoices/` for objects that no visitor sees
   * @throws an error when the prefix does not end with a slash
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
          // Pictures of products that nobody looks at any more become cheaper by themselves, and no slower.
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
      'Product pictures: old versions are kept for a while against mistakes, and a seller must be able to replace and remove what is there.',
    );
    if (!props.encryptionKey) {
      acknowledge(
        bucket,
        'S3DefaultEncryptionKMS',
        'Product pictures are public by purpose; S3 encrypts them with its own keys unless `storage.encryptionKey` is given.',
      );
    }
    this.logBucket.keepAccessLogsOf(bucket, 'media');
    return bucket;
  }
}

/** Where a role's statements go: `Policy` below an imported role, the role itself when it writes them into itself. */
function policyOf(principal: IPrincipal): IConstruct | undefined {
  if (!Construct.isConstruct(principal)) return undefined;
  return principal.node.tryFindChild('DefaultPolicy') ?? principal.node.tryFindChild('Policy') ?? principal;
}

/**
 * The finding carries the ARN as the template has it, which for a bucket of another stack is an import: known once references are resolved,
 * that is after aspects and before checks.
 */
function acknowledgeObjects(policy: IConstruct, resource: string): void {
  policy.node.addValidation({
    validate: () => {
      acknowledge(
        policy,
        `IAMNoWildcardPermissions[Resource::${flatten(Stack.of(policy).resolve(resource))}]`,
        'Every object below one prefix: the names of product images are chosen at run time. The actions are read, write and delete of objects.',
      );
      return [];
    },
  });
}

/** An intrinsic function as cdk-nag writes it in a finding. */
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
