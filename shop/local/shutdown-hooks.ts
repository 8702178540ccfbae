import { log } from '../adapters/telemetry/log';

/**
 * Runs, in reverse order, the functions that close the parts of the local shop. When one fails, the others still run.
 */
export class ShutdownHooks {
  private readonly steps: { readonly what: string; readonly close: () => Promise<unknown> }[] = [];

  add(what: string, close: () => Promise<unknown>): void {
    this.steps.push({ what, close });
  }

  async run(): Promise<void> {
    for (let step = this.steps.pop(); step; step = this.steps.pop()) {
      const { what, close } = step;
      await close().catch((error: unknown) => log.error('closing failed', { what, error }));
    }
  }
}
