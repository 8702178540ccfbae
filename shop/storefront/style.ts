import { createHash } from 'crypto';

/** System fonts and colours with a contrast of at least 4.5 : 1, light and dark. */
export const STYLE = `:root{color-scheme:light dark;--ink:#1d2433;--soft:#566074;--paper:#fbfaf7;--card:#fff;--line:#e2dfd6;--accent:#0b5c4b;--on-accent:#fff;--warn:#9a3412}
@media (prefers-color-scheme:dark){:root{--ink:#eceae4;--soft:#b1b5c0;--paper:#14171d;--card:#1d222b;--line:#343b48;--accent:#7fd8c0;--on-accent:#10231e;--warn:#fdba74}}
*{box-sizing:border-box}
body{margin:0;font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--ink);background:var(--paper);display:flex;flex-direction:column;min-height:100vh}
a{color:var(--accent)}
a:focus-visible,button:focus-visible,input:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:.5rem;padding:.5rem 1rem;background:var(--card);z-index:1}
.top{display:flex;flex-wrap:wrap;gap:1rem;align-items:center;justify-content:space-between;padding:1rem clamp(1rem,4vw,3rem);background:var(--card);border-bottom:1px solid var(--line)}
.brand{font:700 1.5rem/1.2 Georgia,serif;color:var(--ink);text-decoration:none}
.search{display:flex;gap:.5rem;flex:0 1 26rem}
.search input{flex:1;min-width:0;font:inherit;padding:.55rem .9rem;border:1px solid var(--soft);border-radius:.5rem;background:var(--paper);color:inherit}
.search button{font:inherit;font-weight:600;padding:.55rem 1.1rem;border:0;border-radius:.5rem;background:var(--accent);color:var(--on-accent);cursor:pointer}
main{flex:1;width:100%;max-width:76rem;margin:0 auto;padding:1.5rem clamp(1rem,4vw,3rem) 3rem}
main:focus{outline:0}
h1{font:700 clamp(1.6rem,4vw,2.3rem)/1.2 Georgia,serif;margin:.5rem 0 1.25rem;overflow-wrap:anywhere}
.products{list-style:none;margin:0;padding:0;display:grid;gap:1.5rem;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr))}
.card{position:relative;display:flex;flex-direction:column;background:var(--card);border:1px solid var(--line);border-radius:.9rem;overflow:hidden;transition:box-shadow .15s}
.card:hover,.card:focus-within{box-shadow:0 6px 24px rgb(0 0 0/.13)}
.picture{display:block;width:100%;height:auto}
.card h2{font-size:1.08rem;line-height:1.3;margin:.9rem 1rem .3rem;overflow-wrap:anywhere}
.card h2 a{color:inherit;text-decoration:none}.card h2 a::after{content:"";position:absolute;inset:0}
.about{margin:0 1rem;color:var(--soft);display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden}
.price{font-size:1.15rem;font-weight:700;font-variant-numeric:tabular-nums}
.card .price{margin:auto 1rem 1rem;padding-top:.7rem}
.product{display:grid;gap:2rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));align-items:start}
.product .picture{border-radius:.9rem}.product .price{font-size:1.5rem;margin:0 0 .5rem}
.stock{display:inline-block;margin:0 0 1rem;font-weight:600;color:var(--accent)}.stock.few,.stock.none{color:var(--warn)}
.description{white-space:pre-line}.sku,footer{color:var(--soft);font-size:.9rem}
.pages{display:flex;gap:1.25rem;align-items:center;justify-content:center;margin-top:2.5rem}
.pages a{padding:.55rem 1.1rem;border:1px solid currentColor;border-radius:.5rem;text-decoration:none}
.empty,.message{padding:2rem 0;max-width:40rem}
footer{padding:1rem clamp(1rem,4vw,3rem);border-top:1px solid var(--line)}
@media (prefers-reduced-motion:reduce){*{transition:none!important}}
`;

/** The name changes with the content, so a browser may keep it for ever. */
export const STYLE_PATH = `/static/shop.${createHash('sha256').update(STYLE).digest('hex').slice(0, 12)}.css`;
