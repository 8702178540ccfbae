/** The sender of the shop's mails. */
export interface MailIdentity {
  readonly sender: string;
  readonly domain?: string;
  /** The address for mails to the operator: that of the sender unless another one is given. */
  readonly operator: string;
}

/**
 * True when a name is the domain or a name below it.
 *
 * @param name - a host or domain name; case is ignored
 * @param domain - without a leading dot; case is ignored
 */
export function belongsTo(name: string, domain: string): boolean {
  const [lower, parent] = [name.toLowerCase(), domain.toLowerCase()];
  return lower === parent || lower.endsWith(`.${parent}`);
}
