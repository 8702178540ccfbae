import { choice, field } from './form';
import { Address } from '../../ports/store';
import { COUNTRIES, countryName } from '../address-form';
import { Form } from '../forms';
import { html, Html } from '../html';

/** The fields of an address, named so that a browser fills them in. */
export function addressFields(form: Form, prefix?: string): Html {
  return html`${field(form, { prefix, name: 'name', label: 'Full name', autocomplete: 'shipping name', maximum: 120 })}
${field(form, { prefix, name: 'line1', label: 'Street and number', autocomplete: 'shipping address-line1', maximum: 120 })}
${field(form, { prefix, name: 'line2', label: 'Address addition', autocomplete: 'shipping address-line2', maximum: 120, optional: true })}
<div class="pair">
${field(form, { prefix, name: 'postalCode', label: 'Postal code', autocomplete: 'shipping postal-code', maximum: 16 })}
${field(form, { prefix, name: 'city', label: 'City', autocomplete: 'shipping address-level2', maximum: 80 })}
</div>
${choice(form, { prefix, name: 'country', label: 'Country', autocomplete: 'shipping country', options: COUNTRIES })}`;
}

export function addressLines({ name, line1, line2, postalCode, city, country }: Address): Html {
  return html`${name}<br>${line1}<br>${line2 === undefined ? undefined : html`${line2}<br>`}${postalCode} ${city}<br>${countryName(country)}`;
}
