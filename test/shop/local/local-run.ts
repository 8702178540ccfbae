import { eventually } from './local-process';
import { Host, main } from '../../../shop/local/main';
import { ROOT } from '../support/web-process';

/** Command in this process, with a process stand-in that records the calls. */
export class Run {
  readonly said: string[] = [];
  readonly complaints: string[] = [];
  readonly signals = new Map<string, () => void>();
  code?: number;
  private offset = 0;

  async main(...args: string[]): Promise<void> {
    await main(args, this.host());
  }

  host(overrides: Partial<Host> = {}): Host {
    return {
      env: { PAYMENT_SECRETS: 'whsec_test' },
      cwd: ROOT,
      print: (text) => this.said.push(text),
      printError: (text) => this.complaints.push(text),
      onSignal: (name, act) => this.signals.set(name, act),
      exit: (code) => {
        this.code ??= code;
      },
      now: () => Date.now() + this.offset,
      ...overrides,
    };
  }

  get out(): string {
    return this.said.join('\n');
  }

  line(name: string): string {
    return new RegExp(`^ {2}${name} +(.*)$`, 'm').exec(this.out)?.[1] ?? '';
  }

  get url(): string {
    return this.line('Shop').replace(/\/$/, '');
  }

  later(milliseconds: number): void {
    this.offset += milliseconds;
  }

  async stop(signal = 'SIGINT'): Promise<void> {
    this.signals.get(signal)?.();
    await eventually(() => this.code !== undefined, 'the end');
  }
}
