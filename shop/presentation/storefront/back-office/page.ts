import { BACK_OFFICE_STYLE_PATH } from './style';
import { Role } from '../../../domain/accounts/customer';
import { html, Html } from '../html';
import { layout, ShopInfo } from '../pages/layout';
import { Visitor } from '../visitor';

/** Shop, visitor and role: given to each page of the back office. */
export interface StaffContext {
  readonly shop: ShopInfo;
  readonly visitor: Visitor;
  readonly role: Role;
}

/** Settings of one page of the back office. */
export interface BackOfficePage extends StaffContext {
  readonly title: string;
  /** Path of its section, which the navigation marks as current. */
  readonly section: string;
  /** Message about the form that was sent before this page. */
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

/**
 * Renders a page of the back office inside the shop's layout.
 *
 * @param main - content below the heading
 */
export function backOfficePage({ shop, visitor, role, title, section, done }: BackOfficePage, main: Html): string {
  const sections = role === 'admin' ? [...ADMINISTRATION, ...SELLING] : SELLING;
  return layout(
    { shop, visitor, title },
    html`<link rel="stylesheet" href="${BACK_OFFICE_STYLE_PATH}">
<nav class="sections" aria-label="Back office">
${sections.map(
  ([address, label]) =>
    html`<a href="${address}"${address === section ? html` aria-current="page"` : undefined}>${label}</a>`,
)}
</nav>
<div class="office">
<h1>${title}</h1>
${done === undefined ? undefined : html`<div class="told" role="status"><p>${done}</p></div>`}
${main}
</div>`,
  );
}

/**
 * Returns the message that the parameter `done` names.
 *
 * @param texts - messages by name; a parameter that names none of them shows nothing, as anyone can write an address
 */
export function doneText(
  texts: Readonly<Record<string, string>>,
  query: Readonly<Record<string, unknown>>,
): string | undefined {
  return typeof query.done === 'string' && Object.hasOwn(texts, query.done) ? texts[query.done] : undefined;
}

/** Renders a time in UTC, because sellers and servers may be in any time zone. */
export function moment(time: Date): Html {
  const text = time.toISOString();
  return html`<time datetime="${text}">${text.slice(0, 10)} ${text.slice(11, 16)} UTC</time>`;
}
