import { anyOf } from './verdict';
import type { Verdict } from './verdict';
import type { Resource } from '../../workload/resource';
import { isRecord, listOf, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** ARN of all resources, of all of RDS, or of all databases; Regions and accounts may be wildcards. */
const ALL_DATABASES = /^(\*|arn:[^:]*:rds:[^:]*:[^:]*:(\*|(db|cluster):\*))$/;

/**
 * True when a backup plan of the app includes a database.
 *
 * @param workload - backup plans in related stacks are included
 */
export function inBackupPlan(workload: Workload, database: Resource): Verdict {
  return anyOf(
    workload.anyOfType('AWS::Backup::BackupSelection').map((selection) => selects(workload, selection, database)),
  );
}

function selects(workload: Workload, selection: Resource, database: Resource): Verdict {
  const {
    ListOfTags: tags,
    Resources: resources,
    NotResources: excluded,
    Conditions: conditions,
  } = selectionOf(selection);
  if (workload.mentions(selection, excluded).has(database)) return false;
  const named = anyOf(listOf(resources).map((resource) => names(workload, selection, resource, database)));
  const tagged = listOf(tags)
    .filter(isRecord)
    .some(({ ConditionKey: key, ConditionValue: value }) => hasTag(database, key, value));
  if (!tagged && !named) return named;
  return conditions === undefined || undefined;
}

function selectionOf(selection: Resource): Record<string, unknown> {
  const body = selection.raw('BackupSelection');
  return isRecord(body) ? body : {};
}

function names(workload: Workload, selection: Resource, resource: unknown, database: Resource): Verdict {
  const mentioned = workload.mentions(selection, resource);
  if (mentioned.has(database) || ALL_DATABASES.test(textOf(resource).replace(/<[^>]*>/g, ''))) return true;
  return isRecord(resource) && mentioned.size === 0 ? undefined : false;
}

function hasTag(database: Resource, key: unknown, value: unknown): boolean {
  return database
    .list('Tags')
    .filter(isRecord)
    .some((tag) => tag.Key === key && tag.Value === value);
}
