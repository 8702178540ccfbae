import { CampaignDraft } from '../../domain/marketing/campaign';
import { Store } from '../../ports/store';

export async function startCampaign(store: Store, draft: CampaignDraft, now: Date): Promise<'started' | 'duplicate'> {
  return store.transaction(async (unit) =>
    (await unit.campaigns.insert({ ...draft, createdAt: now })) ? 'started' : 'duplicate',
  );
}
