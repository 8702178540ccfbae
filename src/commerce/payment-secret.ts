import { Aws, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from '../core/acknowledge';
import type { IClient } from '../core/client';

/** Letters and digits, so that it can be typed or pasted into any provider's form: 285 bits. */
const LENGTH = 48;

/** The secret that the payment provider signs its events with. */
export function createPaymentSecret(scope: Construct, id: string): Secret {
  const secret = new Secret(scope, id, {
    description: 'Signs payment events; enter the same text at the payment provider. To change it, store {"active":["new","old"]} first.',
    generateSecretString: { passwordLength: LENGTH, excludePunctuation: true },
  });
  acknowledge(secret, 'SecretsManagerRotationEnabled',
    'Shared with the payment provider: the operator changes it on both sides, two secrets being accepted meanwhile; a rotation here alone would refuse every payment.');
  acknowledge(secret, 'SecretsManagerUsingKMSKey',
    'The key of Secrets Manager itself: who may read is decided by IAM, and one function may. Bring a secret with a key of its own as the `secret` of `Payment`.');
  return secret;
}

/** Lets one function read the secret, by its ARN and never by its value. */
export function connectPaymentSecret(secret: ISecret, client: IClient): void {
  client.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({
    actions: ['secretsmanager:GetSecretValue'],
    // A secret known by name only: its ARN ends in six characters that Secrets Manager has chosen.
    resources: [secret.secretFullArn ?? `${secret.secretArn}-??????`],
  }));
  if (secret.encryptionKey) {
    client.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({
      actions: ['kms:Decrypt'],
      resources: [secret.encryptionKey.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${Stack.of(secret).region}.${Aws.URL_SUFFIX}` } },
    }));
  }
  client.addEnvironment('PAYMENT_SECRET_ARN', secret.secretArn);
}
