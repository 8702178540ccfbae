import { existsSync, statSync } from 'fs';
import { resolve } from 'path';
import { sampleBundle } from './sample-bundle';
import { invalid, requireInteger, requireMatch } from '../core/validation';

/** The port below which only root may listen. */
const FIRST_FREE_PORT = 1024;
const LAST_PORT = 65535;
const DEFAULT_PORT = 8080;
const DEFAULT_HEALTH_CHECK_PATH = '/healthz';
/** Node.js 24 in Amazon Linux 2023's own repositories: https://docs.aws.amazon.com/linux/al2023/ug/nodejs.html */
const NODE_PACKAGE = 'nodejs24';

/** How a server of your own is run. */
export interface WebServerDirectoryOptions {
  /**
   * The one command that starts the server, run in the folder, as an unprivileged user. It gets SIGTERM to stop and then has 60 seconds.
   * With the default packages Node.js is called `node-24`, such as `node-24 server.js`.
   */
  readonly start: string;

  /**
   * The port on which the server listens for plain HTTP, also told to it as `PORT`. Its keep-alive timeout must be longer than the
   * load balancer's idle timeout of 60 seconds, or some requests end as 502.
   *
   * @default 8080
   */
  readonly port?: number;

  /**
   * A path that answers 200 as soon as the server runs, also told to it as `HEALTH_CHECK_PATH`. It must be shallow, asking neither
   * database nor cache: a failing database would otherwise have every server replaced.
   *
   * @default /healthz
   */
  readonly healthCheckPath?: string;

  /**
   * What to install from Amazon Linux 2023's repositories before the start.
   *
   * @default - `nodejs24`
   */
  readonly packages?: string[];
}

/**
 * What a server runs.
 * @internal
 */
export interface ServerCode {
  readonly folder: string;
  readonly start: string;
  readonly port: number;
  readonly healthCheckPath: string;
  readonly packages: string[];
}

/**
 * What the web servers run.
 *
 * @example
 * new EcommerceArchitecture(this, 'Shop', {
 *   web: { server: WebServer.directory('storefront', { start: 'node-24 server.js' }) },
 * });
 */
export class WebServer {
  /** The shop that comes with this package. It works with PostgreSQL, MySQL and MariaDB; Oracle needs a server of your own. */
  public static sample(): WebServer {
    return new WebServer((engineFamily) => ({
      folder: sampleBundle(engineFamily),
      start: 'node-24 server.js',
      port: DEFAULT_PORT,
      healthCheckPath: DEFAULT_HEALTH_CHECK_PATH,
      packages: [NODE_PACKAGE],
    }));
  }

  /**
   * A server of your own, uploaded at deployment. Everything in the folder is uploaded, so keep secrets out of it.
   *
   * @param path the folder, relative to where the app is run
   * @param options how it is started
   * @throws an error when the folder is missing or an option cannot work
   */
  public static directory(path: string, options: WebServerDirectoryOptions): WebServer {
    const folder = resolve(path);
    if (!existsSync(folder) || !statSync(folder).isDirectory()) {
      invalid({ prop: 'web.server', expected: 'an existing folder', got: path, fix: 'the path is relative to where the app is run: make it absolute with path.join(__dirname, ...)' });
    }
    requireMatch('web.server.start', options.start, /^\S[^\n]*$/, 'one line with a command', "write it as 'node-24 server.js'");
    requireInteger('web.server.port', options.port, FIRST_FREE_PORT, LAST_PORT, 'the server does not run as root, so lower ports are closed to it');
    requireMatch('web.server.healthCheckPath', options.healthCheckPath, /^\/[\w\-./~%]{0,1023}$/, 'a path that begins with /', "write it as '/healthz'");
    for (const name of options.packages ?? []) {
      requireMatch('web.server.packages', name, /^[A-Za-z0-9][\w.+-]*$/, 'a list of package names', "name packages of Amazon Linux 2023, such as 'nodejs24'");
    }
    return new WebServer(() => ({
      folder,
      start: options.start,
      port: options.port ?? DEFAULT_PORT,
      healthCheckPath: options.healthCheckPath ?? DEFAULT_HEALTH_CHECK_PATH,
      packages: options.packages ?? [NODE_PACKAGE],
    }));
  }

  private constructor(private readonly render: (engineFamily: string) => ServerCode) {}

  /** @internal */
  public _render(engineFamily: string): ServerCode {
    return this.render(engineFamily);
  }
}
