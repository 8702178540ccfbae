import { distributionOf } from './traffic';
import { DATABASE_METRICS, metricOf, SERVER_METRICS } from '../alarms';
import { all, ELSEWHERE, must, one, refersTo, target } from '../model';
import type { Found, Model, Row } from '../model';
import { mustBeIn, refTo, tierOf } from '../tiers';

/** The resource in us-east-1 behind a value that the distribution reads from there. */
function published({ support }: Model, value: unknown, type: string): Found {
  const read = (
    value as { 'Fn::GetStackOutput'?: { StackName: string; Region: string; OutputName: string } } | undefined
  )?.['Fn::GetStackOutput'];
  must(read && support, 'the distribution must read it from the support stack');
  must(
    read.StackName === support.name && read.Region === support.region,
    `the support stack must be ${read.StackName} in ${read.Region}`,
  );
  return target(support.template, support.template.Outputs[read.OutputName].Value, type, read.OutputName);
}

const config = (model: Model) => distributionOf(model).props.DistributionConfig;

const listener = ({ main }: Model) => one(main, 'ElasticLoadBalancingV2::Listener');

interface MediaOrigin {
  Id: string;
  DomainName: unknown;
  OriginAccessControlId: unknown;
}

const mediaOrigin = (model: Model): MediaOrigin => {
  const found = (config(model).Origins as MediaOrigin[]).find(
    ({ OriginAccessControlId }) => OriginAccessControlId !== undefined,
  );
  must(found, 'the distribution must have an origin with access control');
  return found;
};

const readByCloudFront = ({ main }: Model) => {
  const media = one(main, 'S3::Bucket', 'StorageMedia');
  const policy = all(main, 'S3::BucketPolicy').find(({ props }) => refersTo(props.Bucket, media));
  const statement = policy?.props.PolicyDocument.Statement.find(
    ({ Effect, Principal }: { Effect: string; Principal: unknown }) =>
      Effect === 'Allow' && JSON.stringify(Principal).includes('cloudfront'),
  );
  must(statement, 'the media bucket must let CloudFront in');
  return statement;
};

const functions = ({ main }: Model) => all(main, 'Lambda::Function', 'Commerce');

export const betweenTheParts: Row[] = [
  {
    id: 'R1',
    name:
      "A visitor's way in: CloudFront answers to the shop's name with its certificate, and reaches the load " +
      'balancer under it',
    needsDomain: true,
    check: (model) => {
      const { Aliases, ViewerCertificate } = config(model);
      const names = all(model.main, 'Route53::RecordSet')
        .filter(({ props }) => props.AliasTarget)
        .map(({ props }) => props.Name.replace(/\.$/, ''));
      must(
        names.length > 0 && names.every((name) => Aliases?.includes(name)),
        'CloudFront must answer to the names of the records',
      );
      const certificate = published(model, ViewerCertificate?.AcmCertificateArn, 'CertificateManager::Certificate');
      must(Aliases.includes(certificate.props.DomainName), "CloudFront's certificate must be for its name");
      const { Protocol, Certificates } = listener(model).props;
      must(Protocol === 'HTTPS', 'the load balancer must speak HTTPS');
      const regional = target(model.main, Certificates, 'CertificateManager::Certificate', 'the listener');
      must(Aliases.includes(regional.props.DomainName), "the load balancer's certificate must be for the shop's name");
    },
    unlink: {
      'distribution to name': (model) => {
        config(model).Aliases = ['elsewhere.example.com'];
      },
      'distribution to certificate': (model) => {
        config(model).ViewerCertificate = { CloudFrontDefaultCertificate: true };
      },
      'listener to certificate': (model) => {
        listener(model).props.Certificates = [{ CertificateArn: ELSEWHERE }];
      },
    },
  },
  {
    id: 'R2',
    name:
      'Route 53, CloudFront and CloudWatch sit outside the Region: the web ACL is at CloudFront or at the load ' +
      'balancer',
    check: (model) => {
      if (model.support) {
        must(model.support.region === 'us-east-1', 'the support stack must be in us-east-1');
        must(
          published(model, config(model).WebACLId, 'WAFv2::WebACL').props.Scope === 'CLOUDFRONT',
          'the web ACL must be one for CloudFront',
        );
        return;
      }
      const association = one(model.main, 'WAFv2::WebACLAssociation');
      must(
        refersTo(association.props.ResourceArn, one(model.main, 'ElasticLoadBalancingV2::LoadBalancer')),
        'the load balancer must have the web ACL',
      );
      must(
        target(model.main, association.props.WebACLArn, 'WAFv2::WebACL', association.id).props.Scope === 'REGIONAL',
        'the web ACL must be a regional one',
      );
    },
    unlink: {
      'web ACL': (model) => {
        if (model.support) config(model).WebACLId = ELSEWHERE;
        else one(model.main, 'WAFv2::WebACLAssociation').props.WebACLArn = ELSEWHERE;
      },
    },
  },
  {
    id: 'R3',
    name: 'CloudWatch watches the servers and the database although both are private',
    check: ({ main }) => {
      const watched: [readonly (readonly [string, string])[], Found][] = [
        [SERVER_METRICS, one(main, 'AutoScaling::AutoScalingGroup')],
        [DATABASE_METRICS, one(main, 'RDS::DBInstance')],
      ];
      for (const [metrics, subject] of watched) {
        for (const metric of metrics) {
          must(
            refersTo(metricOf(main, metric).Dimensions, subject),
            `${metric.join(' ')} must be that of ${subject.id}`,
          );
        }
      }
    },
    unlink: Object.fromEntries(
      [...SERVER_METRICS, ...DATABASE_METRICS].map((metric) => [
        `${metric.join(' ')} to what is watched`,
        ({ main }: Model) => {
          metricOf(main, metric).Dimensions = [{ Name: 'Id', Value: ELSEWHERE }];
        },
      ]),
    ),
  },
  {
    id: 'R4',
    name: 'CloudFront is connected to S3: it alone reads the media bucket',
    check: (model) => {
      const { main } = model;
      const origin = mediaOrigin(model);
      const media = one(main, 'S3::Bucket', 'StorageMedia');
      must(refersTo(origin.DomainName, media), 'the origin must be the media bucket');
      target(main, origin.OriginAccessControlId, 'CloudFront::OriginAccessControl', 'the origin');
      const behavior = config(model).CacheBehaviors.find(
        ({ TargetOriginId }: { TargetOriginId: string }) => TargetOriginId === origin.Id,
      );
      must(behavior?.PathPattern === '/media/*', '/media/* must lead to the media bucket');
      const { Action, Resource, Condition } = readByCloudFront(model);
      must(
        [Action].flat().every((action) => action === 's3:GetObject') && refersTo(Resource, media),
        'CloudFront must only read the media',
      );
      must(refersTo(Condition, distributionOf(model)), 'only this distribution must be let in');
    },
    unlink: {
      'distribution to bucket': (model) => {
        mediaOrigin(model).DomainName = ELSEWHERE;
      },
      'origin to access control': (model) => {
        mediaOrigin(model).OriginAccessControlId = ELSEWHERE;
      },
      'bucket policy to distribution': (model) => {
        readByCloudFront(model).Condition = undefined;
      },
    },
  },
  {
    id: 'R5',
    name: 'Functions, database and cache are private: functions reach the internet through NAT, the data tier does not',
    check: (model) => {
      const { main } = model;
      must(functions(model).length > 0, 'there must be functions');
      for (const { id, props } of functions(model)) mustBeIn(main, props.VpcConfig?.SubnetIds, 'application', id);
      mustBeIn(main, one(main, 'RDS::DBProxy').props.VpcSubnetIds, 'data', 'the proxy');
      mustBeIn(
        main,
        target(
          main,
          one(main, 'ElastiCache::ReplicationGroup').props.CacheSubnetGroupName,
          'ElastiCache::SubnetGroup',
          'the cache',
        ).props,
        'data',
        'the cache',
      );
    },
    unlink: {
      'functions to application subnets': (model) => {
        functions(model)[0].props.VpcConfig.SubnetIds = [refTo(model.main, 'public')];
      },
      'cache to data subnets': ({ main }) => {
        one(main, 'ElastiCache::SubnetGroup').props.SubnetIds = [refTo(main, 'application')];
      },
    },
  },
  {
    id: 'R6',
    name: 'The NAT gateway is in a public subnet',
    check: ({ main }) => {
      for (const gateway of all(main, 'EC2::NatGateway')) {
        const subnet = target(main, gateway.props.SubnetId, 'EC2::Subnet', gateway.id);
        must(tierOf(main, subnet) === 'public', `${gateway.id} must be in a public subnet, is in ${subnet.id}`);
      }
    },
    unlink: {
      'NAT gateway to public subnet': ({ main }) => {
        all(main, 'EC2::NatGateway')[0].props.SubnetId = refTo(main, 'application');
      },
    },
  },
];
