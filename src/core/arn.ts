import { Fn } from 'aws-cdk-lib';

/**
 * Returns an ARN of the stack's account and Region as one `Fn::Sub`. With `Fn::Join`, ARNs would take a tenth of the
 * template.
 *
 * @param service - its prefix in ARNs, such as `rds-db`
 * @param resource - the part after the account, with `${Name}` for each key of `names`
 * @param names - values, possibly tokens, by the name that `resource` uses for them
 */
export function arnHere(service: string, resource: string, names: Record<string, string> = {}): string {
  return Fn.sub(
    `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`,
    Object.keys(names).length > 0 ? names : undefined,
  );
}
