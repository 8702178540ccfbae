import { reachability } from './reachability';
import { exampleNames, loadExample } from '../support/example';
import type { CfnTemplate } from '../support/template-graph';

const FUNCTIONS = [
  'CustomerNotification',
  'OrderProcessing',
  'PaymentVerification',
  'ScheduledTasks',
  'ShippingNotification',
  'StoreApi',
];
const MIGRATIONS = 'CommerceMigrationsFunction';
const SERVERS = 'WebFleetLaunchTemplate';

interface Shape {
  /** The addresses that the load balancer accepts, and the port. */
  readonly edge: [string, number];
  readonly proxyPort?: number;
  readonly instancePort?: number;
  readonly functions?: string[];
  readonly endpoints?: string[];
}

const named = (name: string) => `Commerce${name}Function`;

/** The complete list: what is not in it cannot be reached. */
const expected = ({
  edge: [edge, port],
  proxyPort = 5432,
  instancePort = 5433,
  functions = FUNCTIONS,
  endpoints = [],
}: Shape) =>
  [
    `${edge} -> WebLoadBalancer tcp ${port}`,
    `WebLoadBalancer -> ${SERVERS} tcp 8080`,
    ...[...functions.map(named), SERVERS].flatMap((client) => [
      `${client} -> DatabaseProxy tcp ${proxyPort}`,
      `${client} -> CacheReplicationGroup tcp 6380`,
      `${client} -> 0.0.0.0/0 tcp 443`,
    ]),
    `DatabaseProxy -> DatabaseInstance tcp ${instancePort}`,
    `${MIGRATIONS} -> DatabaseInstance tcp ${instancePort}`,
    `${MIGRATIONS} -> 0.0.0.0/0 tcp 443`,
    // An endpoint accepts connections and opens none.
    ...endpoints.map((name) => `10.20.0.0/16 -> NetworkVpc${name} tcp 443`),
  ].sort();

const SHAPES: Record<string, Shape> = {
  minimal: { edge: ['WebOriginPrefixLists', 80] },
  'custom-domain': { edge: ['pl-4fa04526', 443] },
  development: { edge: ['pl-3b927c52', 80] },
  mysql: { edge: ['pl-3b927c52', 80], proxyPort: 3306, instancePort: 3307 },
  production: { edge: ['pl-3b927c52', 443], endpoints: ['secretsmanager', 'sqs'] },
  'bring-your-own': { edge: ['pl-a3a144ca', 443], functions: [...FUNCTIONS, 'LoyaltyPoints'] },
};

describe('who can open a connection to whom', () => {
  test.each(Object.entries(SHAPES))(
    '%s: servers and functions to proxy and cache, migrations and proxy to the database, CloudFront alone in',
    (example, shape) => {
      expect(reachability(loadExample(example).main.template)).toEqual(expected(shape));
    },
  );

  test("oracle: without a proxy the clients with the owner's password reach the database", () => {
    const clients = [...['OrderProcessing', 'PaymentVerification', 'ShippingNotification'].map(named), SERVERS];
    // The listener for TLS belongs to the option group, which names the instance's security group.
    const database = ['DatabaseInstance', 'DatabaseOptions'];
    expect(reachability(loadExample('oracle').main.template)).toEqual(
      [
        'pl-3b927c52 -> WebLoadBalancer tcp 80',
        `WebLoadBalancer -> ${SERVERS} tcp 8080`,
        `${SERVERS} -> CacheReplicationGroup tcp 6380`,
        ...clients.flatMap((client) => [
          `${client} -> 0.0.0.0/0 tcp 443`,
          ...database.map((place) => `${client} -> ${place} tcp 2484`),
        ]),
      ].sort(),
    );
  });

  test('every example is tested', () => {
    expect(exampleNames()).toEqual([...Object.keys(SHAPES), 'oracle'].sort());
  });

  test("an unknown Region: whichever list of addresses applies is CloudFront's", () => {
    const { Mappings } = loadExample('minimal').main.template;
    const [, map] = Object.entries(Mappings).find(([id]) => id.includes('OriginPrefixLists')) ?? [];
    const lists = Object.values(map as Record<string, Record<string, string>>).flatMap((values) =>
      Object.values(values),
    );
    expect(lists.length).toBeGreaterThan(25);
    for (const list of lists) expect(list).toMatch(/^pl-[0-9a-f]{8,17}$/);
    expect(new Set(lists).size).toBe(lists.length);
  });

  test('the default security group, which allows its members everything, is closed', () => {
    const { Resources } = loadExample('minimal').main.template;
    const closing = Object.values(Resources).filter(({ Type }) => Type === 'Custom::VpcRestrictDefaultSG');
    expect(closing).toHaveLength(1);
    const [vpc] = Object.entries(Resources).find(([, { Type }]) => Type === 'AWS::EC2::VPC') ?? [];
    expect(closing[0].Properties.DefaultSecurityGroupId).toEqual({ 'Fn::GetAtt': [vpc, 'DefaultSecurityGroup'] });
  });
});

describe('the analysis', () => {
  const group = (rules: object = {}) => ({ Type: 'AWS::EC2::SecurityGroup', Properties: rules });
  const member = (name: string) => ({
    Type: 'AWS::Test::Member',
    Properties: { Groups: [{ 'Fn::GetAtt': [name, 'GroupId'] }] },
  });
  const id = (name: string) => ({ 'Fn::GetAtt': [name, 'GroupId'] });
  const tcp = (from: number, to = from) => ({ IpProtocol: 'tcp', FromPort: from, ToPort: to });
  const nothing = {
    SecurityGroupEgress: [{ CidrIp: '255.255.255.255/32', IpProtocol: 'icmp', FromPort: 252, ToPort: 86 }],
  };
  const read = (Resources: CfnTemplate['Resources']) =>
    reachability({ Resources: { Client: member('From'), Server: member('To'), ...Resources } });
  const letIn = {
    Type: 'AWS::EC2::SecurityGroupIngress',
    Properties: { ...tcp(80, 90), GroupId: id('To'), SourceSecurityGroupId: id('From') },
  };

  test('a rule on one side only allows no connection', () => {
    expect(read({ From: group(nothing), To: group(nothing), In: letIn })).toEqual([]);
    const out = {
      Type: 'AWS::EC2::SecurityGroupEgress',
      Properties: { ...tcp(80), GroupId: id('From'), DestinationSecurityGroupId: id('To') },
    };
    expect(read({ From: group(), To: group(nothing), Out: out })).toEqual([]);
    expect(read({ From: group(), To: group(nothing), Out: out, In: letIn })).toEqual(['Client -> Server tcp 80']);
  });

  test('a group without rules to the outside may reach everything', () => {
    expect(read({ From: group(), To: group(nothing), In: letIn })).toEqual([
      'Client -> 0.0.0.0/0 everything',
      'Client -> Server tcp 80-90',
    ]);
  });

  test('rules in the group and separate rules are equivalent, and addresses are named literally', () => {
    const open = {
      ...nothing,
      SecurityGroupIngress: [
        { ...tcp(22), CidrIp: '10.0.0.0/8' },
        { ...tcp(443), SourceSecurityGroupId: id('From') },
      ],
    };
    const out = {
      SecurityGroupEgress: [
        { ...tcp(0, 65535), CidrIp: '0.0.0.0/0' },
        { IpProtocol: '-1', DestinationPrefixListId: 'pl-1' },
      ],
    };
    expect(read({ From: group(out), To: group(open) })).toEqual([
      '10.0.0.0/8 -> Server tcp 22',
      'Client -> 0.0.0.0/0 tcp 0-65535',
      'Client -> Server tcp 443',
      'Client -> pl-1 everything',
    ]);
  });

  test('other protocols do not match', () => {
    const open = {
      ...nothing,
      SecurityGroupIngress: [{ IpProtocol: 'udp', FromPort: 80, ToPort: 80, SourceSecurityGroupId: id('From') }],
    };
    expect(
      read({
        From: group({ SecurityGroupEgress: [{ ...tcp(80), DestinationSecurityGroupId: id('To') }] }),
        To: group(open),
      }),
    ).toEqual([]);
  });
});
