import { execFileSync } from 'child_process';
import { chownSync } from 'fs';
import { join } from 'path';
import { account, ServerProcess } from './server-process';
import { newFolder } from './test-folder';
import { freePort } from '../../shop/support/web-process';

/** Real cache server of the distribution's package. */
export class RedisServer {
  /** @param rules - users as in an ACL file; without any, every client has all permissions */
  static async start(rules: readonly string[] = []): Promise<RedisServer> {
    const folder = newFolder('redis');
    const { uid, gid } = account();
    if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
    const port = await freePort();
    const server = new ServerProcess({
      file: '/usr/bin/redis-server',
      args: [
        '--port',
        String(port),
        '--bind',
        '127.0.0.1',
        '--dir',
        folder,
        '--save',
        '',
        '--appendonly',
        'no',
        '--daemonize',
        'no',
        ...rules.flatMap((rule) => ['--user', ...rule.split(' ')]),
      ],
      cwd: folder,
      answers: async () => {
        // A server that demands a password answers as well.
        if (!/PONG|NOAUTH/.test(cli(port, 'PING'))) throw new Error('no PONG');
      },
    });
    await server.start();
    return new RedisServer(port, server);
  }

  private constructor(
    readonly port: number,
    readonly process: ServerProcess,
  ) {}

  /** With the server's command-line client and not the shop's client. */
  command(...words: readonly string[]): string {
    return cli(this.port, ...words).trim();
  }

  async stop(): Promise<void> {
    await this.process.stop();
  }
}

function cli(port: number, ...words: readonly string[]): string {
  return execFileSync(join('/usr/bin', 'redis-cli'), ['-h', '127.0.0.1', '-p', String(port), ...words], {
    encoding: 'utf8',
    stdio: 'pipe',
  });
}
