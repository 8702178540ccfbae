/** Thrown when the mail service may have accepted a mail: only its send event shows it. */
export class DeliveryUnknown extends Error {
  constructor(cause: unknown) {
    super(
      'the mail service did not confirm that it accepted the mail: ' +
        (cause instanceof Error ? cause.message : String(cause)),
      { cause },
    );
    this.name = 'DeliveryUnknown';
  }
}
