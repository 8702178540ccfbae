/** The editions of Oracle Database that RDS offers. */
export enum OracleEdition {
  /** Standard Edition 2: at most 16 virtual processors; the licence can be part of the price by the hour. */
  STANDARD_TWO = 'standard-two',

  /** Enterprise Edition: only with a licence of your own. */
  ENTERPRISE = 'enterprise',
}
