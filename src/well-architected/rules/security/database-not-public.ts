import type { Level } from '../../framework/level';
import type { Resource } from '../../workload/resource';
import { isFalse } from '../../workload/value';
import { verify } from '../support/finding';
import type { Rule } from '../support/rule';

/** Clusters of which only some kinds take the property: those of Aurora leave it to their instances. */
const CLUSTERS = ['AWS::RDS::DBCluster', 'AWS::Redshift::Cluster'];

/** A database has no address on the internet. */
export const databaseNotPublic: Rule = {
  name: 'DatabaseNotPublic',
  practice: 'SEC05-BP01',
  level: 'fatal',
  requirement: 'No database has a public address, and every instance says so.',
  why:
    'A database on the internet is found within minutes, and from then on one leaked password or one hole in its engine is all that stands ' +
    'between a stranger and every customer.',
  fix: 'Leave `database` as it is, and reach it from outside by Session Manager or a VPN; in CloudFormation `PubliclyAccessible: false`.',
  docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html',
  check: (workload) =>
    [
      ...workload.ofType('AWS::RDS::DBInstance'),
      ...workload.ofType(...CLUSTERS).filter((cluster) => cluster.raw('PubliclyAccessible') !== undefined),
    ].map((database) =>
      verify(database, 'PubliclyAccessible', { expected: 'false', holds: isFalse, level: levelFor(database) }),
    ),
};

/** Without the property it depends on where the instance stands: public in the default VPC, private in subnets of one's own and in Aurora. */
function levelFor(database: Resource): Level | undefined {
  if (database.raw('PubliclyAccessible') !== undefined) return undefined;
  return database.raw('DBSubnetGroupName') === undefined && database.raw('DBClusterIdentifier') === undefined
    ? 'error'
    : 'warning';
}
