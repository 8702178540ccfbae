/** Fields of a log line that metric filters read; a line is one JSON object. */
export const LOG_FIELDS = {
  /** The name of the event, such as one of `LOG_EVENTS`. */
  event: 'event',
} as const;

/** Log events of the payment function that metric filters count. */
export const LOG_EVENTS = {
  /** A signed event whose amount or currency is not that of its order. */
  paymentMismatch: 'payment.mismatch',
  /** A webhook that is malformed or has no valid signature: anyone can send one. */
  paymentRefused: 'payment.refused',
  /** A signed event about an unknown order, or of an unknown type. */
  paymentUnknown: 'payment.unknown',
} as const;
