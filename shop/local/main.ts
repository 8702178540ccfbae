import { banner } from './banner';
import { CannotStart } from './cannot-start';
import { readable } from './console-log';
import { HELP, LocalOptions, parseOptions, UsageError } from './options';
import { LocalShop } from './shop';
import { Environment } from '../adapters/configuration/load-config';
import { log, output } from '../adapters/telemetry/log';

/** Functions of the process that the command needs. */
export interface Host {
  readonly env: Environment;
  readonly cwd: string;
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
  readonly onSignal: (name: NodeJS.Signals, act: () => void) => void;
  readonly exit: (code: number) => void;
  readonly now: () => number;
}

/**
 * npm forwards a Ctrl-C, which the terminal has already sent to every process of the group. A second signal within this
 * time is the same Ctrl-C.
 */
const SAME_SIGNAL_MS = 300;

/**
 * Runs the command `shop`.
 *
 * @param args - arguments after the command's name
 * @param host - replaced in tests
 */
export async function main(args: readonly string[], host: Host = processHost()): Promise<void> {
  const options = readOptions(args, host);
  if (!options) return;
  output.line = (line) => {
    const text = readable(line, new Date());
    if (text !== undefined) host.print(text);
  };
  const ending = new Shutdown(host);
  host.print('Starting the shop ...');
  const begun = host.now();
  const starting = LocalShop.start({
    options,
    lookIn: [host.cwd, __dirname],
    env: host.env,
    onLost: (reason) => {
      host.printError(`${reason}: the shop cannot continue.`);
      void ending.stop(1);
    },
  });
  ending.of(starting);
  try {
    const shop = await starting;
    host.print(banner(shop.facts, options, host.now() - begun));
  } catch (error) {
    if (ending.begun) return;
    if (error instanceof CannotStart) host.printError(`Error: ${error.message}`);
    else log.error('the shop did not start', { error });
    host.exit(1);
  }
}

function readOptions(args: readonly string[], { print, printError: complain, exit }: Host): LocalOptions | undefined {
  try {
    const options = parseOptions(args);
    if (!options.help) return options;
    print(HELP);
    exit(0);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    complain(`Error: ${error.message}\n\nAll options: cdk-ecommerce-architecture shop --help`);
    exit(2);
  }
  return undefined;
}

/** Handles signals from the first one to the end of the process. */
class Shutdown {
  private starting?: Promise<LocalShop>;
  private firstSignal?: number;

  constructor(private readonly host: Host) {
    for (const name of ['SIGINT', 'SIGTERM'] as const) host.onSignal(name, () => this.signal());
  }

  get begun(): boolean {
    return this.firstSignal !== undefined;
  }

  of(starting: Promise<LocalShop>): void {
    this.starting = starting;
  }

  async stop(code: number): Promise<void> {
    this.firstSignal ??= this.host.now();
    // When a user stops the shop while it starts, an error of the start is of no interest.
    const shop = await this.starting?.catch(() => undefined);
    await shop?.stop();
    this.host.print('Stopped.');
    this.host.exit(code);
  }

  private signal(): void {
    const now = this.host.now();
    if (this.firstSignal === undefined) {
      this.host.print('\nStopping ... (once more to stop at once)');
      void this.stop(0);
    } else if (now - this.firstSignal > SAME_SIGNAL_MS) {
      this.host.exit(1);
    }
  }
}

function processHost(): Host {
  return {
    env: process.env,
    cwd: process.cwd(),
    print: (text) => process.stdout.write(`${text}\n`),
    printError: (text) => process.stderr.write(`${text}\n`),
    onSignal: (name, act) => process.on(name, act),
    exit: (code) => process.exit(code),
    now: Date.now,
  };
}
