/**
 * Action that a one-time token allows: `reset` sets a new password, `admin` accepts the invitation of an administrator.
 */
export type TokenPurpose = 'reset' | 'admin';

/** Token that was sent to a customer and works once. Only its SHA-256 hash is stored. */
export interface OneTimeToken {
  readonly tokenHash: string;
  readonly purpose: TokenPurpose;
  readonly customerId: string;
  readonly expiresAt: Date;
}
