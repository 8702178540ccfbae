import { serverEnvironment } from '../../support/server-environment';
import { all, ELSEWHERE, functionRole, must, one, permission, refersTo, serverRole, target } from '../model';
import type { Found, Model, Row, Statement } from '../model';
import { mustBeIn, refTo } from '../tiers';

const group = ({ main }: Model) => one(main, 'AutoScaling::AutoScalingGroup');

const loadBalancer = ({ main }: Model) => one(main, 'ElasticLoadBalancingV2::LoadBalancer');

/** The rules by which something gets in to the servers. */
const waysIn = ({ main }: Model): Found[] => {
  const servers = target(
    main,
    one(main, 'EC2::LaunchTemplate').props.LaunchTemplateData.SecurityGroupIds,
    'EC2::SecurityGroup',
    'the servers',
  );
  const inline = (servers.props.SecurityGroupIngress ?? []).map((props: unknown) => ({
    id: servers.id,
    resource: servers.resource,
    props,
  }));
  return [...inline, ...all(main, 'EC2::SecurityGroupIngress').filter(({ props }) => refersTo(props.GroupId, servers))];
};

const subnetGroup = ({ main }: Model) =>
  target(main, one(main, 'RDS::DBInstance').props.DBSubnetGroupName, 'RDS::DBSubnetGroup', 'the instance');

/** The permissions that each function needs: function, action, kind of resource. */
const GRANTS: [string, string, string, string][] = [
  ['OrderProcessing', 'rds-db:connect', 'RDS::DBProxy', ''],
  ['OrderProcessing', 'sns:Publish', 'SNS::Topic', 'OrderTopic'],
  ['PaymentVerification', 'rds-db:connect', 'RDS::DBProxy', ''],
  ['StoreApi', 'rds-db:connect', 'RDS::DBProxy', ''],
  ['StoreApi', 'elasticache:Connect', 'ElastiCache::ReplicationGroup', ''],
  ['CustomerNotification', 'sqs:ReceiveMessage', 'SQS::Queue', 'CustomerNotificationWorkQueue'],
];

const grant = ({ main }: Model, [name, action, type, construct]: [string, string, string, string]): Statement =>
  permission(main, functionRole(main, name), action, one(main, type, construct));

const notified = ({ main }: Model) => one(main, 'Lambda::EventSourceMapping', 'CustomerNotification');

/** The services that the servers' environment must name, and the permissions for them. */
const ENDPOINTS = [
  { variable: 'DATABASE_HOST', type: 'RDS::DBProxy', action: 'rds-db:connect' },
  { variable: 'CACHE_HOST', type: 'ElastiCache::ReplicationGroup', action: 'elasticache:Connect' },
];

export const behindTheLoadBalancer: Row[] = [
  {
    id: 'R7',
    name:
      'Public traffic comes through the internet gateway and the load balancer, and only the load balancer ' +
      'reaches the servers',
    check: (model) => {
      const { Scheme, Subnets, SecurityGroups } = loadBalancer(model).props;
      must(Scheme === 'internet-facing', 'the load balancer must face the internet');
      mustBeIn(model.main, Subnets, 'public', 'the load balancer');
      const source = target(model.main, SecurityGroups, 'EC2::SecurityGroup', 'the load balancer');
      const rules = waysIn(model);
      must(rules.length > 0, 'the load balancer must reach the servers');
      must(
        rules.every(({ props }) => refersTo(props.SourceSecurityGroupId, source)),
        'only the load balancer must reach the servers',
      );
    },
    unlink: {
      'load balancer to public subnets': (model) => {
        loadBalancer(model).props.Subnets = [refTo(model.main, 'application')];
      },
      'servers to load balancer': (model) => {
        const { props } = waysIn(model)[0];
        delete props.SourceSecurityGroupId;
        props.CidrIp = '0.0.0.0/0';
      },
    },
  },
  {
    id: 'R8',
    name:
      "Auto Scaling registers its instances with the load balancer's target group and replaces those that it " +
      'finds unhealthy',
    check: (model) => {
      const { TargetGroupARNs, HealthCheckType } = group(model).props;
      const targets = target(model.main, TargetGroupARNs, 'ElasticLoadBalancingV2::TargetGroup', 'the group');
      must(targets.props.TargetType === 'instance', 'the targets must be instances');
      must(HealthCheckType === 'ELB', "the load balancer's opinion must count");
    },
    unlink: {
      'group to target group': (model) => {
        group(model).props.TargetGroupARNs = [];
      },
    },
  },
  {
    id: 'R9',
    name: 'Auto Scaling spans two zones, and its instances have no direct connection to the internet',
    check: (model) => {
      const subnets = mustBeIn(model.main, group(model).props.VPCZoneIdentifier, 'application', 'the group');
      must(
        subnets.every(({ props }) => !props.MapPublicIpOnLaunch),
        'the subnets must give no public address',
      );
      const { NetworkInterfaces = [] } = one(model.main, 'EC2::LaunchTemplate').props.LaunchTemplateData;
      must(
        !JSON.stringify(NetworkInterfaces).includes('"AssociatePublicIpAddress":true'),
        'the servers must have no public address',
      );
    },
    unlink: {
      'group to its second zone': (model) => {
        group(model).props.VPCZoneIdentifier.length = 1;
      },
      'group to private subnets': (model) => {
        group(model).props.VPCZoneIdentifier = [refTo(model.main, 'public')];
      },
    },
  },
  {
    id: 'R10',
    name: 'Lambda is connected to SNS, SES, ElastiCache and RDS: permissions, and notifications that call it',
    check: (model) => {
      const { main } = model;
      for (const needed of GRANTS) grant(model, needed);
      for (const identity of all(main, 'SES::EmailIdentity')) {
        permission(main, functionRole(main, 'CustomerNotification'), 'ses:SendEmail', identity);
      }
      must(
        refersTo(notified(model).props.FunctionName, one(main, 'Lambda::Function', 'CommerceCustomerNotification')),
        'notifications must call the function',
      );
    },
    unlink: {
      ...Object.fromEntries(
        GRANTS.map((needed) => [
          needed.join(' '),
          (model: Model) => {
            grant(model, needed).Resource = ELSEWHERE;
          },
        ]),
      ),
      'notifications to function': (model) => {
        notified(model).props.FunctionName = ELSEWHERE;
      },
    },
  },
  {
    id: 'R11',
    name: 'RDS has a primary in one zone and a standby in the other',
    check: (model) => {
      must(one(model.main, 'RDS::DBInstance').props.MultiAZ === true, 'the instance must have a standby');
      mustBeIn(model.main, subnetGroup(model).props.SubnetIds, 'data', 'the database');
    },
    unlink: {
      'primary to standby': ({ main }) => {
        one(main, 'RDS::DBInstance').props.MultiAZ = false;
      },
      'database to its second zone': (model) => {
        subnetGroup(model).props.SubnetIds.length = 1;
      },
    },
  },
  {
    id: 'R12',
    name: 'EC2 is connected to RDS and to ElastiCache: where they are, and the permission to sign in',
    check: ({ main }) => {
      const environment = serverEnvironment(main);
      for (const { variable, type, action } of ENDPOINTS) {
        const service = one(main, type);
        must(
          environment[variable]?.startsWith(`\${${service.id}.`),
          `${variable} of the servers must be that of ${service.id}`,
        );
        permission(main, serverRole(main), action, service);
      }
    },
    unlink: Object.fromEntries(
      ENDPOINTS.map(({ type, action }) => [
        `servers' ${action}`,
        ({ main }: Model) => {
          permission(main, serverRole(main), action, one(main, type)).Resource = ELSEWHERE;
        },
      ]),
    ),
  },
];
