import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';

/** An alias record, alone or in a group of records. */
export interface AliasRecord {
  readonly resource: Resource;

  /** Returns the path of a property of the record within the resource. */
  readonly path: (property: string) => string;

  /** Resource that the record leads to, where it is in the app. */
  readonly target?: Resource;
}

/**
 * Returns the alias records of the app that lead to resources of a type. The hosted zone may be in another stack.
 *
 * @param targetType - CloudFormation type, such as `AWS::CloudFront::Distribution`
 */
export function aliasRecords(workload: Workload, targetType: string): AliasRecord[] {
  const alone = workload
    .anyOfType('AWS::Route53::RecordSet')
    .map((resource) => ({ resource, path: (property: string) => property }));
  const grouped = workload
    .anyOfType('AWS::Route53::RecordSetGroup')
    .flatMap((resource) =>
      resource
        .list('RecordSets')
        .map((_, index) => ({ resource, path: (property: string) => `RecordSets.${index}.${property}` })),
    );
  return [...alone, ...grouped]
    .map(({ resource, path }) => {
      // The name of a load balancer has a prefix.
      const [target] = workload.mentions(resource, resource.raw(path('AliasTarget.DNSName')));
      return { resource, path, target };
    })
    .filter(({ target }) => target?.type === targetType);
}
