/** Sends a request to the migration function to update the database schema. */
export interface MigrationRequests {
  request(): Promise<void>;
}
