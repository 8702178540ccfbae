import { log } from '../adapters/telemetry/log';

/** What must be closed again, last opened first; one that fails does not keep the others open. */
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
