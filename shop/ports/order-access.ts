/** Encrypted copies of the secrets of orders, for the links in later mails. Only processes that mail can read them. */
export interface AccessCopies {
  /**
   * Undefined where no key is configured: the links of mails then carry no secret, and the page that they lead to asks
   * for it.
   */
  seal(orderId: string, token: string): Promise<string | undefined>;
  /** Undefined for what cannot be opened. */
  open(orderId: string, copy: string): Promise<string | undefined>;
}
