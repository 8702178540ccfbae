import { readText, readParagraphs } from '../validation';

/** Offer that is mailed to all customers who agreed to offers. */
export interface Campaign {
  readonly id: string;
  readonly subject: string;
  readonly text: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly state: 'sending' | 'sent';
  readonly recipients: number;
}

export const MAXIMUM_SUBJECT = 150;

export const MAXIMUM_CAMPAIGN_TEXT = 5_000;

/** Campaign as an administrator submits it. */
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
