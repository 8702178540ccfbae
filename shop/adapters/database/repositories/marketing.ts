import { Selectable, sql } from 'kysely';
import { toCustomer } from './customers';
import { Campaign } from '../../../domain/marketing/campaign';
import { Campaigns } from '../../../ports/repositories/campaigns';
import { Consents } from '../../../ports/repositories/consents';
import { Executor, insertNew } from '../engine';
import { CampaignTable } from '../schema';

/** Repository of consents and unsubscribe tokens. */
export function consents(executor: Executor): Consents {
  return {
    async record({ id, customerId, purpose, granted, source, textVersion, recordedAt }) {
      await insertNew(executor, 'consent', {
        id,
        customer_id: customerId,
        purpose,
        granted,
        source,
        text_version: textVersion,
        recorded_at: recordedAt,
      });
    },
    async granted(customerId, purpose) {
      const latest = await executor
        .selectFrom('consent')
        .select('granted')
        .where('customer_id', '=', customerId)
        .where('purpose', '=', purpose)
        .orderBy('recorded_at', 'desc')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return latest?.granted ?? false;
    },
    async unsubscribeToken(customerId, purpose, fresh) {
      // If two mails are created at once, the first insert wins and both read the same row.
      await insertNew(executor, 'unsubscribe_token', {
        customer_id: customerId,
        purpose,
        token: fresh,
        created_at: new Date(),
      });
      const { token } = await executor
        .selectFrom('unsubscribe_token')
        .select('token')
        .where('customer_id', '=', customerId)
        .where('purpose', '=', purpose)
        .executeTakeFirstOrThrow();
      return token;
    },
    async findSubscription(token) {
      const row = await executor
        .selectFrom('unsubscribe_token')
        .select(['customer_id', 'purpose'])
        .where('token', '=', token)
        .executeTakeFirst();
      return row && { customerId: row.customer_id, purpose: row.purpose };
    },
  };
}

/** True for a customer whose latest consent to offers is granted, so no later row exists. */
const AGREED = sql<boolean>`exists (select 1 from consent c
  where c.customer_id = customer.id and c.purpose = 'offers' and c.granted
  and not exists (select 1 from consent later where later.customer_id = c.customer_id and later.purpose = c.purpose
    and (later.recorded_at > c.recorded_at or (later.recorded_at = c.recorded_at and later.id > c.id))))`;

/** Repository of campaigns. */
export function campaigns(executor: Executor): Campaigns {
  const select = () =>
    executor
      .selectFrom('campaign')
      .selectAll('campaign')
      .select((row) =>
        row
          .selectFrom('campaign_recipient')
          .select((inner) => inner.fn.countAll<number>().as('count'))
          .whereRef('campaign_recipient.campaign_id', '=', 'campaign.id')
          .as('recipients'),
      );
  return {
    async insert({ id, subject, text, createdBy, createdAt }) {
      return insertNew(executor, 'campaign', {
        id,
        subject,
        body: text,
        created_by: createdBy,
        created_at: createdAt,
        state: 'sending',
      });
    },
    async find(id) {
      const row = await select().where('id', '=', id).executeTakeFirst();
      return row && toCampaign(row);
    },
    async list(limit = 50) {
      return (await select().orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute()).map(
        toCampaign,
      );
    },
    async unfinished(limit) {
      return (
        await select().where('state', '=', 'sending').orderBy('created_at').orderBy('id').limit(limit).execute()
      ).map(toCampaign);
    },
    async candidates(campaignId, limit) {
      const chosen = sql<boolean>`exists (select 1 from campaign_recipient r
        where r.campaign_id = ${campaignId} and r.customer_id = customer.id)`;
      const rows = await executor
        .selectFrom('customer')
        .selectAll()
        .where('mail_state', '=', 'ok')
        .where(AGREED)
        .where((row) => row.not(chosen))
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(toCustomer);
    },
    async audience() {
      const { count } = await executor
        .selectFrom('customer')
        .select((row) => row.fn.countAll<number>().as('count'))
        .where('mail_state', '=', 'ok')
        .where(AGREED)
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    async addRecipient(campaignId, customerId, now) {
      return insertNew(executor, 'campaign_recipient', {
        campaign_id: campaignId,
        customer_id: customerId,
        chosen_at: now,
      });
    },
    async finish(campaignId) {
      await executor.updateTable('campaign').set({ state: 'sent' }).where('id', '=', campaignId).execute();
    },
  };
}

function toCampaign(row: Selectable<CampaignTable> & { readonly recipients: number | null }): Campaign {
  return {
    id: row.id,
    subject: row.subject,
    text: row.body,
    createdBy: row.created_by,
    createdAt: row.created_at,
    state: row.state,
    recipients: Number(row.recipients ?? 0),
  };
}
