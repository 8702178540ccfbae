import { MAXIMUM_CAMPAIGN_TEXT, MAXIMUM_SUBJECT, Campaign } from '../../../domain/marketing/campaign';
import { unsubscribeUrl } from '../../../domain/marketing/unsubscribe-url';
import { offerMail } from '../../mails/marketing-mails';
import { area, hidden } from '../back-office/fields';
import { backOfficePage, Desk, moment } from '../back-office/page';
import { Column, table } from '../back-office/table';
import { Form } from '../forms';
import { html, Html } from '../html';
import { csrfField, field, problemSummary } from '../pages/form';

const SECTION = '/admin/campaigns';

export interface CampaignText {
  readonly id: string;
  readonly subject: string;
  readonly text: string;
}

const COLUMNS: readonly Column<Campaign>[] = [
  { label: 'Subject', cell: ({ subject }) => subject },
  { label: 'State', cell: ({ state }) => html`<span class="tag${state === 'sent' ? ' good' : ''}">${state}</span>` },
  { label: 'Customers', number: true, cell: ({ recipients }) => recipients },
  { label: 'Started', cell: ({ createdAt }) => moment(createdAt) },
];

export function listPage({
  campaigns,
  done,
  ...desk
}: Desk & { readonly campaigns: readonly Campaign[]; readonly done?: string }): string {
  return backOfficePage(
    { ...desk, title: 'Campaigns', section: SECTION, done },
    html`
<p class="actions"><a class="button" href="${SECTION}/new">New campaign</a></p>
${campaigns.length === 0 ? html`<p class="empty">None has been sent yet.</p>` : table('Campaigns', COLUMNS, campaigns)}`,
  );
}

export function editPage({ form, ...desk }: Desk & { readonly form: Form }): string {
  return backOfficePage(
    { ...desk, title: 'New campaign', section: SECTION },
    html`${problemSummary(form)}
<p>It goes only to customers who agreed to offers and whose mailbox takes our mails. Each mail ends with a link to unsubscribe.</p>
<form class="panel stack" action="${SECTION}" method="post" novalidate>
${csrfField(desk.visitor)}${hidden({ id: form.text('id') })}
${field(form, { name: 'subject', label: 'Subject', maximum: MAXIMUM_SUBJECT, autocomplete: 'off' })}
${area(form, { name: 'text', label: 'Text', maximum: MAXIMUM_CAMPAIGN_TEXT, hint: 'Plain text; line ends are kept.' })}
<button class="button" type="submit" name="step" value="preview">Look at it</button>
</form>`,
  );
}

export interface Preview extends Desk {
  readonly campaign: CampaignText;
  readonly audience: number;
  /** Absent: there is nothing to unsubscribe at, so nothing may be sent. */
  readonly shopUrl?: string;
}

/** The mail by the same code that writes it for customers. */
export function previewPage({ campaign, audience, shopUrl, ...desk }: Preview): string {
  const address = unsubscribeUrl(shopUrl ?? 'https://…', 'each-customer-has-their-own');
  const mail = offerMail({
    shopName: desk.shop.shopName,
    subject: campaign.subject,
    text: campaign.text,
    unsubscribeUrl: address,
  });
  return backOfficePage(
    { ...desk, title: 'Send this campaign?', section: SECTION },
    html`
<p>${audience === 0 ? 'No customer has agreed to offers yet: it would reach nobody.' : html`<strong>${audience} ${audience === 1 ? 'customer' : 'customers'}</strong> agreed to offers and will get this mail. It cannot be taken back.`}</p>
${shopUrl === undefined ? html`<div class="caution" role="alert"><p>This shop has no address of its own yet. A mail with an offer needs a link to unsubscribe, so it cannot be sent.</p></div>` : undefined}
<h2>${mail.subject}</h2>
<pre class="letter" tabindex="0" role="region" aria-label="Text of the mail">${mail.text}</pre>
<form class="actions" action="${SECTION}" method="post">
${csrfField(desk.visitor)}${hidden({ ...campaign })}
${sendButton(audience > 0 && shopUrl !== undefined)}
<button class="button quiet" type="submit" name="step" value="edit">Change it</button>
</form>`,
  );
}

function sendButton(possible: boolean): Html | undefined {
  return possible ? html`<button class="button" type="submit" name="step" value="send">Send it</button>` : undefined;
}
