import { CfnParameter, CfnResource } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { distribution } from './distribution';
import { storageClassFitsAccess } from '../../../../src/well-architected/rules/sustainability';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

type Rule = CfnBucket.RuleProperty;

function media(stack: Stack, ...rules: Rule[]): CfnBucket {
  const bucket = new CfnBucket(stack, 'Media', { lifecycleConfiguration: rules.length > 0 ? { rules } : undefined });
  distribution(stack, {}, {}, [{ id: 'media', domainName: bucket.attrRegionalDomainName, s3OriginConfig: {} }]);
  return bucket;
}

const moving =
  (storageClass: string, transitionInDays: number, status = 'Enabled'): Build =>
  (stack) => {
    media(
      stack,
      { status: 'Enabled', abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } },
      { status, transitions: [{ storageClass, transitionInDays }] },
    );
  };

export const cases: RuleCases = {
  rule: storageClassFitsAccess,
  compliant: {
    'a class that decides by itself': moving('INTELLIGENT_TIERING', 0),
    'rarely read after a month': moving('STANDARD_IA', 30),
    'archived after a season': moving('GLACIER_IR', 90),
    'a transition alone': (stack) => {
      media(stack, { status: 'Enabled', transition: { storageClass: 'STANDARD_IA', transitionInDays: 60 } });
    },
  },
  failing: {
    'nothing set': (stack) => {
      media(stack);
    },
    'only old versions expire': {
      build: (stack) => {
        media(stack, { status: 'Enabled', noncurrentVersionExpiration: { noncurrentDays: 30 } });
      },
      fails: ['Properties.LifecycleConfiguration.Rules'],
    },
    'after half a year': moving('STANDARD_IA', 180),
    'a rule that is switched off': moving('STANDARD_IA', 30, 'Disabled'),
    'an archive that does not answer at once': moving('DEEP_ARCHIVE', 30),
  },
  notApplicable: {
    'a bucket that CloudFront does not read': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'the files of a website': (stack) => {
      const { ref } = media(stack);
      new CfnResource(stack, 'Deployment', {
        type: 'Custom::CDKBucketDeployment',
        properties: { DestinationBucketName: ref },
      });
    },
  },
  token: (stack) => {
    media(stack).addPropertyOverride('LifecycleConfiguration.Rules', {
      Ref: new CfnParameter(stack, 'Rules').logicalId,
    });
    const days = new CfnParameter(stack, 'Days', { type: 'Number' }).valueAsNumber;
    const other = new CfnBucket(stack, 'Other', {
      lifecycleConfiguration: {
        rules: [{ status: 'Enabled', transitions: [{ storageClass: 'STANDARD_IA', transitionInDays: days }] }],
      },
    });
    (stack.node.findChild('Distribution') as CfnResource).addPropertyOverride('DistributionConfig.Origins.1', {
      Id: 'other',
      DomainName: { 'Fn::GetAtt': [other.logicalId, 'RegionalDomainName'] },
      S3OriginConfig: {},
    });
  },
  override: {
    state: 'compliant',
    build: (stack) => {
      media(stack).addPropertyOverride('LifecycleConfiguration.Rules', [
        { Status: 'Enabled', Transitions: [{ StorageClass: 'INTELLIGENT_TIERING', TransitionInDays: '0' }] },
      ]);
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [
        ,
        {
          Properties: {
            LifecycleConfiguration: { Rules: lifecycle },
          },
        },
      ] of ofType(main, 'AWS::S3::Bucket')) {
        for (const rule of lifecycle) delete rule.Transitions;
      }
    },
  },
};
