/** A request as the web ACL sees it. */
export interface WebRequest {
  /** Seconds since the beginning. */
  readonly at: number;
  /** The visitor's address. CloudFront writes it into the header that the regional web ACL reads. */
  readonly address: string;
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  /** A browser that has answered a challenge sends a token; its age in seconds. */
  readonly tokenAge?: number;
}

/**
 * WAF's component `UriPath`: the path without the query, as it was sent. Of an address with a host (RFC 9112, 3.2.2),
 * which a proxy has to take for the same, the path alone. AWS does not document this form; CloudFront never sends it
 * on.
 */
export function uriPath({ target }: WebRequest): string {
  return target.replace(/^https?:\/\/[^/]*/, '').split('?')[0];
}
