import { Cache } from '../../ports/cache';

/** Cache that stores nothing, for measuring the benefit of a cache. */
export class NoCache implements Cache {
  async get(): Promise<undefined> {
    return undefined;
  }

  async set(): Promise<void> {
    return undefined;
  }

  async increment(): Promise<undefined> {
    return undefined;
  }

  async add(): Promise<undefined> {
    return undefined;
  }

  async close(): Promise<void> {
    return undefined;
  }
}
