import { ChildProcess, spawn } from 'child_process';
import { once } from 'events';
import { NOBODY, rememberProcess, sleep } from './test-folder';

export interface ServerCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** True: the server runs under the account of the tests, because another one could not read its program. */
  readonly sameAccount?: boolean;
  /** Resolves when the server answers; retried until then. */
  readonly answers: () => Promise<void>;
}

const START_TIMEOUT_MS = 30_000;

/** Runs under another account when this process is root. */
export function account(): { readonly uid?: number; readonly gid?: number } {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
}

/** Real server that can crash, freeze and restart on the same port with the same data. */
export class ServerProcess {
  private child?: ChildProcess;
  private complaint = '';

  constructor(private readonly command: ServerCommand) {}

  async start(): Promise<void> {
    const { file, args, cwd, environment, sameAccount: ownAccount } = this.command;
    const child = spawn(file, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
      ...(ownAccount ? {} : account()),
    });
    this.child = child;
    if (child.pid !== undefined) rememberProcess(child.pid);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        this.complaint = (this.complaint + String(chunk)).slice(-4_000);
      });
    }
    child.on('error', (error) => {
      this.complaint += String(error);
    });
    await this.answering();
  }

  /** Ends the server as a crash of its machine does: nothing is finished, and clients are not notified. */
  async crash(): Promise<void> {
    await this.end('SIGKILL');
  }

  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    this.thaw();
    await this.end('SIGKILL');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  private async answering(): Promise<void> {
    let problem: unknown;
    for (const end = performance.now() + START_TIMEOUT_MS; performance.now() < end; await sleep(20)) {
      try {
        return await this.command.answers();
      } catch (error) {
        problem = error;
      }
      if (this.child?.exitCode !== null) break;
    }
    throw new Error(`${this.command.file} did not start: ${String(problem)}\n${this.complaint}`);
  }
}
