import type { Resource } from '../../workload/resource';
import { intrinsicOf, isRecord, possibleValues } from '../../workload/value';
import type { Possible } from '../../workload/value';

const ABSENT: Possible = { known: true, value: undefined };

/** Every value that an attribute of a load balancer or target group may have; known to be undefined where it is not given. */
export function attributeValues(resource: Resource, list: string, key: string): Possible[] {
  return resource.values(list).flatMap((possible) => {
    if (!possible.known) return possible;
    const entries = Array.isArray(possible.value) ? possible.value.map((entry) => entryValues(resource, entry, key)) : [];
    return entries.find((values) => values.some(({ known, value }) => known && value !== undefined))
      ?? entries.find((values) => values.some(({ known }) => !known))
      ?? ABSENT;
  });
}

/** An entry that nobody can read yet may be the one that is looked for. */
function entryValues(resource: Resource, entry: unknown, key: string): Possible[] {
  return possibleValues(resource.template, entry).flatMap((possible) => {
    if (!possible.known || !isRecord(possible.value)) return possible.known ? ABSENT : possible;
    const { Key: name, Value: value } = possible.value;
    if (intrinsicOf(name) !== undefined) return { known: false, value: name };
    return name === key ? possibleValues(resource.template, value) : ABSENT;
  });
}
