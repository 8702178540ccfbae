import { Customer } from '../../domain/accounts/customer';
import { Campaign } from '../../domain/marketing/campaign';

export interface CampaignsReader {
  find(id: string): Promise<Campaign | undefined>;
  list(limit?: number): Promise<readonly Campaign[]>;
  /** Oldest first. */
  unfinished(limit: number): Promise<readonly Campaign[]>;
  /** Customers who agreed to offers, can be reached, and were not chosen for this campaign yet. */
  candidates(campaignId: string, limit: number): Promise<readonly Customer[]>;
  /** How many customers the next campaign would reach, as of now. */
  audience(): Promise<number>;
}

export interface Campaigns extends CampaignsReader {
  insert(campaign: Omit<Campaign, 'state' | 'recipients'>): Promise<boolean>;
  /** `false`: this customer has had it. */
  addRecipient(campaignId: string, customerId: string, now: Date): Promise<boolean>;
  finish(campaignId: string): Promise<void>;
}
