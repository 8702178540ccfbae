/** A request and a response as the routes see them, whatever carried them. */
export interface HttpRequest {
  readonly method: string;
  /** Decoded segments of the path. */
  readonly segments: readonly string[];
  readonly query: ReadonlyMap<string, string>;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** A page, in place of a body. */
  readonly page?: string;
}

/** An answer that is not the one that was hoped for; the detail is for the caller and never repeats what was sent. */
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

/** Something is away for now: whoever asks is told when to come back. */
export function tryAgainLater(detail: string, seconds: number): HttpProblem {
  return new HttpProblem(503, detail, { 'retry-after': String(seconds) });
}
