import { App } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import type { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag/lib/packs/aws-solutions';
import type { Construct } from 'constructs';
import { resources } from '../support/app';

interface Rule {
  readonly from: string;
  readonly to: string;
  readonly port: number;
}

type Reference = { 'Fn::GetAtt': [string, string] };

/** Returns the allowed connections between security groups, which are named by the start of their logical ids. */
export function reaches(template: Template): Rule[] {
  return Object.values(resources(template, 'AWS::EC2::SecurityGroupIngress'))
    .map(({ Properties }) => {
      const { SourceSecurityGroupId, GroupId, FromPort, ToPort } = Properties as unknown as {
        SourceSecurityGroupId: Reference;
        GroupId: Reference;
        FromPort: number;
        ToPort: number;
      };
      expect(FromPort).toBe(ToPort);
      return { from: group(SourceSecurityGroupId), to: group(GroupId), port: FromPort };
    })
    .sort((a, b) => `${a.to}${a.from}`.localeCompare(`${b.to}${b.from}`));
}

function group(reference: Reference): string {
  return reference['Fn::GetAtt'][0].replace(/[0-9A-F]{8}$/, '');
}

/** The statements of the policy whose logical id starts so. */
export function statements(template: Template, prefix: string): unknown[] {
  return Object.entries(resources(template, 'AWS::IAM::Policy'))
    .filter(([id]) => id.startsWith(prefix))
    .flatMap(
      ([, { Properties }]) =>
        (Properties as unknown as { PolicyDocument: { Statement: unknown[] } }).PolicyDocument.Statement,
    );
}

/** Returns the open findings of AwsSolutions below a construct. */
export function findings(scope: Construct): string[] {
  App.of(scope)?.synth();
  return new AwsSolutionsChecks()
    .validateScope(scope)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
    );
}

/** The warnings' ids below a construct, without those of the shared rooms. */
export function warnings(stack: Stack): string[] {
  return Annotations.fromStack(stack)
    .findWarning('*', Match.anyValue())
    .map(
      ({ entry }) => /\[ack: cdk-ecommerce-architecture:([\w-]+)\]/.exec(String(entry.data))?.[1] ?? String(entry.data),
    )
    .filter((id) => id !== 'alarms-unheard');
}
