import { ChildProcess, spawn } from 'child_process';
import { once } from 'events';
import { NOBODY, rememberProcess, sleep } from './place';

export interface ServerCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Lies where another account cannot go. */
  readonly ownAccount?: boolean;
  /** Resolves when the server answers; tried again until it does. */
  readonly answers: () => Promise<void>;
}

const PATIENCE_MS = 30_000;

/** Under another account when this process is root. */
export function account(): { readonly uid?: number; readonly gid?: number } {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
}

/** A real server that can crash, freeze and come back on the same port with the same data. */
export class ServerProcess {
  private child?: ChildProcess;
  private complaint = '';

  constructor(private readonly command: ServerCommand) {}

  async start(): Promise<void> {
    const { file, args, cwd, environment, ownAccount } = this.command;
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

  /** As a crash of the machine looks to its clients: nothing is finished, nothing is said. */
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
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(20)) {
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
