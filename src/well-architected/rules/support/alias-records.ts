import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';

/** An alias record, which stands alone or in a group of records. */
export interface AliasRecord {
  readonly resource: Resource;

  /** The path of one of the record's properties within the resource. */
  readonly path: (property: string) => string;

  /** What it leads to, where that is in the app. */
  readonly target?: Resource;
}

/** The alias records of the app that lead to resources of a type: a zone may well be kept in a stack of its own. */
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
      // For load balancers there is a prefix before the name.
      const [target] = workload.mentions(resource, resource.raw(path('AliasTarget.DNSName')));
      return { resource, path, target };
    })
    .filter(({ target }) => target?.type === targetType);
}
