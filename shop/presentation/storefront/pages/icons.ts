import { html } from '../html';

// Icons take the colour of the text beside them, which says the same in words.
export const searchIcon = html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
<circle cx="11" cy="11" r="6.5"/><path d="m16 16 5 5"/></svg>`;

export const personIcon = html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
<circle cx="12" cy="8" r="4"/><path d="M4 20c1-4.5 4-6 8-6s7 1.5 8 6"/></svg>`;

export const cartIcon = html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
<path d="M3 4h2.5l2.2 11h10.6l2.2-8H6.3"/><circle cx="9.5" cy="19.5" r="1.5"/>
<circle cx="16.5" cy="19.5" r="1.5"/></svg>`;
