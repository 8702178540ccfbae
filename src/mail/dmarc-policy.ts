/**
 * What receivers are asked to do with mail that claims to be from the shop's domain and is not (https://www.rfc-editor.org/rfc/rfc7489).
 *
 * Meant to be taken in this order: watch the reports until all rightful senders of the domain are signed, then tighten.
 */
export enum DmarcPolicy {
  /** Deliver and report. The start: it changes nothing for other senders of the same domain. */
  MONITOR = 'none',

  /** File as spam and report. */
  QUARANTINE = 'quarantine',

  /** Refuse and report. The goal: nobody can write in the shop's name. */
  REJECT = 'reject',

  /** Write no record, because the zone has one: two records for one name fail the deployment. */
  EXISTING = 'existing',
}
