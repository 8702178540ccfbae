import type { Resource } from '../../workload/resource';
import { isTrue, numberOf, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { found, verify } from '../support/finding';
import type { Rule } from '../support/rule';

const MAX_REPLICAS = 1;

/** A development shop need not survive the loss of a zone. */
export const slaMatchesProfile: Rule = {
  name: 'SlaMatchesProfile',
  practice: 'SUS02-BP02',
  also: ['COST06-BP02'],
  level: 'info',
  requirement:
    'Outside of production there is no standby database, one NAT gateway in each VPC and at most one replica of the ' +
    'cache.',
  why:
    'A standby doubles the resources of a database. A shop whose only visitors are developers can be down for the ' +
    'hour of a failure.',
  fix:
    'Set `profile: Profile.DEVELOPMENT` and leave `database.multiAz`, `network.natGateways` and `cache.nodes` at its ' +
    'defaults. In CloudFormation set `MultiAZ: false`, one `AWS::EC2::NatGateway` and `NumCacheClusters` of at most ' +
    '2.',
  docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.html',
  tradeOff: {
    against: 'REL10-BP01-MultiAzEveryTier',
    reason:
      'Outside of production the loss of a zone may stop the shop, which halves the resources of database, cache and ' +
      'NAT gateways.',
  },
  check: (workload, { production }) =>
    production
      ? []
      : [
          ...workload
            .ofType('AWS::RDS::DBInstance')
            .map((database) => verify(database, 'MultiAZ', { expected: 'false', holds: (value) => !isTrue(value) })),
          ...workload.ofType('AWS::ElastiCache::ReplicationGroup').map(replicaFinding),
          ...natFindings(workload),
        ],
};

function replicaFinding(group: Resource): Finding {
  const sharded = ['NumNodeGroups', 'ReplicasPerNodeGroup', 'NodeGroupConfiguration'].some(
    (path) => group.raw(path) !== undefined,
  );
  const [path, most] = sharded ? ['ReplicasPerNodeGroup', MAX_REPLICAS] : ['NumCacheClusters', MAX_REPLICAS + 1];
  return verify(group, path, {
    expected: `at most ${most}`,
    holds: (value) => value === undefined || numberOf(value) <= most,
  });
}

/** A gateway in a subnet from elsewhere belongs to a network that no template shows. */
function natFindings(workload: Workload): Finding[] {
  const networks = new Set<unknown>();
  return workload
    .ofType('AWS::EC2::NatGateway')
    .filter((gateway) => gateway.get('ConnectivityType') !== 'private')
    .flatMap((gateway) => {
      const subnet = workload.follow(gateway, gateway.raw('SubnetId'));
      if (!subnet) return [];
      const network = workload.follow(subnet, subnet.raw('VpcId')) ?? textOf(subnet.raw('VpcId'));
      const first = !networks.has(network);
      networks.add(network);
      return [found(gateway, first, 'one NAT gateway in each VPC', first ? 'the first one' : 'one more')];
    });
}
