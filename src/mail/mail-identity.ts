import type { MailOptions } from './mail-options';

/** The identity that the options ask for. */
export interface MailIdentity {
  readonly sender: string;
  readonly domain?: string;
}

/** What is to be verified, or undefined while neither a sender nor a domain is known. */
export function mailIdentity(options: MailOptions): MailIdentity | undefined {
  const domain = options.domain ?? options.domainZone?.zoneName;
  const sender = options.sender ?? (domain === undefined ? undefined : `orders@${domain}`);
  return sender === undefined ? undefined : { sender, domain };
}

/** True when a name is the domain or below it; names do not distinguish case. */
export function belongsTo(name: string, domain: string): boolean {
  const [lower, parent] = [name.toLowerCase(), domain.toLowerCase()];
  return lower === parent || lower.endsWith(`.${parent}`);
}
