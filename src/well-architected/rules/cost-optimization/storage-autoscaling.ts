import type { Resource } from '../../workload/resource';
import { numberOf } from '../../workload/value';
import type { Possible } from '../../workload/value';
import { primaryInstances } from '../support/databases';
import type { Finding } from '../support/finding';
import { found, show } from '../support/finding';
import type { Rule } from '../support/rule';
import { unanimous, stateOf } from '../support/verdict';
import type { Verdict } from '../support/verdict';

/** Storage that grows by itself need not be bought in advance. */
export const storageAutoscaling: Rule = {
  name: 'StorageAutoscaling',
  practice: 'COST06-BP03',
  also: ['SUS04-BP04'],
  level: 'warning',
  requirement: 'The storage of the database grows automatically, up to a limit.',
  why:
    'Otherwise the storage is either bought for years in advance and can never shrink, or it becomes full and the ' +
    'shop takes no orders.',
  fix:
    'Set `database.maxAllocatedStorage` above `database.allocatedStorage`. In CloudFormation set ' +
    '`MaxAllocatedStorage` at least 10 % above `AllocatedStorage`.',
  docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html',
  check: (workload) => primaryInstances(workload).filter(canGrow).map(growth),
};

/** RDS Custom does not support storage autoscaling. */
function canGrow(database: Resource): boolean {
  return !String(database.get('Engine')).startsWith('custom-');
}

function growth(database: Resource): Finding {
  const most = database.values('MaxAllocatedStorage');
  const first = database.values('AllocatedStorage');
  const grows = unanimous(most.flatMap((bound) => first.map((size) => isAbove(bound, size))));
  return found(
    database,
    stateOf(grows),
    `more than AllocatedStorage (${show(database.raw('AllocatedStorage'))})`,
    show(database.raw('MaxAllocatedStorage')),
    {
      property: 'Properties.MaxAllocatedStorage',
    },
  );
}

/** A database from a snapshot need not set its size. */
function isAbove(bound: Possible, size: Possible): Verdict {
  if (!bound.known) return undefined;
  if (bound.value === undefined) return false;
  if (!size.known) return undefined;
  return size.value === undefined || numberOf(bound.value) > numberOf(size.value);
}
