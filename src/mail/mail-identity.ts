/** The identity that mails come from. */
export interface MailIdentity {
  readonly sender: string;
  readonly domain?: string;
  /** Who in the shop is told of things to do: the sender unless another address is given. */
  readonly operator: string;
}

/** True when a name is the domain or below it; names do not distinguish case. */
export function belongsTo(name: string, domain: string): boolean {
  const [lower, parent] = [name.toLowerCase(), domain.toLowerCase()];
  return lower === parent || lower.endsWith(`.${parent}`);
}
