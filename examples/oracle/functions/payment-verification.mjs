// Answers the payment provider on `/webhooks/payments/`: checks the signature, stores the event, and publishes that the
// order is paid.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { keep, readId } from './documents.mjs';

const secretsManager = new SecretsManagerClient({});
const sns = new SNSClient({});
const TOLERANCE_SECONDS = 300;
const SECRET_SECONDS = 300;

let known = { readAt: 0, secrets: [] };

/**
 * Returns the accepted secrets: the text itself, or during a change both secrets of a JSON text. They are read again
 * every five minutes.
 */
async function secrets() {
  if (Date.now() - known.readAt < SECRET_SECONDS * 1000) return known.secrets;
  const { SecretString = '' } = await secretsManager.send(
    new GetSecretValueCommand({ SecretId: process.env.PAYMENT_SECRET_ARN }),
  );
  let active = [SecretString];
  try {
    active = JSON.parse(SecretString).active ?? active;
  } catch {
    // Not JSON: the text itself is the secret.
  }
  known = { readAt: Date.now(), secrets: active.filter((secret) => secret !== '').slice(0, 2) };
  return known.secrets;
}

/** True when the signature `t=<seconds>,v1=<hex HMAC-SHA256 of "t.body">` is valid and at most five minutes old. */
async function isGenuine(header, body) {
  const [, time, signature] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? [];
  if (!signature || Math.abs(Date.now() / 1000 - Number(time)) > TOLERANCE_SECONDS) return false;
  const given = Buffer.from(signature, 'hex');
  // Compared with all secrets, so that the time does not depend on the one that matches.
  const matches = (await secrets()).map((secret) =>
    timingSafeEqual(given, createHmac('sha256', secret).update(`${time}.`).update(body).digest()),
  );
  return matches.includes(true);
}

function response(status, outcome) {
  return {
    statusCode: status,
    isBase64Encoded: false,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify({ outcome }),
  };
}

function readPayment(body) {
  const event = JSON.parse(body);
  const id = readId(event.id, 'id');
  const orderId = event.type === 'payment.captured' ? readId(event.data?.orderId, 'data.orderId') : undefined;
  return { id, orderId, event };
}

export async function handler({ httpMethod, headers = {}, body, isBase64Encoded }) {
  if (httpMethod !== 'POST') return response(405, 'only POST');
  const raw = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  if (!(await isGenuine(headers['x-payment-signature'], raw))) return response(401, 'bad signature');
  let payment;
  try {
    payment = readPayment(raw.toString('utf8'));
  } catch (error) {
    return response(400, error.message);
  }
  const { id, orderId, event } = payment;
  const result = await keep(`payments/${id}.json`, event);
  if (orderId) {
    // Also for an event that is already stored, because the first attempt may have ended before it was published.
    // Subscribers recognize a repeated notification by its id.
    await sns.send(
      new PublishCommand({
        TopicArn: process.env.ORDER_TOPIC_ARN,
        Message: JSON.stringify({ eventId: `${id}:paid`, kind: 'order.paid', payload: { orderId } }),
        MessageAttributes: { kind: { DataType: 'String', StringValue: 'order.paid' } },
      }),
    );
  }
  console.log({ message: 'payment event', id, orderId, result });
  return response(200, result);
}
