import { alarmOn, DATABASE_METRICS, SERVER_METRICS } from '../alarms';
import { all, ELSEWHERE, must, one, permission, refersTo, target } from '../model';
import type { Found, Model, Row } from '../model';

const proxyTargets = ({ main }: Model) => one(main, 'RDS::DBProxyTargetGroup');

const SUBSCRIPTIONS = [
  ['OrderTopic', 'CustomerNotification'],
  ['StockTopic', 'CustomerNotification'],
  ['OfferTopic', 'CustomerNotification'],
  ['OrderTopic', 'ShippingNotification'],
];

const subscription = ({ main }: Model, topic: string, name: string): Found => {
  const found = all(main, 'SNS::Subscription').find(
    ({ props }) =>
      refersTo(props.TopicArn, one(main, 'SNS::Topic', topic)) &&
      refersTo(props.Endpoint, one(main, 'SQS::Queue', `${name}WorkQueue`)),
  );
  must(found, `${topic} must reach the queue of ${name}`);
  return found;
};

const mayEnter = ({ main }: Model, topic: Found, queue: Found): boolean =>
  all(main, 'SQS::QueuePolicy')
    .filter(({ props }) => refersTo(props.Queues, queue))
    .flatMap(({ props }) => props.PolicyDocument.Statement)
    .some(({ Effect, Condition }) => Effect === 'Allow' && refersTo(Condition, topic));

const MAILERS = ['OrderProcessing', 'ShippingNotification', 'CustomerNotification', 'ScheduledTasks'];

const environment = ({ main }: Model, name: string) =>
  one(main, 'Lambda::Function', `Commerce${name}Function`).props.Environment.Variables;

export const dataAndSignals: Row[] = [
  {
    id: 'S9',
    name: 'Amazon RDS: the proxy leads to the database instance, and may sign in to it',
    check: (model) => {
      const { main } = model;
      const [instance, proxy] = [one(main, 'RDS::DBInstance'), one(main, 'RDS::DBProxy')];
      must(
        refersTo(proxyTargets(model).props.DBInstanceIdentifiers, instance),
        "the proxy's target must be the instance",
      );
      must(refersTo(proxyTargets(model).props.DBProxyName, proxy), "the target must be the proxy's");
      permission(main, target(main, proxy.props.RoleArn, 'IAM::Role', proxy.id), 'rds-db:connect', instance);
    },
    unlink: {
      'proxy to instance': (model) => {
        proxyTargets(model).props.DBInstanceIdentifiers = [ELSEWHERE];
      },
      "proxy's sign-in to instance": ({ main }) => {
        const role = target(main, one(main, 'RDS::DBProxy').props.RoleArn, 'IAM::Role', 'the proxy');
        permission(main, role, 'rds-db:connect', one(main, 'RDS::DBInstance')).Resource = ELSEWHERE;
      },
    },
  },
  {
    id: 'S11',
    name:
      'CloudWatch: an alarm on every metric of servers and database that the mission names notifies the alarm ' +
      'topic',
    check: ({ main }) => {
      const topic = one(main, 'SNS::Topic', 'AlarmTopic');
      for (const metric of [...SERVER_METRICS, ...DATABASE_METRICS]) {
        must(
          refersTo(alarmOn(main, metric).props.AlarmActions, topic),
          `the alarm on ${metric.join(' ')} must tell the alarm topic`,
        );
      }
    },
    unlink: Object.fromEntries(
      [...SERVER_METRICS, ...DATABASE_METRICS].map((metric) => [
        `${metric.join(' ')} to alarm topic`,
        ({ main }: Model) => {
          alarmOn(main, metric).props.AlarmActions = [];
        },
      ]),
    ),
  },
  {
    id: 'S12',
    name: 'Amazon SNS: order notifications, stock updates and offers reach their functions through queues',
    check: (model) => {
      for (const [topic, name] of SUBSCRIPTIONS) {
        const { props } = subscription(model, topic, name);
        must(props.Protocol === 'sqs', `${topic} must be delivered to a queue`);
        const queue = one(model.main, 'SQS::Queue', `${name}WorkQueue`);
        must(mayEnter(model, one(model.main, 'SNS::Topic', topic), queue), `the queue of ${name} must let ${topic} in`);
      }
    },
    unlink: Object.fromEntries(
      SUBSCRIPTIONS.map(([topic, name]) => [
        `${topic} to ${name}`,
        (model: Model) => {
          subscription(model, topic, name).props.Endpoint = ELSEWHERE;
        },
      ]),
    ),
  },
  {
    id: 'S13',
    name: 'Amazon SES: every function that writes mail sends it through the configuration set, as does the identity',
    check: (model) => {
      const set = one(model.main, 'SES::ConfigurationSet');
      for (const name of MAILERS) {
        must(refersTo(environment(model, name).MAIL_CONFIGURATION_SET, set), `${name} must get the configuration set`);
      }
      for (const { id, props } of all(model.main, 'SES::EmailIdentity')) {
        must(refersTo(props.ConfigurationSetAttributes, set), `${id} must use the configuration set`);
      }
    },
    unlink: Object.fromEntries(
      MAILERS.map((name) => [
        `${name} to configuration set`,
        (model: Model) => {
          environment(model, name).MAIL_CONFIGURATION_SET = ELSEWHERE;
        },
      ]),
    ),
  },
  {
    id: 'S14',
    name: 'ElastiCache: only the users of its group may sign in to the cache',
    check: ({ main }) => {
      const group = target(
        main,
        one(main, 'ElastiCache::ReplicationGroup').props.UserGroupIds,
        'ElastiCache::UserGroup',
        'the cache',
      );
      must(
        refersTo(group.props.UserIds, one(main, 'ElastiCache::User', 'Application')),
        "the group must hold the application's user",
      );
    },
    unlink: {
      'cache to users': ({ main }) => {
        one(main, 'ElastiCache::ReplicationGroup').props.UserGroupIds = [ELSEWHERE];
      },
      'user to group': ({ main }) => {
        one(main, 'ElastiCache::UserGroup').props.UserIds = [ELSEWHERE];
      },
    },
  },
];
