/** More is waiting than can be answered in time: the caller says "try again later" instead of waiting with the others. */
export class BusyError extends Error {
  constructor(waiting: number) {
    super(`${waiting} are waiting already`);
    this.name = 'BusyError';
  }
}

/** Lets a few pieces of work run at a time; the others wait in order. */
export class ConcurrencyLimit {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  /** @param maxWaiting beyond which the next one is refused at once */
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
    // The slot is handed over, so nobody can come in between.
    if (next) next();
    else this.free += 1;
  }
}
