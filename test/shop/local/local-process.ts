import { ChildProcess, spawn } from 'child_process';
import { once } from 'events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ROOT } from '../support/web-process';

export interface CommandOptions {
  readonly cwd?: string;
  readonly bin?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The command of the package as a process of its own, with a temporary folder of its own. */
export class Command {
  static run(
    args: readonly string[],
    { cwd = ROOT, bin = join(ROOT, 'bin/cdk-ecommerce-architecture'), env = {} }: CommandOptions = {},
  ): Command {
    const temporary = mkdtempSync(join(tmpdir(), 'shop-run-'));
    // As root the embedded PostgreSQL is somebody else, who must be able to pass through.
    chmodSync(temporary, 0o755);
    const child = spawn(process.execPath, [bin, ...args], {
      cwd,
      env: { PATH: process.env.PATH, TMPDIR: temporary, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new Command(child, temporary);
  }

  out = '';
  complaint = '';
  readonly code: Promise<number | null>;

  private constructor(
    private readonly child: ChildProcess,
    readonly temporary: string,
  ) {
    child.stdout?.on('data', (chunk) => {
      this.out += String(chunk);
    });
    child.stderr?.on('data', (chunk) => {
      this.complaint += String(chunk);
    });
    this.code = once(child, 'close').then(([code]) => code as number | null);
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** Until it takes requests; returns its address. */
  async opened(): Promise<string> {
    await eventually(() => this.child.exitCode !== null || this.out.includes('Ctrl-C stops it'), 'an open shop');
    const url = /^ {2}Shop +(http:\S+)\/$/m.exec(this.out)?.[1];
    if (url === undefined) throw new Error(`the shop did not open: ${this.out} ${this.complaint}`);
    return url;
  }

  said(pattern: RegExp): string {
    return pattern.exec(this.out)?.[1] ?? '';
  }

  /** Of the embedded PostgreSQL whose data are in this folder, or in the temporary one. */
  postgres(folder = join(this.temporary, readdirSync(this.temporary)[0])): number {
    return Number(readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) this.child.kill('SIGKILL');
    await this.code;
  }
}

/** On a busy machine a start takes many times as long as on an idle one; how long is not what these tests are about. */
export async function eventually(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const end = Date.now() + 90_000; !(await condition());) {
    if (Date.now() > end) throw new Error(`not within 90 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
