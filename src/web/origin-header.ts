import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge } from '../core/acknowledge';

const LENGTH = 48;

/** Properties of the origin header. */
export interface OriginHeaderProps {
  /**
   * The version of the secret. A higher number generates a new value for CloudFront and the load balancer in one
   * deployment.
   *
   * @default 1
   */
  readonly version?: number;
}

/**
 * The secret header for origin verification: it proves to the load balancer that a request came through this shop's
 * CloudFront distribution, and not through one of another account.
 *
 * Secrets Manager generates the value, and no template contains it: both sides have a dynamic reference that
 * CloudFormation resolves. It consists of letters and digits, because listener rules interpret `*` and `?` as
 * wildcards.
 */
export class OriginHeader extends Construct {
  /** The name of the header. */
  public readonly headerName: string = 'X-Origin-Verify';

  /** The secret with the value, as a plain string. */
  public readonly secret: ISecret;

  constructor(scope: Construct, id: string, props: OriginHeaderProps = {}) {
    super(scope, id);
    const secret = new Secret(this, `Value${props.version ?? 1}`, {
      description: `Sent by CloudFront to the load balancer of ${this.node.path}`,
      generateSecretString: { passwordLength: LENGTH, excludePunctuation: true, includeSpace: false },
    });
    acknowledge(
      secret,
      'SecretsManagerRotationEnabled',
      'It is no credential of a person or database. It must change on CloudFront and on the load balancer in one ' +
        'deployment, which `edge.originSecretVersion` does; the prefix list of CloudFront is another control.',
    );
    acknowledge(
      secret,
      'SecretsManagerUsingKMSKey',
      'The key that Secrets Manager manages is free and lets CloudFormation read the value in both stacks; IAM ' +
        'decides about read access with either key.',
    );
    this.secret = secret;
  }

  /** A dynamic reference to the value, which CloudFormation resolves at deployment. */
  public get value(): string {
    return this.secret.secretValue.unsafeUnwrap();
  }
}
