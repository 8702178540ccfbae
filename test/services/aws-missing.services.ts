import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { CreateConfigurationSetCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { MISSING } from './support/missing-in-moto';
import { Moto } from './support/moto';

describe('operations that moto lacks', () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await Moto.start();
    moto.useInThisProcess();
    // The resources of the operations exist, so only an operation itself can be missing.
    await new SQSClient({}).send(new CreateQueueCommand({ QueueName: 'dead-letters' }));
    await new SESv2Client({}).send(new CreateConfigurationSetCommand({ ConfigurationSetName: 'shop' }));
  });
  afterAll(async () => moto.stop());

  test.each(Object.entries(MISSING))('%s is still missing', async (_, { call }) => {
    expect(await answerOf(call)).toBe('an HTML page that says that there is no such thing');
  });

  test('the current version of a secret cannot be moved: the value that is read stays the same', async () => {
    const secrets = new SecretsManagerClient({});
    const { ARN, VersionId } = await secrets.send(new CreateSecretCommand({ Name: 'rotating', SecretString: 'first' }));
    const next = await secrets.send(
      new PutSecretValueCommand({ SecretId: ARN, SecretString: 'second', VersionStages: ['AWSPENDING'] }),
    );
    await secrets.send(
      new UpdateSecretVersionStageCommand({
        SecretId: ARN,
        VersionStage: 'AWSCURRENT',
        MoveToVersionId: next.VersionId,
        RemoveFromVersionId: VersionId,
      }),
    );
    expect((await secrets.send(new GetSecretValueCommand({ SecretId: ARN }))).SecretString).toBe('first');
  });
});

/**
 * moto answers an unknown operation with a page of its web framework, which the SDK cannot parse. Every real answer is
 * JSON.
 */
async function answerOf(call: () => Promise<unknown>): Promise<string> {
  try {
    await call();
  } catch (error) {
    return error instanceof Error && /Unexpected token '<'/.test(error.message)
      ? 'an HTML page that says that there is no such thing'
      : `an answer: ${String(error)}`;
  }
  return 'success';
}
