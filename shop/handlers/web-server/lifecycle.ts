import { log } from '../../adapters/telemetry/log';

/** Options of `Lifecycle`. */
export interface LifecycleOptions {
  /** Milliseconds until the load balancer stops sending requests to this server. */
  readonly drainMs: number;
  /** Milliseconds that running requests may take after that. */
  readonly finishMs: number;
  /** Stops accepting connections, waits for running requests and closes all resources. */
  readonly close: () => Promise<void>;
  readonly exit: (code: number) => void;
}

/** Ends the process after SIGTERM without interrupting a request. */
export class Lifecycle {
  private stopping = false;

  constructor(private readonly options: LifecycleOptions) {}

  get draining(): boolean {
    return this.stopping;
  }

  /** Ends the process gracefully with the first signal, and at once with a second one. */
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
