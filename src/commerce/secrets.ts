import { Aws, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from '../core/acknowledge';
import type { IClient } from '../core/i-client';

/** 48 letters and digits have 285 bits, and can be typed or pasted into the form of any provider. */
const LENGTH = 48;

/**
 * Creates the secret with which the payment provider signs its events.
 *
 * @param scope - the parent of the secret
 * @param id - part of the logical id, so a change replaces the secret
 */
export function createPaymentSecret(scope: Construct, id: string): Secret {
  return createSecret(scope, id, {
    description:
      'Signs payment events; enter the same text at the payment provider. To change it, store ' +
      '{"active":["new","old"]} first.',
    noRotation:
      'It is shared with the payment provider: the operator changes it on both sides while two secrets are accepted. ' +
      'A rotation on this side alone would refuse every payment.',
    noKey:
      'The key that Secrets Manager manages is used: IAM allows one function to read. Give a secret with a customer ' +
      'managed key as `commerce.paymentSecret`.',
  });
}

/**
 * Creates the secret with which the access tokens of open orders are encrypted, for the links in their mails.
 *
 * @param scope - the parent of the secret
 * @param id - part of the logical id, so a change replaces the secret
 */
export function createOrderAccessSecret(scope: Construct, id: string): Secret {
  return createSecret(scope, id, {
    description:
      'Encrypts the access tokens of open orders for the links in their mails. To change it, store ' +
      '{"active":["new","old"]}.',
    noRotation:
      'It decrypts copies in the database that exist as long as an order is open: the operator changes it while the ' +
      'old secret stays active. If it is lost, links in mails are lost, but no order.',
    noKey: 'The key that Secrets Manager manages is used: IAM allows only functions that send mail to read.',
  });
}

/**
 * Allows a client to read a secret, and passes its ARN, never its value.
 *
 * @param secret - its key, if it has one, may be used through Secrets Manager only
 * @param client - the only client that needs the value
 * @param variable - the environment variable that gets the ARN
 */
export function connectSecret(secret: ISecret, client: IClient, variable: string): void {
  client.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['secretsmanager:GetSecretValue'],
      // A secret imported by name: its ARN ends with a hyphen and six characters that Secrets Manager has chosen.
      resources: [secret.secretFullArn ?? `${secret.secretArn}-??????`],
    }),
  );
  if (secret.encryptionKey) {
    client.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['kms:Decrypt'],
        resources: [secret.encryptionKey.keyArn],
        conditions: {
          StringEquals: { 'kms:ViaService': `secretsmanager.${Stack.of(secret).region}.${Aws.URL_SUFFIX}` },
        },
      }),
    );
  }
  client.addEnvironment(variable, secret.secretArn);
}

interface SecretReasons {
  readonly description: string;
  readonly noRotation: string;
  readonly noKey: string;
}

function createSecret(scope: Construct, id: string, { description, noRotation, noKey }: SecretReasons): Secret {
  const secret = new Secret(scope, id, {
    description,
    generateSecretString: { passwordLength: LENGTH, excludePunctuation: true },
  });
  acknowledge(secret, 'SecretsManagerRotationEnabled', noRotation);
  acknowledge(secret, 'SecretsManagerUsingKMSKey', noKey);
  return secret;
}
