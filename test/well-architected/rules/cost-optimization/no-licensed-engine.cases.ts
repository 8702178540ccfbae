import { CfnParameter } from 'aws-cdk-lib';
import { CfnInstance, CfnLaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { noLicensedEngine } from '../../../../src/well-architected/rules/cost-optimization/no-licensed-engine';
import type { Build, RuleCases } from '../../support/cases';

const LINUX = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-arm64';
const WINDOWS = '/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base';

const database =
  (engine: string): Build =>
  (stack) => {
    new CfnDBInstance(stack, 'Database', { engine });
  };

/** An image as CDK writes it: a parameter whose value is looked up at deployment. */
const template =
  (path: string): Build =>
  (stack) => {
    const imageId = new CfnParameter(stack, 'Image', {
      type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>',
      default: path,
    }).valueAsString;
    new CfnLaunchTemplate(stack, 'Template', { launchTemplateData: { imageId } });
  };

const server =
  (imageId?: string, userData?: string): Build =>
  (stack) => {
    new CfnInstance(stack, 'Server', { imageId, userData });
  };

export const cases: RuleCases = {
  rule: noLicensedEngine,
  compliant: {
    PostgreSQL: database('postgres'),
    'Aurora MySQL': database('aurora-mysql'),
    'Amazon Linux': template(LINUX),
    'Amazon Linux by a dynamic reference': server(`resolve:ssm:${LINUX}`),
  },
  failing: {
    Oracle: database('oracle-se2'),
    'SQL Server': database('sqlserver-web'),
    Db2: database('db2-se'),
    'RDS Custom': database('custom-oracle-ee'),
    Windows: template(WINDOWS),
    'Windows by a dynamic reference': server(`resolve:ssm:${WINDOWS}`),
    SUSE: template('/aws/service/suse/sles/15-sp6/x86_64/latest'),
    'Windows by its user data': server('ami-12345678', '<powershell>Install-WindowsFeature Web-Server</powershell>'),
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a server whose image is in a launch template': server(),
    'a replica, which has the engine of its source': (stack) => {
      new CfnDBInstance(stack, 'Replica', { sourceDbInstanceIdentifier: 'Database' });
    },
  },
  token: (stack) => {
    database(new CfnParameter(stack, 'Engine').valueAsString)(stack);
    server('ami-12345678')(stack);
    template('/golden/image')(stack);
    new CfnInstance(stack, 'Imported').addPropertyOverride('ImageId', { 'Fn::ImportValue': 'image' });
    new CfnInstance(stack, 'Nested').addPropertyOverride('ImageId', { Ref: 'Elsewhere' });
  },
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnDBInstance(stack, 'Database', { engine: 'postgres' }).addPropertyOverride('Engine', 'sqlserver-se');
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const parameter of Object.values<{ Default: string }>(main.Parameters)) {
        if (parameter.Default === LINUX) parameter.Default = WINDOWS;
      }
    },
  },
};
