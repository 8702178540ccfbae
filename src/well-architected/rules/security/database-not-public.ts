import type { Level } from '../../framework/level';
import type { Resource } from '../../workload/resource';
import { isFalse } from '../../workload/value';
import { verify } from '../support/finding';
import type { Rule } from '../support/rule';

/** Clusters of which only some kinds have the property. Aurora sets it on the instances. */
const CLUSTERS = ['AWS::RDS::DBCluster', 'AWS::Redshift::Cluster'];

/** A database has no address on the internet. */
export const databaseNotPublic: Rule = {
  name: 'DatabaseNotPublic',
  practice: 'SEC05-BP01',
  level: 'fatal',
  requirement: 'No database has a public address, and every instance sets that.',
  why:
    'A database on the internet is found within minutes. From then on one leaked password or one vulnerability of ' +
    'the engine gives an attacker the data of every customer.',
  fix:
    'Leave `database` unchanged, and connect from outside through Session Manager or a VPN. In CloudFormation set ' +
    '`PubliclyAccessible: false`.',
  docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html',
  check: (workload) =>
    [
      ...workload.ofType('AWS::RDS::DBInstance'),
      ...workload.ofType(...CLUSTERS).filter((cluster) => cluster.raw('PubliclyAccessible') !== undefined),
    ].map((database) =>
      verify(database, 'PubliclyAccessible', { expected: 'false', holds: isFalse, level: levelFor(database) }),
    ),
};

/**
 * Without the property the default depends on the subnets: public in the default VPC, private in other subnets and in
 * Aurora.
 */
function levelFor(database: Resource): Level | undefined {
  if (database.raw('PubliclyAccessible') !== undefined) return undefined;
  return database.raw('DBSubnetGroupName') === undefined && database.raw('DBClusterIdentifier') === undefined
    ? 'error'
    : 'warning';
}
