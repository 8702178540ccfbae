import { log } from '../../adapters/telemetry/log';

export interface LifecycleOptions {
  /** How long the load balancer needs to stop sending requests here. */
  readonly drainMs: number;
  /** How long requests that are running may take after that. */
  readonly finishMs: number;
  /** Stops accepting, waits for running requests, closes what is open. */
  readonly close: () => Promise<void>;
  readonly exit: (code: number) => void;
}

/** From SIGTERM to the end of the process, without a request being cut off. */
export class Lifecycle {
  private stopping = false;

  constructor(private readonly options: LifecycleOptions) {}

  get draining(): boolean {
    return this.stopping;
  }

  /** The first signal ends the process in good order; whoever sends a second one does not want to wait. */
  async signal(name: string): Promise<void> {
    const { drainMs, finishMs, close, exit } = this.options;
    if (this.stopping) {
      exit(1);
      return;
    }
    this.stopping = true;
    log.info('draining', { signal: name, ms: drainMs });
    await new Promise((resolve) => setTimeout(resolve, drainMs));
    const deadline = setTimeout(() => {
      log.error('requests were still running at the deadline', { ms: finishMs });
      exit(1);
    }, finishMs);
    try {
      await close();
    } catch (error) {
      log.error('closing failed', { error });
    }
    clearTimeout(deadline);
    exit(0);
  }
}
