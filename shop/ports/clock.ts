/** Time source; tests replace it. */
export interface Clock {
  now(): Date;
}
