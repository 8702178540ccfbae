import type { Resource } from '../../workload/resource';
import { isRecord, numberOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { found, show } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';
import type { Verdict } from '../support/verdict';
import { anyOf, stateOf, verdictOf } from '../support/verdict';

const SHARE = 'MixedInstancesPolicy.InstancesDistribution.OnDemandPercentageAboveBaseCapacity';
const OVERRIDES = 'MixedInstancesPolicy.LaunchTemplate.Overrides';
const ALL = 100;
/** So many pools of spare capacity are hardly ever empty at the same time. */
const TYPES = 3;

/** Spot Instances for work that may be interrupted. */
export const spotForNonProduction: Rule = {
  name: 'SpotForNonProduction',
  practice: 'COST07-BP04',
  level: 'info',
  requirement:
    'Servers of a development shop are Spot Instances. Where Spot Instances serve customers, they come from at least ' +
    'three instance types.',
  why:
    'Spot Instances cost about a third. A development shop can lose one. A production shop with one or two types can ' +
    'lose all servers at once.',
  fix:
    'In CloudFormation set a `MixedInstancesPolicy` with `OnDemandPercentageAboveBaseCapacity` below 100 for ' +
    'development, and with three types in `Overrides` for production.',
  docs: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups.html',
  check: (workload, { production }) =>
    workload
      .ofType('AWS::AutoScaling::AutoScalingGroup')
      .flatMap((group) => (production ? varietyFinding(workload, group) : [spotFinding(workload, group)])),
};

function spotFinding(workload: Workload, group: Resource): Finding {
  return found(
    group,
    stateOf(usesSpot(workload, group)),
    'less than 100: the rest are Spot Instances',
    show(group.raw(SHARE)),
    { property: `Properties.${SHARE}` },
  );
}

function varietyFinding(workload: Workload, group: Resource): Finding[] {
  const spot = usesSpot(workload, group);
  if (spot === false) return [];
  const isVaried = anyOf([
    verdictOf(group.values(OVERRIDES), hasVariety),
    ...templatesOf(workload, group).map(
      (template) => template.raw('LaunchTemplateData.InstanceRequirements') !== undefined,
    ),
  ]);
  return [
    found(
      group,
      stateOf(isVaried || spot ? isVaried : undefined),
      `at least ${TYPES} instance types`,
      show(group.raw(OVERRIDES)),
      {
        property: `Properties.${OVERRIDES}`,
      },
    ),
  ];
}

/** True for several types by name, or for requirements, which many types meet. */
function hasVariety(overrides: unknown): boolean {
  if (!Array.isArray(overrides)) return false;
  const types = new Set(overrides.filter(isRecord).map(({ InstanceType: type }) => JSON.stringify(type)));
  return (
    types.size >= TYPES ||
    overrides.some((override) => isRecord(override) && override.InstanceRequirements !== undefined)
  );
}

function usesSpot(workload: Workload, group: Resource): Verdict {
  return anyOf([
    verdictOf(group.values(SHARE), (share) => share !== undefined && numberOf(share) < ALL),
    ...templatesOf(workload, group).map((template) =>
      verdictOf(template.values('LaunchTemplateData.InstanceMarketOptions.MarketType'), (type) => type === 'spot'),
    ),
  ]);
}

function templatesOf(workload: Workload, group: Resource): Resource[] {
  return [...workload.references(group)].filter(({ type }) => type === 'AWS::EC2::LaunchTemplate');
}
