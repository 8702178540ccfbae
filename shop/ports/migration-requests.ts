/** Asks the migration function to bring the schema up to date. */
export interface MigrationRequests {
  request(): Promise<void>;
}
