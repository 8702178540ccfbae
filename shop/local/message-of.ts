/** What an error says. By shape and not by class: Node's own errors may come from another realm. */
export function messageOf(error: unknown): string {
  const { message, errors } =
    typeof error === 'object' && error !== null
      ? (error as { readonly message?: unknown; readonly errors?: unknown })
      : {};
  // A host with several addresses fails with one error for each, and with no words of its own.
  if (message === '' && Array.isArray(errors)) return messageOf(errors[0]);
  return typeof message === 'string' ? message : String(error);
}
