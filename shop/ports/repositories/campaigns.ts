import { Customer } from '../../domain/accounts/customer';
import { Campaign } from '../../domain/marketing/campaign';

/** Reads of campaigns. */
export interface CampaignsReader {
  find(id: string): Promise<Campaign | undefined>;
  list(limit?: number): Promise<readonly Campaign[]>;
  /** Campaigns that are still being sent, oldest first. */
  unfinished(limit: number): Promise<readonly Campaign[]>;
  /** Customers who agreed to offers, whose mailbox accepts mails, and who are not yet recipients of this campaign. */
  candidates(campaignId: string, limit: number): Promise<readonly Customer[]>;
  /** Number of customers that a campaign would reach now. */
  audience(): Promise<number>;
}

/** Campaigns and their recipients. */
export interface Campaigns extends CampaignsReader {
  insert(campaign: Omit<Campaign, 'state' | 'recipients'>): Promise<boolean>;
  /** False when the customer is a recipient already. */
  addRecipient(campaignId: string, customerId: string, now: Date): Promise<boolean>;
  finish(campaignId: string): Promise<void>;
}
