import type { Resource } from '../../workload/resource';
import { intrinsicOf, isRecord, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** Prefix of the properties of a server, for each type that describes how a server starts. */
export const SERVER_PREFIXES: Readonly<Record<string, string>> = {
  'AWS::EC2::LaunchTemplate': 'LaunchTemplateData.',
  'AWS::EC2::Instance': '',
  'AWS::AutoScaling::LaunchConfiguration': '',
};

/** A list of block devices and the resource that contains it. */
export interface Disks {
  readonly resource: Resource;
  readonly path: string;
}

export function disksOf(workload: Workload): Disks[] {
  return Object.entries(SERVER_PREFIXES).flatMap(([type, prefix]) =>
    workload.ofType(type).map((resource) => ({ resource, path: `${prefix}BlockDeviceMappings` })),
  );
}

/**
 * Returns the name of an image: the default of a parameter, which is a path in Parameter Store. An id alone does not
 * tell what the image contains.
 *
 * @param image - id of an image, or a parameter that resolves to one
 */
export function imageName({ template }: Resource, image: unknown): string {
  const parameter =
    intrinsicOf(image) === 'Ref' ? template.section('Parameters')[String((image as { Ref: unknown }).Ref)] : undefined;
  return textOf(isRecord(parameter) ? parameter.Default : image);
}
