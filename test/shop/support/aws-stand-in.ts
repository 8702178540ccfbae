import { createHash } from 'crypto';
import { createServer, IncomingMessage, Server } from 'http';
import { AddressInfo } from 'net';

/** Request as it was received. */
export interface AwsCall {
  readonly service: string;
  readonly action: string;
  readonly authorization: string;
  readonly body: string;
  /** Parsed JSON body, or the form fields of the query protocol. */
  readonly input: Record<string, unknown>;
}

/** Fault for the next requests: an HTTP status, no answer or a closed connection. */
export type Fault = { readonly status: number; readonly code: string } | 'hang' | 'drop';

/**
 * Small HTTP server that understands enough of SNS (query), SQS and Secrets Manager (JSON) and SES v2 (REST) to record
 * what was sent.
 */
export class AwsStandIn {
  static async start(): Promise<AwsStandIn> {
    const standIn = new AwsStandIn();
    await new Promise<void>((resolve) => standIn.server.listen(0, '127.0.0.1', resolve));
    return standIn;
  }

  readonly calls: AwsCall[] = [];
  readonly faults: Fault[] = [];
  readonly secrets = new Map<string, string | undefined>();
  /** Receives each request; the answer waits for it. */
  onCall?: (call: AwsCall) => Promise<void> | void;
  private readonly server: Server;
  private readonly saved = new Map<string, string | undefined>();

  private constructor() {
    this.server = createServer((request, response) => {
      void readAll(request).then(async (body) => {
        const call = parse(request, body);
        this.calls.push(call);
        await this.onCall?.(call);
        const fault = this.faults.shift();
        if (fault === 'hang') return;
        if (fault === 'drop') {
          request.socket.destroy();
          return;
        }
        if (fault) {
          const xml = call.service === 'sns';
          response.writeHead(fault.status, {
            'content-type': xml ? 'text/xml' : 'application/x-amz-json-1.0',
            'x-amzn-errortype': fault.code,
          });
          response.end(
            xml
              ? `<ErrorResponse><Error><Type>Sender</Type><Code>${fault.code}</Code><Message>no</Message></Error>` +
                  '<RequestId>r</RequestId></ErrorResponse>'
              : JSON.stringify({ __type: fault.code, message: 'no' }),
          );
          return;
        }
        response.setHeader('content-type', call.service === 'sns' ? 'text/xml' : 'application/json');
        response.end(this.answer(call));
      });
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  queueUrl(name: string): string {
    return `${this.url}/123456789012/${name}`;
  }

  /** Directs SDK clients that are created from now on to this server. */
  useInThisProcess(): void {
    for (const [name, value] of Object.entries(this.environment())) {
      this.saved.set(name, process.env[name]);
      process.env[name] = value;
    }
  }

  environment(): Record<string, string> {
    return {
      AWS_ENDPOINT_URL: this.url,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'not-a-secret',
    };
  }

  async close(): Promise<void> {
    for (const [name, value] of this.saved) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(call: AwsCall): string {
    switch (call.service) {
      case 'sns':
        return '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>';
      case 'sqs':
        return JSON.stringify({
          MessageId: 'm-1',
          MD5OfMessageBody: createHash('md5').update(String(call.input.MessageBody)).digest('hex'),
        });
      case 'secretsmanager':
        return JSON.stringify({
          ARN: call.input.SecretId,
          SecretString: this.secrets.get(String(call.input.SecretId)),
        });
      default:
        return JSON.stringify({ MessageId: 'm-1' });
    }
  }
}

function parse(request: IncomingMessage, body: string): AwsCall {
  const authorization = request.headers.authorization ?? '';
  const service = /\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/.exec(authorization)?.[1] ?? '';
  const target = String(request.headers['x-amz-target'] ?? '');
  const form = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  const input = form
    ? Object.fromEntries(new URLSearchParams(body))
    : (JSON.parse(body || '{}') as Record<string, unknown>);
  return {
    service,
    action: form ? String(input.Action) : (target.split('.')[1] ?? `${request.method} ${request.url}`),
    authorization,
    body,
    input,
  };
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
