/**
 * The purpose of a shop. It decides every default that trades safety against cost; each of these defaults can be
 * overridden in the options of its room.
 */
export enum Profile {
  /**
   * For customers. The shop survives the loss of an Availability Zone, keeps its data when the stack is deleted, and is
   * protected against deletion.
   */
  PRODUCTION = 'production',

  /**
   * For developers: cheap and disposable. One NAT gateway, database and cache in one Availability Zone, short
   * retention; the data is deleted with the stack.
   */
  DEVELOPMENT = 'development',
}
