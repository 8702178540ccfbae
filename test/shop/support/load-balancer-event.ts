import { ALBEvent } from 'aws-lambda';

export interface EventOptions {
  readonly body?: string;
  readonly base64?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Event of the load balancer with multi-value headers off: path and query are still encoded. */
export function loadBalancerEvent(
  method: string,
  address: string,
  { body = '', base64 = false, headers = {} }: EventOptions = {},
): ALBEvent {
  const [path, query = ''] = address.split('?');
  const parameters = query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const [name, ...value] = part.split('=');
      return [name, value.join('=')];
    });
  return {
    requestContext: { elb: { targetGroupArn: 'arn:aws:elasticloadbalancing:eu-central-1:1:targetgroup/api/1' } },
    httpMethod: method,
    path,
    queryStringParameters: Object.fromEntries(parameters) as Record<string, string>,
    headers: { host: 'shop.example', 'x-amzn-trace-id': 'Root=1-2', ...headers },
    body,
    isBase64Encoded: base64,
  };
}
