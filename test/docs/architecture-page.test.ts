import { readFileSync } from 'fs';
import { join } from 'path';
import { Template } from 'aws-cdk-lib/assertions';
import { TRANSITIONS } from '../../shop/domain/orders/order';
import { EcommerceArchitecture } from '../../src/ecommerce-architecture';
import { newStack } from '../support/app';

const page = (file: string) => readFileSync(join(__dirname, '..', '..', file), 'utf8');
const ARCHITECTURE = page('docs/architecture.md');

/** Cells of the table with this header, without the header. */
function table(text: string, header: string): string[][] {
  const lines = text.slice(text.indexOf(header)).split('\n').slice(2);
  const end = lines.findIndex((line) => !line.trim().startsWith('|'));
  return lines.slice(0, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const quoted = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name);

const stack = newStack({ env: { account: '111111111111', region: 'us-east-1' } });
new EcommerceArchitecture(stack, 'Shop');
const template = Template.fromStack(stack);

test('the table of states has every state of an order, with the states that may follow', () => {
  const rows = table(ARCHITECTURE, '| State | Meaning | May become |');
  expect(Object.fromEntries(rows.map(([state, , next]) => [quoted(state)[0], quoted(next)]))).toEqual(TRANSITIONS);
});

test('the table of paths has every path for which CloudFront has a rule', () => {
  const [distribution] = Object.values(template.findResources('AWS::CloudFront::Distribution'));
  const behaviors: { PathPattern: string }[] = distribution.Properties.DistributionConfig.CacheBehaviors;
  const rows = table(ARCHITECTURE, '| Path | Goes to | Cached |');
  expect(rows.flatMap(([path]) => quoted(path)).sort()).toEqual(behaviors.map(({ PathPattern }) => PathPattern).sort());
});

/** Resource types that AWS bills while no one visits the shop, with the words of the README. */
const BILLED: Readonly<Record<string, string>> = {
  'AWS::EC2::NatGateway': 'NAT gateways',
  'AWS::EC2::EIP': 'public IPv4 addresses',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'load balancer',
  'AWS::AutoScaling::AutoScalingGroup': 'servers and their disks',
  'AWS::RDS::DBInstance': 'database instance and standby',
  'AWS::RDS::DBProxy': 'RDS Proxy',
  'AWS::ElastiCache::ReplicationGroup': 'cache nodes',
  'AWS::WAFv2::WebACL': 'web ACL',
  'AWS::KMS::Key': 'KMS key',
  'AWS::SecretsManager::Secret': 'secrets',
  'AWS::CloudWatch::Alarm': 'alarms',
  'AWS::CloudWatch::Dashboard': 'dashboard',
};

test('the README names every resource that is billed while idle, and each is in the template', () => {
  const rows = table(page('README.md'), '| Billed | Resource | Lower it with |');
  const idle = rows.filter(([when]) => when !== 'by use').map(([, resource]) => resource);
  for (const [type, words] of Object.entries(BILLED)) {
    expect(Object.keys(template.findResources(type)).length).toBeGreaterThan(0);
    expect(idle.join('; ')).toContain(words);
  }
});

test('every option in the README that lowers the bill exists', () => {
  const names = table(page('README.md'), '| Billed | Resource | Lower it with |').flatMap(([, , options]) =>
    quoted(options),
  );
  const described = page('docs/architecture.md');
  expect(names.filter((name) => !described.includes(`| \`${name}\` |`))).toEqual([]);
});
