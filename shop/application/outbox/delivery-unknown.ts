/** The mail service may have accepted it or not: only its send event tells. */
export class DeliveryUnknown extends Error {
  constructor(cause: unknown) {
    super(
      `the mail service did not say whether it accepted the mail: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
    this.name = 'DeliveryUnknown';
  }
}
