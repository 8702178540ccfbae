import { StoreError } from './store-error';
import { Clock } from '../ports/clock';
import { MigrationRequests } from '../ports/migration-requests';

export interface SchemaGateOptions {
  /** Whether the database has at least the schema this code was written for. */
  readonly isReady: () => Promise<boolean>;
  readonly migrations: MigrationRequests;
  readonly clock?: Clock;
}

/** A schema that is not there yet comes within seconds, so it is looked for once a second and not once a request. */
const LOOK_AGAIN_MS = 1_000;

/** Lets requests through once the schema is there; until then they are told to come back, and the migration function is asked. */
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
      // A database that is away is no reason to turn away who can be served from a copy; who needs it will notice.
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
