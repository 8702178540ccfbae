import { createHash } from 'crypto';
import { html, Html } from '../html';

/** A picture drawn from the name, the same each time, for products that have no photograph. Decoration: screen readers pass it by. */
export function picture(name: string): Html {
  const digest = createHash('sha256').update(name).digest();
  const hue = Math.round(digest[0] * 360 / 256);
  const second = (hue + 40 + digest[1] % 60) % 360;
  const initial = Array.from(name.trim().toUpperCase())[0] ?? '';
  return html`<svg class="picture" viewBox="0 0 320 240" aria-hidden="true" focusable="false">
<rect width="320" height="240" fill="hsl(${hue} 45% 88%)"></rect>
<circle cx="${40 + digest[2]}" cy="${20 + digest[3] % 120}" r="${60 + digest[4] % 60}" fill="hsl(${second} 50% 78%)"></circle>
<circle cx="${digest[5]}" cy="${120 + digest[6] % 120}" r="${50 + digest[7] % 50}" fill="hsl(${hue} 40% 72%)"></circle>
<text x="160" y="158" text-anchor="middle" font-size="110" font-family="Georgia, serif" fill="hsl(${hue} 45% 24%)">${initial}</text>
</svg>`;
}
