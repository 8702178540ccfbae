import { Stack } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { regionChoiceRecorded } from '../../../../src/well-architected/rules/sustainability/region-choice-recorded';
import type { Build, Case, RuleCases } from '../../support/cases';

const settings = { thresholds: { lowCarbonRegions: ['eu-north-1', 'ca-central-1'] } };

const inRegion =
  (region: string, build: Build): Build =>
  (stack) =>
    build(new Stack(stack, region, { env: { region } }));

const database: Build = (stack) => {
  new CfnDBInstance(stack, 'Database', { engine: 'postgres' });
};

const fn: Build = (stack) => {
  new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn' });
};

const assessed = (build: Build): Case => ({ build, settings });

export const cases: RuleCases = {
  rule: regionChoiceRecorded,
  compliant: {
    'a Region of the list': assessed(inRegion('eu-north-1', database)),
    'functions alone in one of the list': assessed(inRegion('ca-central-1', fn)),
    'functions of CloudFront beside it': assessed((stack) => {
      inRegion('eu-north-1', database)(stack);
      inRegion('us-east-1', fn)(stack);
    }),
  },
  failing: {
    'another Region': assessed(inRegion('us-east-1', database)),
    'functions alone in another one': assessed(inRegion('us-east-1', fn)),
    'one of two Regions': assessed((stack) => {
      inRegion('eu-north-1', database)(stack);
      inRegion('us-east-1', database)(stack);
    }),
  },
  notApplicable: {
    'a team without a list': inRegion('us-east-1', database),
    'a stack without running resources': assessed(
      inRegion('us-east-1', (stack) => {
        new CfnBucket(stack, 'Bucket');
      }),
    ),
  },
  token: assessed(database),
  override: {
    state: 'failing',
    settings,
    build: inRegion('us-east-1', (stack) => {
      new CfnBucket(stack, 'Bucket').addOverride('Type', 'AWS::RDS::DBInstance');
    }),
  },
  mutation: {
    // A template does not name its Region. One stack of this example is in Europe; the other, in us-east-1, has nothing
    // that runs all day.
    example: 'custom-domain',
    settings: { thresholds: { lowCarbonRegions: ['eu-west-1'] } },
    change: ({ support }) => {
      Object.assign(support?.Resources ?? {}, { Service: { Type: 'AWS::ECS::Service' } });
    },
  },
};
