import { CfnParameter, Fn } from 'aws-cdk-lib';
import { CfnLaunchConfiguration } from 'aws-cdk-lib/aws-autoscaling';
import { CfnInstance, CfnLaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { managedServices } from '../../../../src/well-architected/rules/sustainability/managed-services';
import type { Build, RuleCases } from '../../support/cases';

const servers =
  (userData?: string): Build =>
  (stack) => {
    new CfnLaunchTemplate(stack, 'Template', { launchTemplateData: { userData } });
  };

const configuration =
  (userData: string): Build =>
  (stack) => {
    new CfnLaunchConfiguration(stack, 'Configuration', { imageId: 'ami', instanceType: 'm7g.large', userData });
  };

const containers =
  (...images: string[]): Build =>
  (stack) => {
    new CfnTaskDefinition(stack, 'Task', {
      containerDefinitions: images.map((image, index) => ({ name: `container${index}`, image })),
    });
  };

const encoded = (text: string) => Buffer.from(text).toString('base64');

export const cases: RuleCases = {
  rule: managedServices,
  compliant: {
    'servers that run code': servers(Fn.base64('dnf install -y nodejs24 php-memcached postgresql15')),
    'servers without user data': servers(),
    'servers with the address of the cache': servers(
      Fn.base64(Fn.join('', ['export CACHE=', Fn.ref('AWS::Region'), '/redis-server.internal'])),
    ),
    'containers of the shop': containers(
      'public.ecr.aws/nginx/nginx:1',
      '111111111111.dkr.ecr.eu-west-1.amazonaws.com/mysql-migrations:2',
    ),
    'a container of an asset': containers(Fn.sub('${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/assets:1')),
  },
  failing: {
    'a single server': {
      build: (stack) => {
        new CfnInstance(stack, 'Server', { instanceType: 't4g.micro' });
      },
      fails: [''],
    },
    'servers with a database': {
      build: servers(Fn.base64('dnf install -y postgresql15-server')),
      fails: ['Properties.LaunchTemplateData.UserData'],
    },
    'servers with a cache': servers(
      Fn.base64(Fn.join('', ['apt-get install -y redis-server\naws configure set region ', Fn.ref('AWS::Region')])),
    ),
    'servers with a queue, encoded already': servers(encoded('apt install rabbitmq-server')),
    'servers of a launch configuration with a database': configuration(
      Fn.base64('yum install -y mysql-community-server'),
    ),
    'a container with a cache': { build: containers('shop:1', 'redis:7'), fails: ['container1'] },
    'a container with a database': containers('docker.io/library/postgres@sha256:0123456789abcdef'),
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
  },
  token: (stack) => {
    const { valueAsString } = new CfnParameter(stack, 'Choice');
    servers(Fn.base64(valueAsString))(stack);
    configuration(valueAsString)(stack);
    containers(valueAsString)(stack);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      servers(Fn.base64('echo'))(stack);
      (stack.node.findChild('Template') as CfnLaunchTemplate).addPropertyOverride('LaunchTemplateData.UserData', {
        'Fn::Base64': 'yum install memcached',
      });
    },
  },
  mutation: {
    change: ({ main }) => {
      main.Resources.Containers = {
        Type: 'AWS::ECS::TaskDefinition',
        Properties: { ContainerDefinitions: [{ Name: 'cache', Image: 'redis:7' }] },
      };
    },
  },
};
