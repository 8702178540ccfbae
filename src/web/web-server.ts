import { existsSync, statSync } from 'fs';
import { resolve } from 'path';
import type { IMachineImage, UserData } from 'aws-cdk-lib/aws-ec2';
import { sampleBundle } from './sample-bundle';
import { requireCommands } from './web-server-commands';
import { PATHS } from '../contract/paths';
import { invalid, requireInteger, requireMatch } from '../core/validation';

/** The lowest port on which users other than root may listen. */
const FIRST_FREE_PORT = 1024;
const LAST_PORT = 65535;
const DEFAULT_PORT = 8080;
/** Node.js 24 in the repositories of Amazon Linux 2023: https://docs.aws.amazon.com/linux/al2023/ug/nodejs.html */
const NODE_PACKAGE = 'nodejs24';

/** Options of a custom server: port and health check. */
export interface WebServerOptions {
  /**
   * The port on which the server listens for plain HTTP, from 1024 to 65535; the server gets it as `PORT`. Its
   * keep-alive timeout must be longer than the load balancer's idle timeout of 60 seconds; otherwise some requests are
   * answered with 502.
   *
   * @default 8080
   */
  readonly port?: number;

  /**
   * A path that answers with 200 as soon as the server runs; the server gets it as `HEALTH_CHECK_PATH`. It must not
   * depend on database or cache, because otherwise a database failure would cause all servers to be replaced.
   *
   * @default /healthz
   */
  readonly healthCheckPath?: string;
}

/** Options of a custom server whose code is a folder. */
export interface WebServerDirectoryOptions extends WebServerOptions {
  /**
   * The command that starts the server, in one line. It runs in the folder as an unprivileged user. To stop, it gets
   * SIGTERM and has 60 seconds. With the default packages the command of Node.js is `node-24`, as in
   * `node-24 server.js`.
   */
  readonly start: string;

  /**
   * The packages that are installed from the repositories of Amazon Linux 2023 before the start.
   *
   * @default - `nodejs24`
   */
  readonly packages?: string[];
}

/** Options of a custom machine image. */
export interface WebServerMachineImageOptions extends WebServerOptions {
  /**
   * The systemd unit of the server, such as `storefront.service`. It is restarted after its variables are written to
   * `/etc/shop/environment`, so it can start with the machine and use that file as its `EnvironmentFile`.
   *
   * @default - no unit is restarted: the image waits for `/etc/shop/environment` itself
   */
  readonly service?: string;

  /**
   * The name of the image's root device, whose size and encryption the construct sets. It must be the name that the
   * image uses; otherwise the machine gets a second, empty volume.
   *
   * @default /dev/xvda
   */
  readonly rootDeviceName?: string;
}

/**
 * The rendered software of a server: one of `program`, `commands` and `image`.
 * @internal
 */
export interface ServerCode {
  readonly port: number;
  readonly healthCheckPath: string;
  /** Code that is installed and runs as a service. */
  readonly program?: { readonly folder: string; readonly start: string; readonly packages: string[] };
  /** Renders the commands that start the server, when the app is synthesized. */
  readonly commands?: () => string;
  /** A machine image that contains the server. */
  readonly image?: {
    readonly machineImage: IMachineImage;
    readonly service?: string;
    readonly rootDeviceName?: string;
  };
}

/**
 * The software of the web servers: the sample shop, a folder, commands or a machine image.
 *
 * All of them start in the same way. The environment variables are in `/etc/shop/environment`. The deployment gets the
 * signal of success only after the server has answered its health check. A failure is signalled immediately, with the
 * log in CloudWatch.
 *
 * @example
 * new EcommerceArchitecture(this, 'Shop', {
 *   web: { server: WebServer.directory('storefront', { start: 'node-24 server.js' }) },
 * });
 */
export class WebServer {
  /**
   * Returns the sample shop of this package. It supports PostgreSQL, MySQL and MariaDB; Oracle requires your server.
   */
  public static sample(): WebServer {
    return new WebServer((engineFamily) => ({
      ...listening({}),
      program: { folder: sampleBundle(engineFamily), start: 'node-24 server.js', packages: [NODE_PACKAGE] },
    }));
  }

  /**
   * Returns a custom server whose code is a folder. The whole folder is uploaded at deployment, so it must not contain
   * secrets.
   *
   * @param path the folder, relative to the directory in which the app runs
   * @param options start command, packages, port and health check
   * @throws an error when the folder does not exist or an option is invalid
   */
  public static directory(path: string, options: WebServerDirectoryOptions): WebServer {
    const folder = resolve(path);
    if (!existsSync(folder) || !statSync(folder).isDirectory()) {
      invalid({
        prop: 'web.server',
        expected: 'an existing folder',
        got: path,
        fix: 'make it absolute with path.join(__dirname, ...); a relative path begins where the app runs',
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
   * Returns a custom server that is installed and started by commands on Amazon Linux 2023.
   *
   * The commands run as root after `/etc/shop/environment` is written. They stop at the first command that fails, and
   * must end within seven minutes, so start the server as a service, not in the foreground. Their output is in the log
   * group. The construct waits for the health check and signals the deployment, so the commands must not signal.
   *
   * @param userData such as `ec2.UserData.forLinux()`; commands can be added until the app is synthesized. It counts
   * towards EC2's limit of 16 KiB of user data.
   * @param options port and health check
   * @throws an error when the user data is for Windows or has several parts, or when an option is invalid
   */
  public static userData(userData: UserData, options: WebServerOptions = {}): WebServer {
    const listens = listening(options);
    requireCommands(userData.render());
    return new WebServer(() => ({ ...listens, commands: () => requireCommands(userData.render()) }));
  }

  /**
   * Returns a custom machine image, which starts the server itself. It requires bash, curl, systemd, the AWS CLI and
   * `cfn-signal`; on Amazon Linux 2023 the construct installs what is missing and the CloudWatch agent. The processor
   * architecture of the image must be that of `web.serverSize`.
   *
   * @param image such as `ec2.MachineImage.lookup({ name: 'storefront-*' })`
   * @param options port, health check, systemd unit and root device
   * @throws an error when an option is invalid
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
    'the server does not run as root, so it cannot listen on a lower port',
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
