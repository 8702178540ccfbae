/**
 * Properties that may be a physical name: CloudFormation requires one, or a generated one would collide (decisions.md,
 * "Names").
 */
export const PHYSICAL = [
  // Their default names carry no Region, and CloudFront is global.
  'AWS::CloudFront::Function.Name',
  'AWS::CloudFront::OriginAccessControl.OriginAccessControlConfig.Name',
  'AWS::CloudFront::ResponseHeadersPolicy.ResponseHeadersPolicyConfig.Name',
  // Demanded; the L2 would call every proxy "Proxy".
  'AWS::ElastiCache::User.UserId',
  'AWS::ElastiCache::User.UserName',
  'AWS::ElastiCache::UserGroup.UserGroupId',
  'AWS::RDS::DBProxy.DBProxyName',
  // RDS writes into log groups with its name, and creates them without retention if they do not exist.
  'AWS::RDS::DBInstance.DBInstanceIdentifier',
  'AWS::Logs::LogGroup.LogGroupName',
  // Not a resource's name, but two web ACLs would be counted as one.
  'AWS::WAFv2::WebACL.VisibilityConfig.MetricName',
];

/** Properties that name nothing in the account: inside of a resource, in a file, in DNS, or fixed by AWS. */
export const OTHER = [
  // Fixed by the service: the only target group that a proxy has; the user that takes part in every group of users.
  'AWS::RDS::DBProxyTargetGroup.TargetGroupName',
  // Inside of the database.
  'AWS::RDS::DBInstance.DBName',
  // Of the engine.
  'AWS::RDS::OptionGroup.EngineName',
  // Inside of a role.
  'AWS::IAM::Policy.PolicyName',
  // The names of metrics of AWS.
  'AWS::CloudWatch::Alarm.MetricName',
  // Of the service that is reached.
  'AWS::EC2::VPCEndpoint.ServiceName',
  // DNS.
  'AWS::CertificateManager::Certificate.DomainName',
  'AWS::Route53::RecordSet.Name',
  // The web ACL of another stack.
  'AWS::CloudFront::Distribution.DistributionConfig.WebACLId',
  // The addresses of CloudFront, a list of AWS.
  'AWS::EC2::SecurityGroupIngress.SourcePrefixListId',
];
