import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { EcommerceArchitecture } from '../../src';
import type { EcommerceArchitectureProps } from '../../src';
import type { Report } from '../../src/well-architected/report/model';
import { evidenceIn } from '../well-architected/support/synth';

/** A property that weakens a production shop on purpose, the rules that it acknowledges, and words of the reason. */
const WEAKENINGS: [string, EcommerceArchitectureProps, string[], string][] = [
  ['no standby', { database: { multiAz: false } }, ['REL10-BP01-MultiAzEveryTier'], '`database.multiAz`'],
  [
    'no protection against deletion',
    { database: { deletionProtection: false } },
    ['REL13-BP02-DeletionProtection'],
    '`database.deletionProtection`',
  ],
  [
    'a database on Intel',
    { database: { instanceType: new InstanceType('m6i.large') } },
    ['SUS05-BP02-Graviton'],
    '`database.instanceType`',
  ],
  ['a database that has no Graviton twin', { database: { instanceType: new InstanceType('x2iedn.xlarge') } }, [], ''],
  [
    'one cache node',
    { cache: { nodes: 1 } },
    [
      'REL10-BP01-MultiAzEveryTier[AutomaticFailoverEnabled]',
      'REL10-BP01-MultiAzEveryTier[MultiAZEnabled]',
      'REL10-BP01-MultiAzEveryTier[NumCacheClusters]',
    ],
    '`cache.nodes`',
  ],
  [
    'a cache on Intel',
    { cache: { nodeType: new InstanceType('m5.large') } },
    ['SUS05-BP02-Graviton'],
    '`cache.nodeType`',
  ],
  ['one NAT gateway', { network: { natGateways: 1 } }, ['REL11-BP05-NatGatewayPerAz'], '`network.natGateways`'],
  ['one server', { web: { minCapacity: 1 } }, ['REL10-BP01-MultiAzEveryTier[MinSize]'], '`web.minCapacity`'],
  [
    'a fixed number of servers',
    { web: { minCapacity: 2, maxCapacity: 2 } },
    ['REL07-BP01-AsgHasScalingPolicy[MaxSize]', 'SUS02-BP01-ElasticCapacity'],
    '`web.maxCapacity`',
  ],
];

/** Findings of every shop without a domain. */
const always = new Set(acknowledged({}).map(({ id, path }) => `${id} ${path}`));

function reportOf(props: EcommerceArchitectureProps): Report {
  const app = new App({ context: { '@aws-cdk/core:failSynthOnValidationErrors': false } });
  new EcommerceArchitecture(new Stack(app, 'S', { env: { region: 'eu-west-1' } }), 'Shop', {
    monitoring: { alarmEmail: 'ops@example.com' },
    ...props,
  });
  return JSON.parse(readFileSync(join(app.synth().directory, 'well-architected', 'report.json'), 'utf8')) as Report;
}

function acknowledged(props: EcommerceArchitectureProps) {
  return evidenceIn(reportOf(props)).filter(({ status }) => status === 'acknowledged');
}

test.each(WEAKENINGS)('%s: passes, and the report names the property that requires it', (_, props, ids, words) => {
  const report = reportOf(props);
  const failing = evidenceIn(report).filter(
    ({ status, level }) => status === 'failing' && level !== 'info' && level !== 'warning',
  );
  expect(failing.map(({ id, path }) => [id, path])).toEqual([]);
  expect(report.problems).toEqual([]);
  const added = evidenceIn(report).filter(
    ({ status, id, path }) => status === 'acknowledged' && !always.has(`${id} ${path}`),
  );
  expect(added.map(({ id }) => id).sort()).toEqual(ids);
  for (const { acknowledgement } of added) expect(acknowledgement?.reason).toContain(words);
});
