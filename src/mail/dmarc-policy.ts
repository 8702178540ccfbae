/**
 * The treatment that the shop's domain requests for mail that claims to be from it and is not authenticated
 * (https://www.rfc-editor.org/rfc/rfc7489).
 *
 * Use the policies in this order: read the reports until all legitimate senders of the domain sign their mail, then
 * tighten.
 */
export enum DmarcPolicy {
  /** Deliver and report. The first step: it changes nothing for other senders of the same domain. */
  MONITOR = 'none',

  /** File as spam and report. */
  QUARANTINE = 'quarantine',

  /** Refuse and report. The goal: no one else can send mail in the shop's name. */
  REJECT = 'reject',

  /** Create no record, because the zone already has one: a second record of the same name fails the deployment. */
  EXISTING = 'existing',
}
