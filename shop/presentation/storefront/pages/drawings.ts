import { createHash } from 'crypto';
import { html, Html } from '../html';

/** Drawings of the demonstration's products, by article number. */
const DRAWINGS: ReadonlyMap<string, Html> = new Map([
  [
    'KET-090',
    scene(
      '#dfeae6',
      '#c5dad3',
      html`<path d="M120 158C84 158 96 104 74 90q-8-5-18-2" fill="none" stroke="#8b9ba5" stroke-width="10"
 stroke-linecap="round"/>
<path d="M204 112h22q18 0 18 18v26q0 12-10 17" fill="none" stroke="#2f3b40" stroke-width="11" stroke-linecap="round"/>
<path d="m110 192 11-80q2-14 18-14h46q16 0 18 14l11 80Z" fill="#a9b8c0"/>
<path d="m132 192 8-80q1-10 8-14h-9q-16 0-18 14l-11 80Z" fill="#c9d4d9"/>
<path d="M126 98q36-20 72 0Z" fill="#8b9ba5"/><circle cx="162" cy="82" r="7" fill="#2f3b40"/>
<rect x="102" y="189" width="120" height="11" rx="5.5" fill="#6d7d87"/>
<path d="M186 118h8m-8 18h11m-11 18h13" stroke="#8b9ba5" stroke-width="3" stroke-linecap="round"/>`,
    ),
  ],
  [
    'GRD-038',
    scene(
      '#f1e4d6',
      '#e4cdb4',
      html`<path d="M160 80V58h58" fill="none" stroke="#4a5157" stroke-width="8" stroke-linejoin="round"
 stroke-linecap="round"/>
<rect x="208" y="38" width="20" height="24" rx="9" fill="#9a6a3c"/><path d="M134 78q26-14 52 0Z" fill="#4a5157"/>
<rect x="124" y="78" width="72" height="14" rx="6" fill="#343a3f"/>
<rect x="130" y="92" width="60" height="98" rx="6" fill="#59626a"/>
<rect x="138" y="92" width="11" height="98" fill="#76818a"/>
<rect x="130" y="126" width="60" height="34" fill="#a97545"/>
<path d="M130 136h60m-60 9h60m-60 8h60" stroke="#925f33" stroke-width="2"/>
<rect x="124" y="186" width="72" height="14" rx="6" fill="#343a3f"/>
<ellipse cx="90" cy="194" rx="12" ry="8" fill="#5a3824" transform="rotate(-18 90 194)"/>
<path d="M81 198q8-9 19-8" fill="none" stroke="#f1e4d6" stroke-width="2"/>
<ellipse cx="232" cy="192" rx="11" ry="7.5" fill="#6b452c" transform="rotate(14 232 192)"/>
<path d="M223 189q9 1 18 6" fill="none" stroke="#f1e4d6" stroke-width="2"/>`,
    ),
  ],
  [
    'DRP-002',
    scene(
      '#e3e6f0',
      '#cbd1e4',
      html`<path d="M214 98q42-2 34 28-8 22-42 16" fill="none" stroke="#f7f4ee" stroke-width="11"
 stroke-linecap="round"/>
<path d="M92 84h136l-42 66h-52Z" fill="#fffdf8"/><path d="M92 84h40l20 66h-18Z" fill="#ebe5d9"/>
<rect x="84" y="76" width="152" height="13" rx="6.5" fill="#fffdf8"/>
<ellipse cx="160" cy="82" rx="60" ry="4" fill="#7a4b2c"/>
<path d="M160 96v44m18-44-9 44m-27-44 9 44" stroke="#d8d0c0" stroke-width="3" stroke-linecap="round"/>
<rect x="108" y="150" width="104" height="10" rx="5" fill="#fffdf8"/>
<path d="M116 166h88l-7 34h-74Z" fill="#b7c4d8" opacity=".75"/><path d="M120 184h80l-3 16h-74Z" fill="#6b3f24"/>
<path d="M160 164q5 7 0 11-5-4 0-11Z" fill="#6b3f24"/>`,
    ),
  ],
  [
    'FLT-100',
    scene(
      '#f3ead9',
      '#e6d7ba',
      html`<path d="M96 66h146l-34 106q-3 10-14 10h-50q-11 0-14-10Z" fill="#d9bd92"/>
<path d="M88 74h146l-34 106q-3 10-14 10h-50q-11 0-14-10Z" fill="#e6cfaa"/>
<path d="M80 82h146l-34 106q-3 10-14 10h-50q-11 0-14-10Z" fill="#f4e3c6"/>
<path d="m212 84-33 104q-2 8-9 8" fill="none" stroke="#cfae7d" stroke-width="4" stroke-dasharray="3 5"/>
<path d="M122 190h50" stroke="#cfae7d" stroke-width="4" stroke-dasharray="3 5"/>
<path d="M80 82h146l-4 13H84Z" fill="#ead3ac"/>
<path d="m104 108 22 70" stroke="#fff6e4" stroke-width="5" stroke-linecap="round"/>`,
    ),
  ],
  [
    'BNS-ETH-250',
    scene(
      '#f7e2d8',
      '#efc9b7',
      bag(
        '#c65d3b',
        '#a94a2c',
        html`<circle cx="160" cy="140" r="27" fill="#f7e2d8"/><circle cx="160" cy="140" r="11" fill="#e9a13b"/>
<path d="M160 119v6m0 30v6m-21-21h6m30 0h6m-36-15 4 4m22 22 4 4m0-30-4 4m-22 22-4 4"
 stroke="#e9a13b" stroke-width="3" stroke-linecap="round"/>`,
        0,
      ),
    ),
  ],
  [
    'BNS-BRA-1000',
    scene(
      '#e2e8d8',
      '#cad6b6',
      bag(
        '#4f6b3f',
        '#3d5530',
        html`<circle cx="160" cy="136" r="30" fill="#f0eedd"/>
<path d="m132 150 18-26 11 14 8-9 19 21Z" fill="#4f6b3f"/><circle cx="177" cy="121" r="5" fill="#d99a3d"/>`,
        12,
      ),
    ),
  ],
  [
    'SCL-2000',
    scene(
      '#e7e4ee',
      '#d2ccdf',
      html`<path d="M122 72h76l-6 60q-1 10-12 10h-40q-11 0-12-10Z" fill="#c4d3da" opacity=".8"/>
<path d="M126 106h68l-3 26q-1 10-11 10h-40q-10 0-11-10Z" fill="#6b3f24"/>
<rect x="114" y="64" width="92" height="10" rx="5" fill="#8fa3ad"/>
<path d="M200 84q26 2 22 24-4 18-27 18" fill="none" stroke="#8fa3ad" stroke-width="8"/>
<rect x="82" y="144" width="156" height="13" rx="6" fill="#4a4e57"/>
<path d="M76 157h168l6 32q1 9-9 9H79q-10 0-9-9Z" fill="#2f3239"/>
<rect x="112" y="166" width="96" height="23" rx="5" fill="#12231c"/>
<text x="160" y="184" text-anchor="middle" font-size="18" font-weight="700"
 font-family="ui-monospace,Menlo,Consolas,monospace" fill="#7fe0b0">18.0 g</text>`,
    ),
  ],
  [
    'CUP-200-2',
    scene(
      '#e0e9ec',
      '#c3d4da',
      html`<g fill="none" stroke="#fffdf8" stroke-width="4" stroke-linecap="round">
<path d="M108 84q-8-10 0-20t0-20m22 40q-8-10 0-20t0-20m66 56q-7-9 0-18t0-18"/></g>
<path d="M76 118q-32-6-30 18 2 20 36 20" fill="none" stroke="#98a3a6" stroke-width="9"/>
<path d="M72 100h96v44q0 46-48 46t-48-46Z" fill="#b3bcbe"/>
<path d="M72 100h26v44q0 30 14 44-40-4-40-44Z" fill="#c7cfd0"/>
<ellipse cx="120" cy="100" rx="48" ry="10" fill="#8c989b"/>
<ellipse cx="120" cy="101" rx="41" ry="7" fill="#5b3721"/>
<path d="M242 140q26-4 24 14-2 16-28 16" fill="none" stroke="#b39c86" stroke-width="8"/>
<path d="M166 126h80v36q0 38-40 38t-40-38Z" fill="#cdb8a3"/>
<path d="M166 126h20v36q0 26 12 37-32-3-32-37Z" fill="#dccbb9"/>
<ellipse cx="206" cy="126" rx="40" ry="8.5" fill="#a58d76"/><ellipse cx="206" cy="127" rx="34" ry="6" fill="#6b452c"/>
<g fill="#6f7b7e"><circle cx="92" cy="132" r="2"/><circle cx="118" cy="152" r="2.5"/>
<circle cx="143" cy="128" r="2"/><circle cx="136" cy="170" r="2"/><circle cx="104" cy="168" r="1.5"/></g>
<g fill="#8a7159"><circle cx="186" cy="152" r="2"/><circle cx="214" cy="146" r="2.5"/>
<circle cx="228" cy="170" r="2"/><circle cx="203" cy="180" r="2"/></g>`,
    ),
  ],
]);

/**
 * Returns the drawing of a product without a photograph: its own for the demonstration's products, else a parcel.
 *
 * @param name - decides the colours of the parcel
 */
export function drawing(sku: string, name: string): Html {
  return DRAWINGS.get(sku) ?? parcel(name);
}

function scene(paper: string, light: string, content: Html): Html {
  return html`<svg class="picture" viewBox="0 0 320 240" aria-hidden="true" focusable="false">
<rect width="320" height="240" fill="${paper}"/><circle cx="160" cy="118" r="96" fill="${light}"/>
<ellipse cx="160" cy="202" rx="112" ry="9" fill="#000" opacity=".12"/>${content}</svg>`;
}

/**
 * Draws a bag with a folded top, a label and some beans in front of it.
 *
 * @param taller - SVG units that are added to the height of the small bag
 */
function bag(colour: string, dark: string, label: Html, taller: number): Html {
  const top = 70 - taller;
  return html`<path d="M${112 - taller / 2} ${top}h${96 + taller}l8 ${122 + taller}
q1 9-8 9H${112 - taller / 2}q-9 0-8-9Z" fill="${colour}"/>
<path d="M${112 - taller / 2} ${top}h16l-8 131q-17 1-16-9Z" fill="#fff" opacity=".14"/>
<rect x="${106 - taller / 2}" y="${top - 16}" width="${108 + taller}" height="22" rx="4" fill="${dark}"/>
<path d="M${98 - taller / 2} ${top - 5}h${124 + taller}" stroke="#e8d9b5" stroke-width="5"
 stroke-linecap="round"/>${label}
<path d="M136 182h48" stroke="#fff" stroke-width="4" stroke-linecap="round" opacity=".55"/>
${[
  [78, 196, -20],
  [98, 202, 12],
  [238, 198, 24],
  [222, 205, -8],
].map(
  ([x, y, angle]) =>
    html`<g transform="translate(${x} ${y}) rotate(${angle})"><ellipse rx="12" ry="8" fill="#5a3824"/>
<path d="M-11 1q6-6 11-1t11-1" fill="none" stroke="#a9825f" stroke-width="2"/></g>`,
)}`;
}

/** Drawing beside the welcome text: parcels on their way. */
export const heroDrawing = html`<svg viewBox="0 0 320 240" aria-hidden="true" focusable="false">
<circle cx="176" cy="126" r="104" fill="#0b5c4b" opacity=".12"/>
<ellipse cx="168" cy="216" rx="128" ry="9" fill="#000" opacity=".14"/>
<path d="m64 146 60 18v54l-60-18Z" fill="#c98f57"/><path d="m184 146-60 18v54l60-18Z" fill="#b27a45"/>
<path d="m64 146 60-18 60 18-60 18Z" fill="#dcab77"/>
<path d="m88 139 60 18v20l-11 3v-20l-60-18Z" fill="#f3e6d0"/><path d="m150 96 66 20v98l-66-20Z" fill="#2f8a74"/>
<path d="m282 96-66 20v98l66-20Z" fill="#22705d"/><path d="m150 96 66-20 66 20-66 20Z" fill="#46a68e"/>
<path d="m176 88 66 20v106l-14 4-1-104-66-20Z" fill="#f6c667"/>
<path d="M216 92c-22-30-52-22-40-6 8 10 26 10 40 6 14 4 32 4 40-6 12-16-18-24-40 6Z" fill="#f6c667"/>
<circle cx="216" cy="92" r="7" fill="#e0a63f"/>
<path d="m162 176 22 7m-22 5 14 4" stroke="#fff" stroke-width="4" stroke-linecap="round" opacity=".55"/></svg>`;

/** Draws a parcel whose colours depend on the name alone. */
function parcel(name: string): Html {
  const digest = createHash('sha256').update(name).digest();
  const hue = Math.round((digest[0] * 360) / 256);
  const tape = (hue + 150 + (digest[1] % 60)) % 360;
  return html`<svg class="picture" viewBox="0 0 320 240" aria-hidden="true" focusable="false">
<rect width="320" height="240" fill="hsl(${hue} 35% 90%)"/>
<circle cx="160" cy="118" r="96" fill="hsl(${hue} 38% 82%)"/>
<ellipse cx="160" cy="202" rx="112" ry="9" fill="#000" opacity=".12"/>
<path d="m88 104 72 24v76l-72-26Z" fill="hsl(${hue} 32% 56%)"/>
<path d="m232 104-72 24v76l72-26Z" fill="hsl(${hue} 34% 48%)"/>
<path d="m88 104 72-24 72 24-72 24Z" fill="hsl(${hue} 36% 66%)"/>
<path d="m118 94 72 24v24l-14 5v-24l-72-24Z" fill="hsl(${tape} 45% 62%)"/>
<path d="m102 150 26 9m-26 5 16 6" stroke="#fff" stroke-width="4" stroke-linecap="round" opacity=".6"/></svg>`;
}
