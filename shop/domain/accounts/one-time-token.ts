export type TokenPurpose = 'reset' | 'admin';

export interface OneTimeToken {
  readonly tokenHash: string;
  readonly purpose: TokenPurpose;
  readonly customerId: string;
  readonly expiresAt: Date;
}
