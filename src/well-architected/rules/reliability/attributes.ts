import type { Resource } from '../../workload/resource';
import { isRecord, possibleValues } from '../../workload/value';
import type { Possible } from '../../workload/value';

/** Every value that an attribute of a load balancer or target group may have; known to be undefined where it is not given. */
export function attributeValues(resource: Resource, list: string, key: string): Possible[] {
  return resource.values(list).flatMap((possible) => {
    if (!possible.known) return possible;
    const entries = Array.isArray(possible.value) ? possible.value.filter(isRecord) : [];
    return possibleValues(resource.template, entries.find(({ Key: name }) => name === key)?.Value);
  });
}
