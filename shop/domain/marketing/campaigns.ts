/** Offers to customers who agreed to them. Starting one is a row; the scheduled task chooses the customers and asks for the mails. */
import { Store } from '../../ports/store';
import { readParagraphs, readText } from '../validation';

export const MAXIMUM_SUBJECT = 150;
export const MAXIMUM_CAMPAIGN_TEXT = 5_000;

export interface CampaignDraft {
  /** Made by the form, so that a double click is one campaign. */
  readonly id: string;
  readonly subject: string;
  readonly text: string;
  /** The administrator's account. */
  readonly createdBy: string;
}

export function readSubject(value: unknown, field: string): string {
  return readText(value, field, MAXIMUM_SUBJECT);
}

export function readCampaignText(value: unknown, field: string): string {
  return readParagraphs(value, field, MAXIMUM_CAMPAIGN_TEXT);
}

export async function startCampaign(store: Store, draft: CampaignDraft, now: Date): Promise<'started' | 'duplicate'> {
  return store.transaction(async (unit) =>
    (await unit.campaigns.insert({ ...draft, createdAt: now })) ? 'started' : 'duplicate',
  );
}
