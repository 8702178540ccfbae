/** Ends a request with a page that says what the visitor can do. */
export class PageError extends Error {
  constructor(
    readonly statusCode: number,
    readonly title: string,
    readonly text: string,
    readonly retryAfterSeconds?: number,
  ) {
    super(title);
    this.name = 'PageError';
  }
}

/** Ends a request with the page for an address that does not exist. */
export class NotFound extends PageError {
  constructor() {
    super(404, 'Page not found', 'This page does not exist, or the product is no longer sold.');
  }
}
