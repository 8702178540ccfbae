/**
 * Returns the message of an error. Reads it by its fields and not by its class, because Node's errors may come from
 * another realm.
 */
export function messageOf(error: unknown): string {
  const { message, errors } =
    typeof error === 'object' && error !== null
      ? (error as { readonly message?: unknown; readonly errors?: unknown })
      : {};
  // A host with several addresses fails with one error for each, and the common error has no message.
  if (message === '' && Array.isArray(errors)) return messageOf(errors[0]);
  return typeof message === 'string' ? message : String(error);
}
