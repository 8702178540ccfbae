import { join } from 'path';
import { ServerProcess } from './server-process';
import { newFolder } from './test-folder';
import { freePort } from '../../shop/support/web-process';

/** Mail that moto's mail service has accepted. */
export interface MotoMail {
  readonly source: string;
  readonly subject: string;
  readonly body: string;
  readonly destinations: { readonly ToAddresses: readonly string[] };
}

/** moto as a server: the AWS services that it supports. */
export class Moto {
  static async start(): Promise<Moto> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const server = new ServerProcess({
      file: join(process.env.SERVICES_MOTO ?? '', 'bin/moto_server'),
      args: ['-H', '127.0.0.1', '-p', String(port)],
      cwd: newFolder('moto'),
      sameAccount: true,
      answers: async () => {
        await fetch(`${url}/moto-api/data.json`);
      },
    });
    await server.start();
    return new Moto(url, server);
  }

  readonly environment: Readonly<Record<string, string>>;

  private constructor(
    private readonly url: string,
    private readonly server: ServerProcess,
  ) {
    this.environment = {
      AWS_ENDPOINT_URL: url,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'not-a-secret',
    };
  }

  /** For SDK clients of the tests and adapters in this process. */
  useInThisProcess(): void {
    Object.assign(process.env, this.environment);
  }

  async mails(): Promise<readonly MotoMail[]> {
    const data = (await (await fetch(`${this.url}/moto-api/data.json`)).json()) as {
      readonly ses?: { readonly Message: readonly MotoMail[] };
    };
    return data.ses?.Message ?? [];
  }

  async stop(): Promise<void> {
    await this.server.stop();
  }
}
