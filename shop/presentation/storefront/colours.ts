/**
 * Colours of the shop, light and dark, with a contrast of at least 4.5 : 1. The storefront, the demonstration's payment
 * page and the mail page of the laptop use them.
 */
export const COLOURS = `\
:root{color-scheme:light dark;--ink:#1d2433;--soft:#566074;--paper:#faf8f4;--card:#fff;--line:#e4dfd4;--field:#8a8f9c;
  --accent:#0b5c4b;--accent-2:#08483b;--on-accent:#fff;--tint:#e5f0ec;--warn:#9a3412;--warn-tint:#fdeee4;
  --shadow:0 1px 2px rgb(40 32 16/.06),0 8px 24px rgb(40 32 16/.07)}
@media (prefers-color-scheme:dark){
  :root{--ink:#eceae4;--soft:#b1b5c0;--paper:#14171d;--card:#1d222b;--line:#343b48;--field:#7d8596;--accent:#7fd8c0;
    --accent-2:#a2e6d3;--on-accent:#10231e;--tint:#1b332d;--warn:#fdba74;--warn-tint:#3a2818;
    --shadow:0 1px 2px rgb(0 0 0/.3),0 8px 24px rgb(0 0 0/.3)}
}
`;
