/** From where CloudFront takes certificates and web ACLs, and where its metrics are. */
export const GLOBAL_REGION = 'us-east-1';
