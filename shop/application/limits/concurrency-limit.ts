/** Thrown when the queue of a concurrency limit is full. The caller answers "try again later" instead of waiting. */
export class BusyError extends Error {
  constructor(waiting: number) {
    super(`${waiting} calls are waiting already: try again later`);
    this.name = 'BusyError';
  }
}

/** Runs at most a number of tasks at once; the others wait in order. */
export class ConcurrencyLimit {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  /**
   * @param maxRunning - tasks at once
   * @param maxWaiting - further calls throw `BusyError`
   */
  constructor(
    maxRunning: number,
    private readonly maxWaiting = 200,
  ) {
    this.free = maxRunning;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.acquire();
    try {
      return await work();
    } finally {
      this.release();
    }
  }

  private async acquire(): Promise<void> {
    if (this.free > 0) {
      this.free -= 1;
      return;
    }
    if (this.waiting.length >= this.maxWaiting) {
      throw new BusyError(this.waiting.length);
    }
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private release(): void {
    const next = this.waiting.shift();
    // The slot passes directly to the next task, so that no new call can take it.
    if (next) next();
    else this.free += 1;
  }
}
