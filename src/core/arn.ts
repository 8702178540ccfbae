import { Fn } from 'aws-cdk-lib';

/**
 * An ARN of this account and Region in CloudFormation's short form: a tenth of the template would be joins otherwise.
 *
 * @param service such as `rds-db`
 * @param resource what follows the account, with `${Name}` for each of `names`
 * @param names what the names stand for
 */
export function arnHere(service: string, resource: string, names: Record<string, string> = {}): string {
  return Fn.sub(
    `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`,
    Object.keys(names).length > 0 ? names : undefined,
  );
}
