/** The Region in which CloudFront requires its certificates and web ACLs, and publishes its metrics. */
export const GLOBAL_REGION = 'us-east-1';
