/** Chooses the recipients of a campaign, page by page, and publishes the offer to each on the topic of offers. */
import { unsubscribeToken } from './unsubscribe';
import { EVENTS } from '../../../src/contract/events';
import { Campaign } from '../../domain/marketing/campaign';
import { unsubscribeUrl } from '../../domain/marketing/unsubscribe-url';
import { notification } from '../../domain/outbox-message';
import { Store } from '../../ports/store';

const PAGE = 50;

/** Pages in one minute: more mails than a new SES account may send anyway. */
const PAGES = 10;

const CAMPAIGNS = 5;

/** Values that an offer needs besides the campaign. */
export interface AnnounceContext {
  readonly now: Date;
  /** Absent: no unsubscribe link is possible, so no offer may be sent. */
  readonly shopUrl?: string;
}

/** Result of one run. */
export interface Announcements {
  readonly announced: number;
  readonly finished: readonly string[];
  /** Campaigns that were ended without a mail, because the shop's address is not configured. */
  readonly dropped: readonly string[];
}

/**
 * Publishes offers of unfinished campaigns, up to 500 in each run.
 *
 * @param context - without a shop address all campaigns end without a mail
 */
export async function announceOffers(store: Store, context: AnnounceContext): Promise<Announcements> {
  const [finished, dropped]: string[][] = [[], []];
  let announced = 0;
  let pages = PAGES;
  for (const campaign of await store.read.campaigns.unfinished(CAMPAIGNS)) {
    if (context.shopUrl === undefined) {
      await store.write.campaigns.finish(campaign.id);
      dropped.push(campaign.id);
      continue;
    }
    for (let chosen = PAGE; chosen > 0 && pages > 0; pages -= 1) {
      chosen = await announcePage(store, campaign, { ...context, shopUrl: context.shopUrl });
      announced += chosen;
      if (chosen === 0) {
        await store.write.campaigns.finish(campaign.id);
        finished.push(campaign.id);
      }
    }
  }
  return { announced, finished, dropped };
}

/**
 * Recipients and their notifications are written in one transaction, so that no customer is left out or gets the offer
 * twice.
 */
async function announcePage(
  store: Store,
  campaign: Campaign,
  { now, shopUrl }: Required<AnnounceContext>,
): Promise<number> {
  return store.transaction(async (unit) => {
    const customers = await unit.campaigns.candidates(campaign.id, PAGE);
    for (const customer of customers) {
      if (!(await unit.campaigns.addRecipient(campaign.id, customer.id, now))) continue;
      const token = await unsubscribeToken(unit, customer.id, 'offers');
      await unit.outbox.add([
        notification('offers', `${campaign.id}:${customer.id}:${EVENTS.offerAnnounced}`, EVENTS.offerAnnounced, {
          campaignId: campaign.id,
          customerId: customer.id,
          email: customer.email,
          subject: campaign.subject,
          text: campaign.text,
          unsubscribeUrl: unsubscribeUrl(shopUrl, token),
        }),
      ]);
    }
    return customers.length;
  });
}
