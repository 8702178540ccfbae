const R4 = 'NIST.800.53.R4';
const R5 = 'NIST.800.53.R5';
const PCI = 'PCI.DSS.321';
const HIPAA = 'HIPAA.Security';
const SERVERLESS = 'Serverless';
const SOLUTIONS = 'AwsSolutions';

/**
 * The rules of cdk-nag that rooms acknowledge, by function name, and the packs that contain them. AwsSolutions
 * identifies its rules by number (https://github.com/cdklabs/cdk-nag/blob/main/RULES.md).
 */
const RULES = {
  ALBHttpToHttpsRedirection: [R4, R5, PCI, HIPAA],
  ALBWAFEnabled: [R4, R5, PCI],
  CloudFrontDistributionGeoRestrictions: [`${SOLUTIONS}-CFR1`],
  CloudFrontDistributionHttpsViewerNoOutdatedSSL: [`${SOLUTIONS}-CFR4`],
  CloudFrontDistributionNoOutdatedSSL: [`${SOLUTIONS}-CFR5`],
  CloudFrontDistributionWAFIntegration: [`${SOLUTIONS}-CFR2`],
  EC2EBSVolumeEncrypted: [`${SOLUTIONS}-EC26`],
  EC2IMDSv2Enabled: [R4, R5, HIPAA],
  ELBDeletionProtectionEnabled: [R4, R5, HIPAA],
  ELBv2ACMCertificateRequired: [R5, PCI, HIPAA],
  ElastiCacheRedisClusterAutomaticBackup: [R4, R5, HIPAA],
  ElastiCacheRedisClusterMultiAZ: [`${SOLUTIONS}-AEC4`],
  ElastiCacheRedisClusterRedisAuth: [`${SOLUTIONS}-AEC6`],
  EventBusDLQ: [SERVERLESS],
  IAMNoInlinePolicy: [R4, R5, PCI, HIPAA],
  IAMNoManagedPolicies: [`${SOLUTIONS}-IAM4`],
  IAMNoWildcardPermissions: [`${SOLUTIONS}-IAM5`],
  LambdaAsyncFailureDestination: [SERVERLESS],
  LambdaConcurrency: [R5, HIPAA],
  LambdaDLQ: [R5, HIPAA, SERVERLESS],
  LambdaEventSourceMappingDestination: [SERVERLESS],
  RDSInBackupPlan: [R4, R5, HIPAA],
  RDSInstanceDeletionProtectionEnabled: [`${SOLUTIONS}-RDS10`, R4, R5, HIPAA],
  RDSLoggingEnabled: [R4, R5, PCI, HIPAA],
  RDSMultiAZSupport: [`${SOLUTIONS}-RDS3`, R4, R5, HIPAA],
  S3BucketDefaultLockEnabled: [R4],
  S3BucketLoggingEnabled: [`${SOLUTIONS}-S1`, R4, R5, PCI, HIPAA],
  S3BucketReplicationEnabled: [R4, R5, PCI, HIPAA],
  S3BucketVersioningEnabled: [R4, R5, PCI, HIPAA],
  S3DefaultEncryptionKMS: [R5, PCI, HIPAA],
  SNSRedrivePolicy: [SERVERLESS],
  SQSRedrivePolicy: [SERVERLESS],
  SecretsManagerRotationEnabled: [`${SOLUTIONS}-SMG4`, R5, HIPAA],
  SecretsManagerUsingKMSKey: [R5, PCI, HIPAA],
  VPCNoUnrestrictedRouteToIGW: [R5, PCI, HIPAA],
} as const;

/** A rule of cdk-nag. */
export type NagRule = keyof typeof RULES;

/** Returns the id of a rule in each pack, such as `HIPAA.Security-RDSInBackupPlan` and `AwsSolutions-RDS3`. */
export function nagIds(rule: NagRule): string[] {
  return RULES[rule].map((pack) => (pack.includes('-') ? pack : `${pack}-${rule}`));
}
