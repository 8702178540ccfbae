import { FastifyInstance, FastifyReply } from 'fastify';
import { ulid } from 'ulid';
import { CampaignText, editPage, listPage, previewPage } from './campaign-pages';
import { startCampaign } from '../../../application/marketing/start-campaign';
import { readCampaignText, readSubject } from '../../../domain/marketing/campaign';

import { doneText } from '../back-office/page';
import { AdminDesk, adminDesk, hiddenId, LONG_FORM, queryOf } from '../back-office/request';
import { Form } from '../forms';
import { PageError } from '../page-error';
import { seeOther, sendPage } from '../reply';
import { Storefront } from '../storefront';

const DONE = { sent: 'The campaign is being sent. This page says when it is through.' };

/** Write, look at it, send: nothing is kept before it is sent, and what is sent cannot be taken back. */
export function registerCampaigns(app: FastifyInstance, shop: Storefront): void {
  app.get('/admin/campaigns', async (request, reply) => {
    const desk = await adminDesk(shop, request, reply);
    if (!desk) return reply;
    return sendPage(
      reply,
      listPage({ ...desk, campaigns: await shop.store.read.campaigns.list(), done: doneText(DONE, queryOf(request)) }),
    );
  });
  app.get('/admin/campaigns/new', async (request, reply) => {
    const desk = await adminDesk(shop, request, reply);
    return desk ? sendPage(reply, editPage({ ...desk, form: Form.filled({ id: ulid() }) })) : reply;
  });
  app.post('/admin/campaigns', LONG_FORM, async (request, reply) => {
    const desk = await adminDesk(shop, request, reply);
    if (!desk) return reply;
    const form = Form.of(request);
    const campaign = readCampaign(form);
    if (!campaign) return sendPage(reply, editPage({ ...desk, form }), 422);
    if (form.text('step') === 'edit') return sendPage(reply, editPage({ ...desk, form }));
    if (form.text('step') === 'send') return send(shop, reply, desk, campaign);
    return sendPage(
      reply,
      previewPage({ ...desk, campaign, shopUrl: shop.shopUrl, audience: await shop.store.read.campaigns.audience() }),
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
  { admin }: AdminDesk,
  campaign: CampaignText,
): Promise<FastifyReply> {
  if (shopUrl === undefined) {
    throw new PageError(
      409,
      'Not without an address',
      'A mail with an offer needs a link to unsubscribe, and this shop has no address of its own yet.',
    );
  }
  await startCampaign(store, { ...campaign, createdBy: admin.id }, clock.now());
  return seeOther(reply, '/admin/campaigns?done=sent');
}
