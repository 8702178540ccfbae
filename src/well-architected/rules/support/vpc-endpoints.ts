import type { Resource } from '../../workload/resource';
import { textOf } from '../../workload/value';

const AWS_SERVICE = /^(?:cn\.)?com\.amazonaws\.(?!vpce\.)[^.]+\.(.+)$/;

/** Returns `s3` or `ecr.api` for services of AWS, the whole name for others, and undefined for a token. */
export function serviceOf(endpoint: Resource): string | undefined {
  const name = textOf(endpoint.raw('ServiceName'));
  const [, service] = AWS_SERVICE.exec(name) ?? [];
  if (service !== undefined) return service.includes('<') ? undefined : service;
  return name.includes('<') || name.startsWith('{') ? undefined : name;
}

export function isServiceOfAws(service: string): boolean {
  return !service.startsWith('com.') && !service.startsWith('aws.');
}

/** Returns the type of an endpoint. CloudFormation's default is Gateway. */
export function kindOf(endpoint: Resource): unknown {
  return endpoint.raw('VpcEndpointType') ?? 'Gateway';
}
