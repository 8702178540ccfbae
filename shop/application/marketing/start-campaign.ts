import { CampaignDraft } from '../../domain/marketing/campaign';
import { Store } from '../../ports/store';

/**
 * Creates a campaign, whose offers the scheduled task then publishes.
 *
 * @param draft - its id makes a double click one campaign
 * @param now - recorded as the time of creation
 */
export async function startCampaign(store: Store, draft: CampaignDraft, now: Date): Promise<'started' | 'duplicate'> {
  return store.transaction(async (unit) =>
    (await unit.campaigns.insert({ ...draft, createdAt: now })) ? 'started' : 'duplicate',
  );
}
