import { StoreError } from './store-error';
import { Clock } from '../ports/clock';
import { MigrationRequests } from '../ports/migration-requests';

/** Dependencies of the schema gate. */
export interface SchemaGateOptions {
  /** True when the database has at least the schema that this code needs. */
  readonly isReady: () => Promise<boolean>;
  readonly migrations: MigrationRequests;
  readonly clock?: Clock;
}

/** A missing schema usually appears within seconds, so it is checked once a second and not for each request. */
const LOOK_AGAIN_MS = 1_000;

/**
 * Lets requests pass once the database has the schema. Until then it throws `StoreError` and requests the migration.
 */
export class SchemaGate {
  private ready = false;
  private lookAgainAt = 0;
  private looking?: Promise<boolean>;
  private readonly now: () => number;

  constructor(private readonly options: SchemaGateOptions) {
    const { clock } = options;
    this.now = clock ? () => clock.now().getTime() : Date.now;
  }

  async pass(): Promise<void> {
    if (this.ready || (await this.look())) {
      return;
    }
    await this.options.migrations.request();
    throw new StoreError('schema', new Error('the database does not have the schema of this release yet'));
  }

  private async look(): Promise<boolean> {
    if (!this.looking && this.now() < this.lookAgainAt) {
      return false;
    }
    this.looking ??= this.options
      .isReady()
      // While the database is unavailable, requests pass: cached data may serve them.
      .catch(() => undefined)
      .then((ready) => {
        this.ready = ready === true;
        this.lookAgainAt = ready === false ? this.now() + LOOK_AGAIN_MS : 0;
        return ready !== false;
      })
      .finally(() => {
        this.looking = undefined;
      });
    return this.looking;
  }
}
