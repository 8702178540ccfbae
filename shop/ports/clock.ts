/** The time, so that tests decide what "now" is. */
export interface Clock {
  now(): Date;
}
