/** Events in the formats in which Lambda delivers them. */
import { ALBEvent, SQSEvent } from 'aws-lambda';

/** One SQS batch; the ids of its messages are `m1`, `m2`, ... */
export function sqsEvent(bodies: readonly (string | object)[]): SQSEvent {
  return {
    Records: bodies.map((body, index) => ({
      messageId: `m${index + 1}`,
      receiptHandle: `r${index + 1}`,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: '0',
        SenderId: 'test',
        ApproximateFirstReceiveTimestamp: '0',
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:eu-central-1:123456789012:test',
      awsRegion: 'eu-central-1',
    })),
  };
}

export interface HttpEventOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
  readonly base64?: boolean;
}

export function loadBalancerEvent(
  method: string,
  path: string,
  { headers = {}, body = '', base64 = false }: HttpEventOptions = {},
): ALBEvent {
  return {
    requestContext: {
      elb: { targetGroupArn: 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/test/0' },
    },
    httpMethod: method,
    path,
    headers: { ...headers },
    body: Buffer.from(body).toString(base64 ? 'base64' : 'utf8'),
    isBase64Encoded: base64,
  };
}
