import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IPrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { IConstruct, IDependable } from 'constructs';
import { LogBucket } from './log-bucket';
import { MEDIA_PREFIX } from '../contract/paths';
import { VARIABLES } from '../contract/variables';
import { acknowledge } from '../core/acknowledge';
import type { IClient } from '../core/client';
import { profileDefaults } from '../core/profile';
import type { Profile } from '../core/profile';
import { invalid, requireEither, requireMatch } from '../core/validation';

const MAX_DAYS = 3650;

/** Where product images and logs are kept. */
export interface StorageOptions {
  /**
   * An existing bucket for product images and downloads, in the stack's Region. Its policy has to let CloudFront read (the construct adds
   * the statement when the bucket is made in the same app).
   *
   * @default - a new bucket: versioned, encrypted, reachable through CloudFront only
   */
  readonly mediaBucket?: s3.IBucket;

  /**
   * Encrypts the media bucket with a key of yours. Product images are public by purpose, so the default spares the key's cost per request;
   * take a key when the bucket also holds what is not for everyone.
   *
   * @default - S3-managed keys (SSE-S3)
   */
  readonly encryptionKey?: IKey;

  /**
   * How long an image that was replaced or deleted can be restored.
   *
   * @default Duration.days(30)
   */
  readonly versionExpiry?: Duration;

  /**
   * How long the logs of load balancer, CloudFront and buckets are kept.
   *
   * @default - one year in production, 14 days in development
   */
  readonly logExpiry?: Duration;
}

/** What the storage needs from the other rooms. */
export interface StorageProps extends StorageOptions {
  /** Decides how long logs are kept and whether the buckets outlive the stack. */
  readonly profile: Profile;
}

/** @internal */
export function validateStorage(options: StorageOptions): void {
  requireEither('storage.mediaBucket', options.mediaBucket, {
    'storage.encryptionKey': options.encryptionKey,
    'storage.versionExpiry': options.versionExpiry,
  });
  requireDays('storage.versionExpiry', options.versionExpiry);
  requireDays('storage.logExpiry', options.logExpiry);
}

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
  /** Product images and downloads. CloudFront serves `/media/*` from it with the path as key, so keys begin with `media/`. */
  public readonly mediaBucket: s3.IBucket;

  /** Logs of the load balancer and of the buckets; no access control lists. */
  public readonly logBucket: LogBucket;

  constructor(scope: Construct, id: string, props: StorageProps) {
    super(scope, id);
    validateStorage(props);
    this.logBucket = new LogBucket(this, 'Logs', { profile: props.profile, expiry: props.logExpiry });
    if (props.mediaBucket) {
      acknowledge(
        this.logBucket,
        'S3BucketLoggingEnabled',
        'It receives the access logs of other buckets; a log of its own would log its own delivery without end.',
      );
    }
    this.mediaBucket = props.mediaBucket ?? this.createMediaBucket(props);
  }

  /**
   * Lets the shop's load balancer deliver its access logs, also when the stack's Region is unknown.
   *
   * @param prefix the folder in which they are kept, as it is given to the load balancer
   * @returns what the load balancer depends on
   */
  public allowLoadBalancerLogs(prefix: string): IDependable {
    return this.logBucket.allowLoadBalancerLogs(prefix);
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
    const { dataRemovalPolicy } = profileDefaults(props.profile);
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
          noncurrentVersionExpiration: props.versionExpiry ?? Duration.days(30),
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

function requireDays(prop: string, value: Duration | undefined): void {
  if (value === undefined || value.isUnresolved()) return;
  const days = value.toDays({ integral: false });
  if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS) {
    invalid({
      prop,
      expected: `a whole number of days from 1 to ${MAX_DAYS}`,
      got: value.toHumanString(),
      fix: 'S3 expires objects by the day, write it as Duration.days(30)',
    });
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
