import type { Resource } from '../../workload/resource';
import { isTrue } from '../../workload/value';
import { databases } from '../support/databases';
import type { Finding } from '../support/finding';
import { assess, verify } from '../support/finding';
import { attributeOf } from '../support/load-balancers';
import type { Rule } from '../support/rule';

const ATTRIBUTES = 'LoadBalancerAttributes';
const ATTRIBUTE = 'deletion_protection.enabled';

/** One wrong command cannot delete a database or a load balancer. */
export const deletionProtection: Rule = {
  name: 'DeletionProtection',
  practice: 'REL13-BP02',
  also: ['OPS06-BP01'],
  level: 'error',
  requirement:
    'Databases and load balancers of production cannot be deleted before their deletion protection is disabled.',
  why:
    'A stack that is deleted or a resource that is replaced by mistake removes the database or the public address of ' +
    'the shop.',
  fix:
    'Leave `database.deletionProtection` at its production default. In CloudFormation set `DeletionProtection: true` ' +
    'of the database and the attribute `deletion_protection.enabled: true` of the load balancer.',
  docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html',
  productionOnly: true,
  check: (workload) => [
    ...databases(workload).map((database) =>
      verify(database, 'DeletionProtection', { expected: 'true', holds: isTrue }),
    ),
    ...workload.ofType('AWS::ElasticLoadBalancingV2::LoadBalancer').map(balancerFinding),
  ],
};

function balancerFinding(balancer: Resource): Finding {
  return assess(balancer, `Properties.${ATTRIBUTES}`, attributeOf(balancer, ATTRIBUTE), {
    expected: `${ATTRIBUTE} true`,
    holds: isTrue,
  });
}
