import { FastifyInstance, FastifyReply } from 'fastify';
import { ulid } from 'ulid';
import { CampaignText, editPage, listPage, previewPage } from './campaign-pages';
import { startCampaign } from '../../../application/marketing/start-campaign';
import { readCampaignText, readSubject } from '../../../domain/marketing/campaign';
import { doneText } from '../back-office/page';
import { AdminContext, requireAdmin, hiddenId, LONG_FORM, queryOf } from '../back-office/request';
import { Form } from '../forms';
import { PageError } from '../page-error';
import { seeOther, sendPage } from '../reply';
import { Storefront } from '../storefront';

const DONE = { sent: 'The campaign is being sent. This page says when it is through.' };

/**
 * Registers the pages of campaigns: write, preview, send. A draft is not stored before it is sent, and a campaign that
 * was sent cannot be stopped.
 *
 * @param shop - needs `shopUrl` for sending: each mail links to the page to unsubscribe at
 */
export function registerCampaigns(app: FastifyInstance, shop: Storefront): void {
  app.get('/admin/campaigns', async (request, reply) => {
    const context = await requireAdmin(shop, request, reply);
    if (!context) return reply;
    return sendPage(
      reply,
      listPage({
        ...context,
        campaigns: await shop.store.read.campaigns.list(),
        done: doneText(DONE, queryOf(request)),
      }),
    );
  });
  app.get('/admin/campaigns/new', async (request, reply) => {
    const context = await requireAdmin(shop, request, reply);
    return context ? sendPage(reply, editPage({ ...context, form: Form.filled({ id: ulid() }) })) : reply;
  });
  app.post('/admin/campaigns', LONG_FORM, async (request, reply) => {
    const context = await requireAdmin(shop, request, reply);
    if (!context) return reply;
    const form = Form.of(request);
    const campaign = readCampaign(form);
    if (!campaign) return sendPage(reply, editPage({ ...context, form }), 422);
    if (form.text('step') === 'edit') return sendPage(reply, editPage({ ...context, form }));
    if (form.text('step') === 'send') return send(shop, reply, context, campaign);
    return sendPage(
      reply,
      previewPage({
        ...context,
        campaign,
        shopUrl: shop.shopUrl,
        audience: await shop.store.read.campaigns.audience(),
      }),
    );
  });
}

function readCampaign(form: Form): CampaignText | undefined {
  const id = hiddenId(form, 'id');
  const subject = form.read('subject', 'Subject', readSubject);
  const text = form.read('text', 'Text', readCampaignText);
  return subject === undefined || text === undefined ? undefined : { id, subject, text };
}

async function send(
  { store, clock, shopUrl }: Storefront,
  reply: FastifyReply,
  { admin }: AdminContext,
  campaign: CampaignText,
): Promise<FastifyReply> {
  if (shopUrl === undefined) {
    throw new PageError(
      409,
      'Not without an address',
      'A mail with an offer needs a link to unsubscribe, and this shop has no address yet.',
    );
  }
  await startCampaign(store, { ...campaign, createdBy: admin.id }, clock.now());
  return seeOther(reply, '/admin/campaigns?done=sent');
}
