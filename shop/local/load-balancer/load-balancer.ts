import { randomBytes } from 'crypto';
import { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'http';
import { ALBEvent, ALBResult } from 'aws-lambda';
import { readBody } from './body';
import { log } from '../../adapters/telemetry/log';

/** Largest body that the load balancer passes to a function. */
const MAXIMUM_BYTES = 1024 * 1024;

/** Media types of bodies that are passed as text; all others, and compressed bodies, are passed as base64. */
const TEXT = /^(text\/|application\/(json|javascript|xml)\b)/i;

/** Handler of a function that is a target of the load balancer. */
export type LoadBalancerFunction = (event: ALBEvent) => Promise<ALBResult>;

/** Connects a function to the gateway as the load balancer does. */
export function loadBalanced(
  handler: LoadBalancerFunction,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const body = await readBody(request, MAXIMUM_BYTES);
    if (!body) {
      response.writeHead(413, { 'content-length': 0, connection: 'close' }).end();
      return;
    }
    try {
      const result = await handler(loadBalancerEvent(request, body));
      const content = Buffer.from(result.body ?? '', result.isBase64Encoded ? 'base64' : 'utf8');
      const headers = Object.entries(result.headers ?? {}).map(([name, value]) => [name, String(value)] as const);
      response.writeHead(result.statusCode, { ...Object.fromEntries(headers), 'content-length': content.length });
      response.end(request.method === 'HEAD' ? undefined : content);
    } catch (error) {
      // The load balancer answers this way when a function fails.
      log.error('function failed', { error });
      response.writeHead(502, { 'content-length': 0 }).end();
    }
  };
}

/**
 * Converts a request to the event of the load balancer.
 *
 * @param body - complete body of the request; the stream of `request` was read already
 */
export function loadBalancerEvent(request: IncomingMessage, body: Buffer): ALBEvent {
  const [path, query = ''] = (request.url ?? '/').split('?', 2);
  const isText = TEXT.test(request.headers['content-type'] ?? '') && request.headers['content-encoding'] === undefined;
  const isBase64Encoded = body.length > 0 && !isText;
  return {
    requestContext: { elb: { targetGroupArn: 'arn:aws:elasticloadbalancing:local:000000000000:targetgroup/local/0' } },
    httpMethod: request.method ?? 'GET',
    path,
    queryStringParameters: parameters(query),
    headers: headersOf(request.headers, request.socket.remoteAddress ?? '127.0.0.1'),
    body: body.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded,
  };
}

/** Query parameters, still encoded. Of a repeated name only the last one is passed. */
function parameters(query: string): Record<string, string> {
  const pairs = query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const [name, ...value] = part.split('=');
      return [name, value.join('=')] as const;
    });
  return Object.fromEntries(pairs);
}

function headersOf(headers: IncomingHttpHeaders, client: string): Record<string, string> {
  const given = Object.entries(headers).map(
    ([name, value]) => [name, Array.isArray(value) ? value[value.length - 1] : (value ?? '')] as const,
  );
  return {
    ...Object.fromEntries(given),
    'x-forwarded-for': client,
    'x-forwarded-proto': 'http',
    'x-amzn-trace-id': `Root=1-${Math.floor(Date.now() / 1_000).toString(16)}-${randomBytes(12).toString('hex')}`,
  };
}
