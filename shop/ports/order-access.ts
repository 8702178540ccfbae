/**
 * Encryption of orders' access tokens for the links in later mails. Only processes that send mails can decrypt them.
 */
export interface AccessCopies {
  /**
   * Encrypts a token. Undefined when no key is configured: links in mails then contain no token, and their page asks
   * for it.
   */
  seal(orderId: string, token: string): Promise<string | undefined>;
  /** Decrypts a copy; undefined when no configured key fits or the copy is damaged. */
  open(orderId: string, copy: string): Promise<string | undefined>;
}
