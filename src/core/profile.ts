/**
 * What the shop is for. Decides every default that trades safety against cost; each single one can be set in its room.
 */
export enum Profile {
  /** Safe by default: survives the loss of a zone, keeps its data, is protected against deletion. */
  PRODUCTION = 'production',

  /** Cheap and disposable: one NAT gateway, one zone for database and cache, short retention, removed without a trace. */
  DEVELOPMENT = 'development',
}
