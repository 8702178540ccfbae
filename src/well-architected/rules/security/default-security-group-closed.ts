import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';
import { found } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';

const CLOSER = 'Custom::VpcRestrictDefaultSG';
const SUBJECT = 'DefaultSecurityGroupId';

/** What is made without a security group gets one that is closed. */
export const defaultSecurityGroupClosed: Rule = {
  name: 'DefaultSecurityGroupClosed',
  practice: 'SEC05-BP02',
  level: 'warning',
  requirement: 'The default security group of every VPC lets nothing in and nothing out.',
  why:
    'Whatever somebody starts without naming a security group gets the default one, in which everything may talk to everything and out to the ' +
    'internet: a way around all tiers that nobody chose.',
  fix:
    'The VPC of `network` is closed so; give your own `restrictDefaultSecurityGroup: true`, for which CloudFormation itself has no property: ' +
    'CDK does it by a small function.',
  docs: 'https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html',
  check: (workload) => workload.ofType('AWS::EC2::VPC').map((vpc) => vpcFinding(workload, vpc)),
};

function vpcFinding(workload: Workload, vpc: Resource): Finding {
  const closed = workload.anyOfType(CLOSER).map((closer) => workload.follow(closer, closer.raw(SUBJECT)));
  if (closed.includes(vpc)) return found(vpc, true, CLOSER, CLOSER);
  // One that is about a group nobody can see may be about this one.
  return found(vpc, closed.includes(undefined) ? 'undetermined' : 'failing', CLOSER, 'open, as AWS makes it');
}
