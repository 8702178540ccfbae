import { all, ELSEWHERE, functionRole, must, one, permission, refersTo, serverRole, target } from '../model';
import type { Found, Model, Row } from '../model';

const orderSource = ({ main }: Model) => one(main, 'Lambda::EventSourceMapping', 'CommerceOrderProcessing');

/** The target group through which the load balancer calls a function. */
const targetsOf = ({ main }: Model, construct: string) =>
  one(main, 'ElasticLoadBalancingV2::TargetGroup', `Web${construct}`);

const policies = ({ main }: Model, metric: string): Found => {
  const found = all(main, 'AutoScaling::ScalingPolicy').find(
    ({ props }) => props.TargetTrackingConfiguration?.PredefinedMetricSpecification?.PredefinedMetricType === metric,
  );
  must(found, `a policy must track ${metric}`);
  return found;
};

const resourceLabel = (model: Model) =>
  policies(model, 'ALBRequestCountPerTarget').props.TargetTrackingConfiguration.PredefinedMetricSpecification;

const mediaStatement = ({ main }: Model) =>
  permission(main, serverRole(main), 's3:PutObject', one(main, 'S3::Bucket', 'StorageMedia'));

export const computeAndStorage: Row[] = [
  {
    id: 'S1',
    name:
      'AWS Lambda: orders reach order processing by its queue, payment events and the store API by the load ' +
      'balancer',
    check: (model) => {
      const { main } = model;
      const { props } = orderSource(model);
      must(
        refersTo(props.EventSourceArn, one(main, 'SQS::Queue', 'OrderProcessingWorkQueue')),
        'the order queue must trigger order processing',
      );
      must(
        refersTo(props.FunctionName, one(main, 'Lambda::Function', 'CommerceOrderProcessing')),
        'the order queue must trigger order processing',
      );
      permission(
        main,
        functionRole(main, 'OrderProcessing'),
        'sqs:ReceiveMessage',
        one(main, 'SQS::Queue', 'OrderProcessingWorkQueue'),
      );
      for (const [construct, path] of [
        ['PaymentVerification', '/webhooks/payments/*'],
        ['StoreApi', '/api/*'],
      ]) {
        const targets = targetsOf(model, construct);
        must(
          refersTo(targets.props.Targets, one(main, 'Lambda::Function', `Commerce${construct}`)),
          `${targets.id} must call ${construct}`,
        );
        const rule = all(main, 'ElasticLoadBalancingV2::ListenerRule').find(({ props: { Actions } }) =>
          refersTo(Actions, targets),
        );
        must(JSON.stringify(rule?.props.Conditions ?? '').includes(path), `${path} must lead to ${construct}`);
      }
      const handed = one(main, 'Lambda::EventSourceMapping', 'CommerceShippingNotification');
      must(
        refersTo(handed.props.FunctionName, one(main, 'Lambda::Function', 'CommerceShippingNotification')),
        'its queue must trigger shipping notification',
      );
    },
    unlink: {
      'order queue to order processing': (model) => {
        orderSource(model).props.EventSourceArn = ELSEWHERE;
      },
      'load balancer to the store API': (model) => {
        targetsOf(model, 'StoreApi').props.Targets = [];
      },
    },
  },
  {
    id: 'S2',
    name: "EC2 instances: the group starts servers from the launch template, which starts the shop's server",
    check: ({ main }) => {
      const { MixedInstancesPolicy: policy } = one(main, 'AutoScaling::AutoScalingGroup').props;
      const template = target(
        main,
        policy?.LaunchTemplate?.LaunchTemplateSpecification?.LaunchTemplateId,
        'EC2::LaunchTemplate',
        'the group',
      );
      must(
        JSON.stringify(template.props.LaunchTemplateData.UserData ?? '').includes('. /opt/shop/start-up.sh'),
        'the server must be started',
      );
    },
    unlink: {
      'group to launch template': ({ main }) => {
        one(
          main,
          'AutoScaling::AutoScalingGroup',
        ).props.MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.LaunchTemplateId = ELSEWHERE;
      },
    },
  },
  {
    id: 'S3',
    name: 'EC2 Auto Scaling: CPU and requests per target scale the group, of a type chosen by use',
    check: (model) => {
      const group = one(model.main, 'AutoScaling::AutoScalingGroup');
      for (const metric of ['ASGAverageCPUUtilization', 'ALBRequestCountPerTarget']) {
        must(refersTo(policies(model, metric).props.AutoScalingGroupName, group), `${metric} must scale the group`);
      }
      const servers = one(model.main, 'ElasticLoadBalancingV2::TargetGroup', 'WebFleet');
      must(refersTo(resourceLabel(model).ResourceLabel, servers), 'the requests must be those of the servers');
      const { Overrides } = group.props.MixedInstancesPolicy.LaunchTemplate;
      must((Overrides ?? []).length > 0, 'the group must list the types of its instances');
    },
    unlink: {
      'CPU to group': (model) => {
        policies(model, 'ASGAverageCPUUtilization').props.AutoScalingGroupName = ELSEWHERE;
      },
      'requests to group': (model) => {
        policies(model, 'ALBRequestCountPerTarget').props.AutoScalingGroupName = ELSEWHERE;
      },
      'requests to target group': (model) => {
        resourceLabel(model).ResourceLabel = ELSEWHERE;
      },
    },
  },
  {
    id: 'S4',
    name: 'Amazon S3: the servers write media into the bucket and get its name',
    check: (model) => {
      const { main } = model;
      const bucket = one(main, 'S3::Bucket', 'StorageMedia');
      for (const action of ['s3:GetObject', 's3:PutObject']) permission(main, serverRole(main), action, bucket);
      must(
        refersTo(one(main, 'EC2::LaunchTemplate').props.LaunchTemplateData.UserData, bucket),
        'the servers must get the name of the media bucket',
      );
    },
    unlink: {
      'servers to media bucket': (model) => {
        mediaStatement(model).Resource = ELSEWHERE;
      },
    },
  },
];
