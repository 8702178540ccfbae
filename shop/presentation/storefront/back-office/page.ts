import { BACK_OFFICE_STYLE_PATH } from './style';
import { Role } from '../../../domain/accounts/customer';

import { html, Html } from '../html';
import { layout, ShopFace } from '../pages/layout';
import { Visitor } from '../visitor';

/** What every page of the back office is made with. */
export interface Desk {
  readonly shop: ShopFace;
  readonly visitor: Visitor;
  readonly role: Role;
}

export interface BackOfficePage extends Desk {
  readonly title: string;
  /** The address of its section, for the navigation. */
  readonly section: string;
  /** What the form before this page has done. */
  readonly done?: string;
}

const SELLING = [
  ['/seller', 'Products'],
  ['/seller/products/new', 'New product'],
] as const;
const ADMINISTRATION = [
  ['/admin', 'Overview'],
  ['/admin/customers', 'Customers'],
  ['/admin/campaigns', 'Campaigns'],
] as const;

/** The frame of the back office within the shop's own. */
export function backOfficePage({ shop, visitor, role, title, section, done }: BackOfficePage, main: Html): string {
  const sections = role === 'admin' ? [...ADMINISTRATION, ...SELLING] : SELLING;
  return layout(
    { shop, visitor, title },
    html`<link rel="stylesheet" href="${BACK_OFFICE_STYLE_PATH}">
<nav class="sections" aria-label="Back office">
${sections.map(([address, label]) => html`<a href="${address}"${address === section ? html` aria-current="page"` : undefined}>${label}</a>`)}
</nav>
<div class="office">
<h1>${title}</h1>
${done === undefined ? undefined : html`<div class="told" role="status"><p>${done}</p></div>`}
${main}
</div>`,
  );
}

/** Said in a few words that a page may be asked for by its address; anything else in the address says nothing. */
export function doneText(
  texts: Readonly<Record<string, string>>,
  query: Readonly<Record<string, unknown>>,
): string | undefined {
  return typeof query.done === 'string' && Object.hasOwn(texts, query.done) ? texts[query.done] : undefined;
}

/** In the time of nobody in particular: sellers and servers may be anywhere. */
export function moment(time: Date): Html {
  const text = time.toISOString();
  return html`<time datetime="${text}">${text.slice(0, 10)} ${text.slice(11, 16)} UTC</time>`;
}
