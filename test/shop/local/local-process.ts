import { ChildProcess, spawn } from 'child_process';
import { once } from 'events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { clockEnvironment } from '../../support/clock-environment';
import { LONGEST_WAIT_MS, ROOT } from '../support/web-process';

export interface CommandOptions {
  readonly cwd?: string;
  readonly bin?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Command of the package in a separate process, with a separate temporary folder. */
export class Command {
  static run(
    args: readonly string[],
    { cwd = ROOT, bin = join(ROOT, 'bin/cdk-ecommerce-architecture'), env = {} }: CommandOptions = {},
  ): Command {
    const temporary = mkdtempSync(join(tmpdir(), 'shop-run-'));
    // When run as root, the embedded PostgreSQL uses another account, which must be able to enter the folder.
    chmodSync(temporary, 0o755);
    const child = spawn(process.execPath, [bin, ...args], {
      cwd,
      env: { PATH: process.env.PATH, TMPDIR: temporary, ...clockEnvironment(), ...env },
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

  /** Waits until the shop accepts requests; returns its address. */
  async opened(): Promise<string> {
    await eventually(() => this.child.exitCode !== null || this.out.includes('Ctrl-C stops it'), 'an open shop');
    const url = /^ {2}Shop +(http:\S+)\/$/m.exec(this.out)?.[1];
    if (url === undefined) throw new Error(`the shop did not open: ${this.out} ${this.complaint}`);
    return url;
  }

  said(pattern: RegExp): string {
    return pattern.exec(this.out)?.[1] ?? '';
  }

  /** Process of the embedded PostgreSQL with its data in this folder, or in the temporary one. */
  postgres(folder = join(this.temporary, readdirSync(this.temporary)[0])): number {
    return Number(readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) this.child.kill('SIGKILL');
    await this.code;
  }
}

/** A start takes much longer on a busy machine. Its duration is not tested here. */
export async function eventually(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const end = performance.now() + LONGEST_WAIT_MS; !(await condition());) {
    if (performance.now() > end) throw new Error(`not within ${LONGEST_WAIT_MS / 1_000} s: ${what}`);
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
