import type { Resource } from '../../workload/resource';
import { intrinsicOf, isRecord, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** What stands before the properties of a server in the types that say how one starts. */
export const SERVER_PREFIXES: Readonly<Record<string, string>> = {
  'AWS::EC2::LaunchTemplate': 'LaunchTemplateData.',
  'AWS::EC2::Instance': '',
  'AWS::AutoScaling::LaunchConfiguration': '',
};

/** A list of disks, and whose it is. */
export interface Disks {
  readonly resource: Resource;
  readonly path: string;
}

export function disksOf(workload: Workload): Disks[] {
  return Object.entries(SERVER_PREFIXES).flatMap(([type, prefix]) =>
    workload.ofType(type).map((resource) => ({ resource, path: `${prefix}BlockDeviceMappings` })),
  );
}

/** What an image is known by: an id alone does not tell what is in it, but a parameter has its path in Parameter Store by default. */
export function imageName({ template }: Resource, image: unknown): string {
  const parameter =
    intrinsicOf(image) === 'Ref' ? template.section('Parameters')[String((image as { Ref: unknown }).Ref)] : undefined;
  return textOf(isRecord(parameter) ? parameter.Default : image);
}
