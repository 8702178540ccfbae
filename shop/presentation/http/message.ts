/** An HTTP request as routes read it, independent of load balancer events and servers. */
export interface HttpRequest {
  readonly method: string;
  /** Decoded segments of the path. */
  readonly segments: readonly string[];
  readonly query: ReadonlyMap<string, string>;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** The answer of a route: JSON, a page, or headers alone. */
export interface HttpResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** HTML, in place of a body. */
  readonly page?: string;
}

/**
 * An error that becomes problem details (RFC 9457). The detail is for the caller and never repeats the caller's input.
 */
export class HttpProblem extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.name = 'HttpProblem';
  }
}

/**
 * Returns a 503 for a service that is unavailable for now.
 *
 * @param seconds - sent as `Retry-After`
 */
export function tryAgainLater(detail: string, seconds: number): HttpProblem {
  return new HttpProblem(503, detail, { 'retry-after': String(seconds) });
}
