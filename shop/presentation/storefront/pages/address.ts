import { choice, field } from './form';
import { Address } from '../../../domain/address';
import { LABEL } from '../../../domain/validation';
import { COUNTRIES, countryName } from '../address-form';
import { Form } from '../forms';
import { html, Html } from '../html';

/**
 * Renders the fields of an address, named so that browsers can fill them in.
 *
 * @param prefix - makes the ids unique where a page has two addresses
 */
export function addressFields(form: Form, prefix?: string): Html {
  const line = (name: string, label: string, autocomplete: string, maximum: number, optional = false) =>
    field(form, { prefix, name, label, autocomplete: `shipping ${autocomplete}`, maximum, optional });
  return html`${line('name', 'Full name', 'name', LABEL.name)}
${line('line1', 'Street and number', 'address-line1', LABEL.line)}
${line('line2', 'Address addition', 'address-line2', LABEL.line, true)}
<div class="pair">
${line('postalCode', 'Postal code', 'postal-code', LABEL.postalCode)}
${line('city', 'City', 'address-level2', LABEL.city)}
</div>
${choice(form, { prefix, name: 'country', label: 'Country', autocomplete: 'shipping country', options: COUNTRIES })}`;
}

/** Renders an address on several lines. */
export function addressLines({ name, line1, line2, postalCode, city, country }: Address): Html {
  return html`${name}<br>${line1}<br>${line2 === undefined ? undefined : html`${line2}<br>`}${postalCode} ${city}<br>\
${countryName(country)}`;
}
