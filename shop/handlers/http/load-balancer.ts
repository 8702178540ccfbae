import { STATUS_CODES } from 'http';
import { ALBEvent, ALBResult } from 'aws-lambda';
import { HttpProblem, HttpRequest, HttpResponse } from '../../presentation/http/message';

/** Size limit of a request's body. */
export const MAXIMUM_BODY_BYTES = 256 * 1024;

/** Converts an event to a request. The load balancer passes path and query still percent-encoded. */
export function fromLoadBalancer(event: ALBEvent): HttpRequest {
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (body.length > MAXIMUM_BODY_BYTES) {
    throw new HttpProblem(413, `the body may have at most ${MAXIMUM_BODY_BYTES} bytes`);
  }
  return {
    // Unchanged: methods are case-sensitive (RFC 9110, 9.1), and the rules of the web ACL match capitals.
    method: event.httpMethod,
    segments: event.path.split('/').slice(1).map(decode),
    query: new Map(
      Object.entries(event.queryStringParameters ?? {}).map(([name, value]) => [
        decode(name),
        decode((value ?? '').replace(/\+/g, ' ')),
      ]),
    ),
    headers: new Map(Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value ?? ''])),
    body,
  };
}

/**
 * Converts a response to the result for the load balancer.
 *
 * @param method - HEAD: the body is left out
 */
export function toLoadBalancer(response: HttpResponse, method: string): ALBResult {
  const { status } = response;
  return {
    statusCode: status,
    statusDescription: `${status} ${STATUS_CODES[status] ?? 'Unknown'}`,
    isBase64Encoded: false,
    headers: {
      'content-type': `${contentType(response)}; charset=utf-8`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      ...response.headers,
    },
    body: method === 'HEAD' ? '' : content(response),
  };
}

function contentType({ page, status }: HttpResponse): string {
  if (page !== undefined) return 'text/html';
  return status >= 400 ? 'application/problem+json' : 'application/json';
}

function content({ page, body }: HttpResponse): string {
  return page ?? (body === undefined ? '' : JSON.stringify(body));
}

/** Converts an error to a problem document (RFC 9457). */
export function problemResponse(problem: HttpProblem): HttpResponse {
  const { status, detail, headers } = problem;
  return { status, headers, body: { title: STATUS_CODES[status], status, detail } };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new HttpProblem(400, 'the address is not correctly encoded');
  }
}
