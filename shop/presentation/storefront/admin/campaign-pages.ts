import { MAXIMUM_CAMPAIGN_TEXT, MAXIMUM_SUBJECT, Campaign } from '../../../domain/marketing/campaign';
import { unsubscribeUrl } from '../../../domain/marketing/unsubscribe-url';
import { offerMail } from '../../mails/marketing-mails';
import { hiddenFields, textArea } from '../back-office/fields';
import { backOfficePage, StaffContext, moment } from '../back-office/page';
import { Column, table } from '../back-office/table';
import { Form } from '../forms';
import { html, Html } from '../html';
import { csrfField, field, problemSummary } from '../pages/form';

const SECTION = '/admin/campaigns';

/** A campaign as its form sends it. */
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

/** Renders the list of campaigns. */
export function listPage({
  campaigns,
  done,
  ...context
}: StaffContext & { readonly campaigns: readonly Campaign[]; readonly done?: string }): string {
  return backOfficePage(
    { ...context, title: 'Campaigns', section: SECTION, done },
    html`
<p class="actions"><a class="button" href="${SECTION}/new">New campaign</a></p>
${
  campaigns.length === 0 ? html`<p class="empty">None has been sent yet.</p>` : table('Campaigns', COLUMNS, campaigns)
}`,
  );
}

/** Renders the form for a new campaign. */
export function editPage({ form, ...context }: StaffContext & { readonly form: Form }): string {
  return backOfficePage(
    { ...context, title: 'New campaign', section: SECTION },
    html`${problemSummary(form)}
<p>It goes only to customers who agreed to offers and whose mailbox takes our mails. \
Each mail ends with a link to unsubscribe.</p>
<form class="panel stack" action="${SECTION}" method="post" novalidate>
${csrfField(context.visitor)}${hiddenFields({ id: form.text('id') })}
${field(form, { name: 'subject', label: 'Subject', maximum: MAXIMUM_SUBJECT, autocomplete: 'off' })}
${textArea(form, {
  name: 'text',
  label: 'Text',
  maximum: MAXIMUM_CAMPAIGN_TEXT,
  hint: 'Plain text; line ends are kept.',
})}
<button class="button" type="submit" name="step" value="preview">Look at it</button>
</form>`,
  );
}

const NO_ADDRESS = html`<div class="caution" role="alert"><p>This shop has no address yet. \
A mail with an offer needs a link to unsubscribe, so it cannot be sent.</p></div>`;

/** A campaign before it is sent. */
export interface Preview extends StaffContext {
  readonly campaign: CampaignText;
  /** Number of customers who agreed to offers and whose mailbox accepts mail. */
  readonly audience: number;
  /** Without it there is no page to unsubscribe at, so nothing may be sent. */
  readonly shopUrl?: string;
}

/** Renders the mail by the same code that writes it for customers. */
export function previewPage({ campaign, audience, shopUrl, ...context }: Preview): string {
  const address = unsubscribeUrl(shopUrl ?? 'https://…', 'each-customer-has-their-own');
  const mail = offerMail({
    shopName: context.shop.shopName,
    subject: campaign.subject,
    text: campaign.text,
    unsubscribeUrl: address,
  });
  return backOfficePage(
    { ...context, title: 'Send this campaign?', section: SECTION },
    html`
<p>${
      audience === 0
        ? 'No customer has agreed to offers yet: it would reach no one.'
        : html`<strong>${audience} ${audience === 1 ? 'customer' : 'customers'}</strong> \
agreed to offers and will get this mail. It cannot be taken back.`
    }</p>
${shopUrl === undefined ? NO_ADDRESS : undefined}
<h2>${mail.subject}</h2>
<pre class="letter" tabindex="0" role="region" aria-label="Text of the mail">${mail.text}</pre>
<form class="actions" action="${SECTION}" method="post">
${csrfField(context.visitor)}${hiddenFields({ ...campaign })}
${sendButton(audience > 0 && shopUrl !== undefined)}
<button class="button quiet" type="submit" name="step" value="edit">Change it</button>
</form>`,
  );
}

function sendButton(possible: boolean): Html | undefined {
  return possible ? html`<button class="button" type="submit" name="step" value="send">Send it</button>` : undefined;
}
