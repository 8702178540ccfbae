import { createServer } from 'http';
import type { AddressInfo } from 'net';

export interface AwsCall {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

export interface AwsAnswer {
  readonly status?: number;
  readonly body?: string;
}

/** Test double of AWS on the loopback interface: records requests and returns prepared answers. */
export class AwsRecorder {
  static async start(answer: (call: AwsCall) => AwsAnswer): Promise<AwsRecorder> {
    const calls: AwsCall[] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => {
          const call = {
            method: request.method ?? '',
            path: decodeURIComponent(request.url ?? ''),
            headers: request.headers,
            body: Buffer.concat(chunks).toString(),
          };
          calls.push(call);
          const { status = 200, body = '' } = answer(call);
          response.writeHead(status, { connection: 'close' }).end(body);
        });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new AwsRecorder(
      calls,
      (server.address() as AddressInfo).port,
      async () => new Promise((resolve) => server.close(() => resolve())),
    );
  }

  private constructor(
    readonly calls: AwsCall[],
    private readonly port: number,
    readonly stop: () => Promise<void>,
  ) {}

  /** Environment that directs the AWS SDK of another process to this server. */
  get environment(): Record<string, string> {
    return {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${this.port}`,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_EC2_METADATA_DISABLED: 'true',
    };
  }
}
