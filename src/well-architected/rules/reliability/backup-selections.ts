import type { State } from '../../workload/finding';
import type { Resource } from '../../workload/resource';
import { isRecord, listOf, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** All resources, all of RDS, or all databases; regions and accounts may be wildcards. */
const ALL_DATABASES = /^(\*|arn:[^:]*:rds:[^:]*:[^:]*:(\*|(db|cluster):\*))$/;

/** Whether a backup plan of the app takes in a database. */
export function inBackupPlan(workload: Workload, database: Resource): State {
  const states = workload.anyOfType('AWS::Backup::BackupSelection').map((selection) => selects(workload, selection, database));
  return states.includes('compliant') ? 'compliant' : states.includes('undetermined') ? 'undetermined' : 'failing';
}

function selects(workload: Workload, selection: Resource, database: Resource): State {
  const { ListOfTags: tags, Resources: resources, NotResources: excluded, Conditions: conditions } = selectionOf(selection);
  if (workload.mentions(selection, excluded).has(database)) return 'failing';
  const named = listOf(resources).map((resource) => names(workload, selection, resource, database));
  const tagged = listOf(tags).filter(isRecord).some(({ ConditionKey: key, ConditionValue: value }) => hasTag(database, key, value));
  if (!tagged && !named.includes('compliant')) return named.includes('undetermined') ? 'undetermined' : 'failing';
  return conditions === undefined ? 'compliant' : 'undetermined';
}

function selectionOf(selection: Resource): Record<string, unknown> {
  const body = selection.raw('BackupSelection');
  return isRecord(body) ? body : {};
}

function names(workload: Workload, selection: Resource, resource: unknown, database: Resource): State {
  const mentioned = workload.mentions(selection, resource);
  if (mentioned.has(database) || ALL_DATABASES.test(textOf(resource).replace(/<[^>]*>/g, ''))) return 'compliant';
  return isRecord(resource) && mentioned.size === 0 ? 'undetermined' : 'failing';
}

function hasTag(database: Resource, key: unknown, value: unknown): boolean {
  return database.list('Tags').filter(isRecord).some((tag) => tag.Key === key && tag.Value === value);
}
