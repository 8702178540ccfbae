import { Aws, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from '../core/acknowledge';
import type { IClient } from '../core/i-client';

/** Letters and digits, so that it can be typed or pasted into any provider's form: 285 bits. */
const LENGTH = 48;

/** The secret that the payment provider signs its events with. */
export function createPaymentSecret(scope: Construct, id: string): Secret {
  return createSecret(scope, id, {
    description:
      'Signs payment events; enter the same text at the payment provider. To change it, store {"active":["new","old"]} first.',
    noRotation:
      'Shared with the payment provider: the operator changes it on both sides, two secrets being accepted meanwhile; a rotation here ' +
      'alone would refuse every payment.',
    noKey:
      'The key of Secrets Manager itself: who may read is decided by IAM, and one function may. Bring a secret with a key as the `secret` of `Payment`.',
  });
}

/** The secret that encrypts the access tokens of open orders, for the links in their mails. */
export function createOrderAccessSecret(scope: Construct, id: string): Secret {
  return createSecret(scope, id, {
    description:
      'Encrypts the access tokens of open orders for the links in their mails. To change it, store {"active":["new","old"]}.',
    noRotation:
      'It opens copies in the database that live as long as an order is open: the operator changes it with the old one active beside ' +
      'the new one. Whoever lost it loses links in mails, and no order.',
    noKey: 'The key of Secrets Manager itself: who may read is decided by IAM, and only functions that mail may.',
  });
}

/** Lets one function read a secret, by its ARN and never by its value. */
export function connectSecret(secret: ISecret, client: IClient, variable: string): void {
  client.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['secretsmanager:GetSecretValue'],
      // A secret known by name only: its ARN ends in six characters that Secrets Manager has chosen.
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
