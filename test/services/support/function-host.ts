import { ChildProcess, fork } from 'child_process';
import { once } from 'events';
import { join } from 'path';
import { createInterface } from 'readline';
import { builtFile, rememberProcess } from './test-folder';

export type FunctionName =
  | 'order-processing'
  | 'payment-verification'
  | 'shipping-notification'
  | 'customer-notification'
  | 'store-api'
  | 'migrations'
  | 'scheduled-tasks'
  // Only for `rotating-shop.ts`, not a function of the shop.
  | 'rotating-shop';

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

const KEPT_LINES = 200;

/** Process that runs the built functions with all their files, as they are deployed. */
export class FunctionHost {
  readonly ended: Promise<unknown>;
  /** Latest log lines with a level above INFO. */
  readonly troubles: string[] = [];
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, Waiting>();
  private calls = 0;

  constructor(
    private readonly bundle: 'postgres' | 'mysql',
    environment: Readonly<Record<string, string>>,
  ) {
    this.child = fork(join(__dirname, 'function-runner.cjs'), {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [],
      env: {
        PATH: process.env.PATH,
        SERVICES_FOLDER: process.env.SERVICES_FOLDER,
        NODE_NO_WARNINGS: '1',
        AWS_EC2_METADATA_DISABLED: 'true',
        POWERTOOLS_TRACE_ENABLED: 'false',
        ...environment,
      },
    });
    if (this.child.pid !== undefined) rememberProcess(this.child.pid);
    this.ended = once(this.child, 'exit').then(() => this.abandon());
    this.child.on('message', (answer: Answer) => this.settle(answer));
    for (const stream of [this.child.stdout, this.child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (line) => this.note(line));
    }
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Loads the file of a function without invoking it. */
  async load(name: FunctionName, environment: number = 0): Promise<void> {
    await this.call(name, undefined, environment);
  }

  async invoke<T>(name: FunctionName, event: object, environment: number = 0): Promise<T> {
    return (await this.call(name, event, environment)) as T;
  }

  /** Kills the process at any point of its work. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  private async call(name: FunctionName, event: object | undefined, environment: number): Promise<unknown> {
    if (!this.alive || !this.child.connected) throw new Error("the functions' process has ended");
    this.calls += 1;
    const id = this.calls;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.child.send(
        { id, file: builtFile('functions', this.bundle, name, 'index.js'), environment, event },
        (error) => {
          if (error) this.settle({ id, error: String(error) });
        },
      );
    });
  }

  private settle({ id, result, error }: Answer): void {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(new Error(error));
  }

  private abandon(): void {
    [...this.waiting.keys()].forEach((id) => this.settle({ id, error: "the functions' process has ended" }));
  }

  private note(line: string): void {
    if (line.includes('"level":"INFO"')) return;
    this.troubles.push(line);
    if (this.troubles.length > KEPT_LINES) this.troubles.shift();
  }
}
