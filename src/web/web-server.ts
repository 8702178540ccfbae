import { existsSync, statSync } from 'fs';
import { resolve } from 'path';
import type { IMachineImage, UserData } from 'aws-cdk-lib/aws-ec2';
import { sampleBundle } from './sample-bundle';
import { requireCommands } from './web-server-commands';
import { PATHS } from '../contract/paths';
import { invalid, requireInteger, requireMatch } from '../core/validation';

/** The port below which only root may listen. */
const FIRST_FREE_PORT = 1024;
const LAST_PORT = 65535;
const DEFAULT_PORT = 8080;
/** Node.js 24 in Amazon Linux 2023's own repositories: https://docs.aws.amazon.com/linux/al2023/ug/nodejs.html */
const NODE_PACKAGE = 'nodejs24';

/** Where a server of your own is found. */
export interface WebServerOptions {
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
}

/** How a server of your own is run. */
export interface WebServerDirectoryOptions extends WebServerOptions {
  /**
   * The one command that starts the server, run in the folder, as an unprivileged user. It gets SIGTERM to stop and then has 60 seconds.
   * With the default packages Node.js is called `node-24`, such as `node-24 server.js`.
   */
  readonly start: string;

  /**
   * What to install from Amazon Linux 2023's repositories before the start.
   *
   * @default - `nodejs24`
   */
  readonly packages?: string[];
}

/** How a machine image of your own is run. */
export interface WebServerMachineImageOptions extends WebServerOptions {
  /**
   * The systemd unit that is the server, such as `storefront.service`. It is restarted once its variables are in `/etc/shop/environment`, so that it
   * may begin with the machine and name that file as its `EnvironmentFile`.
   *
   * @default - nothing is restarted: the image waits for `/etc/shop/environment` itself
   */
  readonly service?: string;

  /**
   * The image's root device, which is encrypted and sized by the construct. Under another name than the image's own the machine would get a second,
   * empty volume instead.
   *
   * @default /dev/xvda
   */
  readonly rootDeviceName?: string;
}

/**
 * What a server runs: one of `program`, `commands` and `image`.
 * @internal
 */
export interface ServerCode {
  readonly port: number;
  readonly healthCheckPath: string;
  /** Code that is installed, and run as a service. */
  readonly program?: { readonly folder: string; readonly start: string; readonly packages: string[] };
  /** Commands that start the server, as they stand when the app is synthesized. */
  readonly commands?: () => string;
  /** A machine that has the server already. */
  readonly image?: {
    readonly machineImage: IMachineImage;
    readonly service?: string;
    readonly rootDeviceName?: string;
  };
}

/**
 * What the web servers run.
 *
 * Whichever it is, the machine is started the same way: it finds its variables in `/etc/shop/environment`, it must answer on its health path, and only
 * then the deployment is told that it is good. A failure is told at once, with the log in CloudWatch.
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
      ...listening({}),
      program: { folder: sampleBundle(engineFamily), start: 'node-24 server.js', packages: [NODE_PACKAGE] },
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
      invalid({
        prop: 'web.server',
        expected: 'an existing folder',
        got: path,
        fix: 'the path is relative to where the app is run: make it absolute with path.join(__dirname, ...)',
      });
    }
    requireMatch(
      'web.server.start',
      options.start,
      /^\S[^\n]*$/,
      'one line with a command',
      "write it as 'node-24 server.js'",
    );
    const listens = listening(options);
    for (const name of options.packages ?? []) {
      requireMatch(
        'web.server.packages',
        name,
        /^[A-Za-z0-9][\w.+-]*$/,
        'a list of package names',
        "name packages of Amazon Linux 2023, such as 'nodejs24'",
      );
    }
    return new WebServer(() => ({
      ...listens,
      program: { folder, start: options.start, packages: options.packages ?? [NODE_PACKAGE] },
    }));
  }

  /**
   * Commands of your own that install and start a server on Amazon Linux 2023. They run as root after `/etc/shop/environment` is written, stop at the
   * first one that fails, and must come to an end within seven minutes: start the server as a service, not in the foreground. What they print is
   * in the log group. Around them the construct waits for the health path and tells the deployment, so they signal nothing themselves.
   *
   * @param userData such as `ec2.UserData.forLinux()`; commands may be added until the app is synthesized. It counts towards EC2's limit of 16 KiB.
   * @param options where the server is found
   * @throws an error for Windows, several parts, or an option that cannot work
   */
  public static userData(userData: UserData, options: WebServerOptions = {}): WebServer {
    const listens = listening(options);
    requireCommands(userData.render());
    return new WebServer(() => ({ ...listens, commands: () => requireCommands(userData.render()) }));
  }

  /**
   * A machine image of your own, which starts the server itself. It needs bash, curl, systemd, the AWS CLI and `cfn-signal`; Amazon Linux 2023 has them
   * all, and there the CloudWatch agent is installed too. The image's processor architecture must be that of `web.serverSize`.
   *
   * @param image such as `ec2.MachineImage.lookup({ name: 'storefront-*' })`
   * @param options where the server is found, and which service it is
   * @throws an error for an option that cannot work
   */
  public static machineImage(image: IMachineImage, options: WebServerMachineImageOptions = {}): WebServer {
    const { service, rootDeviceName } = options;
    const listens = listening(options);
    requireMatch(
      'web.server.service',
      service,
      /^[\w@.:-]+$/,
      'the name of a systemd unit',
      "write it as 'storefront.service'",
    );
    requireMatch(
      'web.server.rootDeviceName',
      rootDeviceName,
      /^\/dev\/[a-z0-9]+$/,
      'the name of a device',
      "write it as '/dev/sda1'",
    );
    return new WebServer(() => ({ ...listens, image: { machineImage: image, service, rootDeviceName } }));
  }

  private constructor(private readonly render: (engineFamily: string) => ServerCode) {}

  /** @internal */
  public _render(engineFamily: string): ServerCode {
    return this.render(engineFamily);
  }
}

function listening(options: WebServerOptions): { readonly port: number; readonly healthCheckPath: string } {
  requireInteger(
    'web.server.port',
    options.port,
    FIRST_FREE_PORT,
    LAST_PORT,
    'the server does not run as root, so lower ports are closed to it',
  );
  requireMatch(
    'web.server.healthCheckPath',
    options.healthCheckPath,
    /^\/[\w\-./~%]{0,1023}$/,
    'a path that begins with /',
    `write it as '${PATHS.healthCheck}'`,
  );
  return { port: options.port ?? DEFAULT_PORT, healthCheckPath: options.healthCheckPath ?? PATHS.healthCheck };
}
