/** The editions of Oracle Database that RDS offers. */
export enum OracleEdition {
  /** Standard Edition 2: at most 16 virtual processors; the hourly price can include the licence. */
  STANDARD_TWO = 'standard-two',

  /** Enterprise Edition: requires your licence. */
  ENTERPRISE = 'enterprise',
}
