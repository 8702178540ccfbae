import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';
import { found } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';

const CLOSER = 'Custom::VpcRestrictDefaultSG';
const SUBJECT = 'DefaultSecurityGroupId';

/** The default security group allows no traffic, so that it does no harm where it is used by mistake. */
export const defaultSecurityGroupClosed: Rule = {
  name: 'DefaultSecurityGroupClosed',
  practice: 'SEC05-BP02',
  level: 'warning',
  requirement: 'The default security group of every VPC allows no ingress and no egress.',
  why:
    'A resource without an explicit security group gets the default one. By default its members may reach each other ' +
    'and the internet, which bypasses the separation of the tiers.',
  fix:
    'The VPC of `network` has a closed default group. Give other VPCs `restrictDefaultSecurityGroup: true`, which ' +
    'CDK implements with a small function, because CloudFormation has no property for it.',
  docs: 'https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html',
  check: (workload) => workload.ofType('AWS::EC2::VPC').map((vpc) => vpcFinding(workload, vpc)),
};

function vpcFinding(workload: Workload, vpc: Resource): Finding {
  const closed = workload.anyOfType(CLOSER).map((closer) => workload.follow(closer, closer.raw(SUBJECT)));
  if (closed.includes(vpc)) return found(vpc, true, CLOSER, CLOSER);
  // A closer whose group is known only at deployment may be for this VPC.
  return found(vpc, closed.includes(undefined) ? 'undetermined' : 'failing', CLOSER, 'open, the default of AWS');
}
