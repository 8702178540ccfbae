import type { Resource } from '../../workload/resource';
import { isRecord, listOf, possibleValues } from '../../workload/value';
import type { Possible } from '../../workload/value';

/** What an attribute of a load balancer or a target group may be, by its key: the attributes are a list of pairs, and one without a key may be it. */
export function attributeOf(resource: Resource, key: string): Possible[] {
  const list = resource.type === 'AWS::ElasticLoadBalancingV2::LoadBalancer' ? 'LoadBalancerAttributes' : 'TargetGroupAttributes';
  return resource.values(list).flatMap((possible): Possible[] => {
    if (!possible.known) return [possible];
    const pairs = listOf(possible.value);
    const pair = pairs.filter(isRecord).find((one) => one.Key === key);
    if (pair) return possibleValues(resource.template, pair.Value);
    const nameless = pairs.find((one) => !isRecord(one) || typeof one.Key !== 'string');
    return [{ known: nameless === undefined, value: nameless }];
  });
}

/** An Application Load Balancer: the type that it is when it names none. */
export function isApplicationLoadBalancer(loadBalancer: Resource): boolean {
  return (loadBalancer.raw('Type') ?? 'application') === 'application';
}
