import type { Resource } from '../../workload/resource';
import { isRecord, possibleValues } from '../../workload/value';
import type { Possible } from '../../workload/value';

/** What an attribute of a load balancer or a target group may be, by its key: the attributes are a list of pairs. */
export function attributeOf(resource: Resource, key: string): Possible[] {
  const list = resource.type === 'AWS::ElasticLoadBalancingV2::LoadBalancer' ? 'LoadBalancerAttributes' : 'TargetGroupAttributes';
  return resource.values(list).flatMap((possible): Possible[] => {
    if (!possible.known) return [possible];
    const pair = Array.isArray(possible.value) ? possible.value.filter(isRecord).find((one) => one.Key === key) : undefined;
    return pair ? possibleValues(resource.template, pair.Value) : [{ known: true, value: undefined }];
  });
}

/** An Application Load Balancer: the type that it is when it names none. */
export function isApplicationLoadBalancer(loadBalancer: Resource): boolean {
  return (loadBalancer.raw('Type') ?? 'application') === 'application';
}
