import { createHash } from 'crypto';
import { COLOURS } from './colours';
import { PATHS } from '../../../src/contract/paths';

const BASE = `*,::before,::after{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--ink);
  background:var(--paper);display:flex;flex-direction:column;min-height:100vh}
a{color:var(--accent);text-underline-offset:.15em}a:hover{color:var(--accent-2)}
:is(a,button,input,select,textarea,summary,[tabindex]):focus-visible{outline:3px solid var(--accent);outline-offset:2px}
h1,.brand{font-family:Georgia,"Times New Roman",serif;font-weight:700;line-height:1.2}
h1{font-size:clamp(1.7rem,4.5vw,2.4rem);margin:.5rem 0 1rem;overflow-wrap:anywhere}
h2{font-size:1.2rem;line-height:1.3;margin:0 0 .6rem}h3{font-size:1rem;margin:1.2rem 0 .3rem}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:.5rem;padding:.5rem 1rem;background:var(--card);z-index:2}
.soft,.hint,.sku,footer{color:var(--soft)}.hint,.sku,footer,.sum .soft{font-size:.9rem}
.icon{width:1.35em;height:1.35em;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;
  stroke-linejoin:round;vertical-align:-.3em;flex:none}
main{flex:1;width:100%;max-width:76rem;margin:0 auto;padding:1.25rem clamp(1rem,4vw,3rem) 3.5rem}main:focus{outline:0}
footer{padding:1.25rem clamp(1rem,4vw,3rem);border-top:1px solid var(--line);background:var(--card)}
footer p{margin:0 auto;max-width:70rem}
`;

const HEADER = `\
.demo{margin:0;padding:.4rem 1rem;text-align:center;font-size:.9rem;background:var(--warn-tint);color:var(--warn);
  font-weight:600}
.top{display:flex;flex-wrap:wrap;gap:.75rem 1.5rem;align-items:center;padding:.85rem clamp(1rem,4vw,3rem);
  background:var(--card);border-bottom:1px solid var(--line)}
.brand{font-size:1.5rem;color:var(--ink);text-decoration:none;letter-spacing:-.01em}.brand:hover{color:var(--accent)}
.search{display:flex;flex:1 1 16rem;max-width:30rem;margin:0 auto}
.search input{flex:1;min-width:0;font:inherit;padding:.55rem .9rem;border:1px solid var(--field);border-right:0;
  border-radius:2rem 0 0 2rem;background:var(--paper);color:inherit}
.search button{font:inherit;padding:.55rem 1rem;border:1px solid var(--accent);border-radius:0 2rem 2rem 0;
  background:var(--accent);color:var(--on-accent);cursor:pointer}
.links{display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;align-items:center}
.links a{position:relative;display:inline-flex;gap:.4rem;align-items:center;min-height:2.75rem;color:var(--ink);
  text-decoration:none;font-weight:600}
.links a:hover{color:var(--accent)}
.badge{min-width:1.45em;padding:0 .4em;border-radius:1em;background:var(--accent);color:var(--on-accent);
  font-size:.8rem;line-height:1.45em;text-align:center}
@media (max-width:44rem){.top{gap:.4rem 1rem}.brand{flex:1}.search{order:3;flex-basis:100%;max-width:none}}
`;

const PARTS = `.button{display:inline-block;font:inherit;font-weight:600;line-height:1.3;padding:.75rem 1.5rem;
  border:1px solid var(--accent);border-radius:.6rem;background:var(--accent);color:var(--on-accent);
  text-align:center;text-decoration:none;cursor:pointer}
.button:hover{background:var(--accent-2);border-color:var(--accent-2);color:var(--on-accent)}
.button.quiet{background:transparent;color:var(--accent);padding:.5rem 1rem}.button.quiet:hover{background:var(--tint)}
.button.wide{display:block;width:100%}
.link{font:inherit;padding:.4rem 0;border:0;background:none;color:var(--accent);text-decoration:underline;
  text-underline-offset:.15em;cursor:pointer}
.chip{display:inline-block;padding:.1rem .6rem;border:1px solid var(--line);border-radius:1rem;background:var(--tint);
  color:var(--ink);font-size:.85rem}
a.chip{margin:.15rem 0;text-decoration:none}a.chip:hover{border-color:var(--accent)}
.number{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.9em;overflow-wrap:anywhere}
.notice,.problems{margin:0 0 1.25rem;padding:.8rem 1rem;border-left:.3rem solid var(--accent);border-radius:.4rem;
  background:var(--tint)}
.notice.warn,.problems{border-color:var(--warn);background:var(--warn-tint)}
.problems h2{margin:0;font-size:1.05rem;color:var(--warn)}
.problems ul,.problems p{margin:.3rem 0 0;padding-left:1.2rem}.problems p{padding:0}.problems a{color:var(--warn)}
.problem,.changed{color:var(--warn);font-weight:600}.problem{margin:.15rem 0}
.empty,.message{padding:1.5rem 0;max-width:40rem}.narrow{max-width:30rem;margin:0 auto}
.back{margin:0 0 .5rem}
.pages{display:flex;gap:1.25rem;align-items:center;justify-content:center;margin-top:2.5rem}
.pages a{padding:.55rem 1.1rem;border:1px solid currentColor;border-radius:.6rem;text-decoration:none}
`;

const FORMS = `.stack{display:grid;gap:1.1rem;margin:0 0 1.5rem}.stack>.button{justify-self:start}
.stack>.button.wide{justify-self:stretch}
.field{display:grid;gap:.3rem;min-width:0;align-content:start}.field label,legend{font-weight:600}
.field .soft{font-weight:400}.field .hint,.field .problem{margin:0}
.field input,.field select,.field textarea{font:inherit;width:100%;padding:.65rem .8rem;border:1px solid var(--field);
  border-radius:.5rem;background:var(--card);color:inherit}
.field.wrong input,.field.wrong select,.field.wrong textarea{border:2px solid var(--warn)}
fieldset{display:grid;gap:1rem;margin:0;padding:1.1rem 1.25rem 1.4rem;border:1px solid var(--line);
  border-radius:.9rem;background:var(--card);min-width:0}
legend{padding:0 .4rem;font-size:1.1rem}fieldset .hint{margin:0}.saved{margin:0}
.pair{display:grid;gap:1rem;grid-template-columns:minmax(7.5rem,1fr) 2fr;align-items:end}
.check{display:flex;gap:.7rem;align-items:start}
.check input{width:1.2rem;height:1.2rem;margin:.2rem 0 0;flex:none;accent-color:var(--accent)}
details{margin:0 0 1rem}summary{padding:.5rem 0;color:var(--accent);font-weight:600;cursor:pointer}
details[open] summary{margin-bottom:.7rem}
`;

const SHOP = `\
.hero{position:relative;overflow:hidden;margin:0 0 1.75rem;padding:clamp(1.4rem,4vw,2.75rem);border-radius:1.2rem;
  background:var(--tint)}
.hero h1{margin:0 0 .4rem;font-size:clamp(1.9rem,6vw,3rem)}.hero p{margin:0;max-width:38rem;font-size:1.1rem}
.hero svg{position:absolute;right:3%;bottom:-6%;height:106%;width:auto}@media (max-width:56rem){.hero svg{display:none}}
.promises{display:flex;flex-wrap:wrap;gap:.3rem 1.75rem;margin:1rem 0 0;padding:0;list-style:none;font-weight:600;
  color:var(--accent)}
.promises li::before{content:"✓";margin-right:.5rem}
.products{list-style:none;margin:0;padding:0;display:grid;gap:clamp(.8rem,2vw,1.5rem);
  grid-template-columns:repeat(auto-fill,minmax(min(100%,15.5rem),1fr))}
@media (max-width:34rem){
.products{grid-template-columns:1fr 1fr}.card .about{display:none}.card h2{font-size:1rem;margin:.6rem .75rem .2rem}
  .card .price{margin:auto .75rem .8rem}
}
.card{position:relative;display:flex;flex-direction:column;background:var(--card);border:1px solid var(--line);
  border-radius:1rem;overflow:hidden;transition:box-shadow .15s,transform .15s}
.card:hover,.card:focus-within{box-shadow:var(--shadow);transform:translateY(-2px)}
.picture{display:block;width:100%;height:auto;aspect-ratio:4/3;object-fit:cover}
.card h2{font-size:1.08rem;margin:.9rem 1rem .3rem;overflow-wrap:anywhere}
.card h2 a{color:inherit;text-decoration:none}.card h2 a::after{content:"";position:absolute;inset:0}
.about{margin:0 1rem;color:var(--soft);display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;
  overflow:hidden}
.price{font-size:1.15rem;font-weight:700;font-variant-numeric:tabular-nums}
.card .price{margin:auto 1rem 1rem;padding-top:.6rem}
.product{display:grid;gap:clamp(1.25rem,4vw,3rem);grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));
  align-items:start}
.frame .picture{border-radius:1.2rem}.detail h1{margin-top:0}.detail .price{font-size:1.6rem;margin:0}
.detail .price+.soft{margin:0 0 .8rem}
.detail h2{margin-top:1.75rem}.stock{margin:0 0 .8rem;font-weight:600;color:var(--accent)}
.stock.few,.stock.none{color:var(--warn)}
.buy{display:flex;gap:.8rem;align-items:end}.buy .field{width:6rem}.buy .button{flex:1;max-width:20rem}
.description{white-space:pre-line;overflow-wrap:anywhere}
`;

const ORDERING = `.basket{display:grid;gap:1.75rem;align-items:start}
@media (min-width:56rem){.basket{grid-template-columns:minmax(0,1fr) 22rem}.basket>.sum{position:sticky;top:1rem}}
.sum,.pay{padding:1.25rem;border:1px solid var(--line);border-radius:1rem;background:var(--card)}
.pay{margin-bottom:1.75rem;border-color:var(--accent)}:is(.sum,.pay)>:last-child{margin-bottom:0}
.total{display:flex;justify-content:space-between;gap:1rem;margin:.4rem 0;font-size:1.2rem;
  font-variant-numeric:tabular-nums}
.lines,.summary,.cards{list-style:none;margin:0;padding:0}
.line{display:grid;grid-template-columns:5.5rem minmax(0,1fr) auto;
  grid-template-areas:"thumb what amount" "thumb how how";gap:.3rem 1rem;padding:1rem 0;
  border-bottom:1px solid var(--line)}
.line:first-child{padding-top:0}.thumb{grid-area:thumb}.thumb .picture{border-radius:.6rem}.what{grid-area:what}
.what h2{margin:0;font-size:1.05rem;overflow-wrap:anywhere}.what p{margin:.15rem 0}.what a{color:inherit}
.line .amount{grid-area:amount;margin:0}
.amount{font-weight:600;text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.how-many{grid-area:how;display:flex;flex-wrap:wrap;gap:.4rem 1.2rem;align-items:center}
.how-many form{display:flex;gap:.5rem;align-items:center}
.how-many input{font:inherit;width:4.5rem;padding:.45rem .5rem;border:1px solid var(--field);border-radius:.5rem;
  background:var(--card);color:inherit}
.summary li{display:flex;gap:1rem;justify-content:space-between;padding:.45rem 0;border-bottom:1px solid var(--line)}
.summary .changed{display:block;font-size:.9rem}
.timeline{list-style:none;margin:.5rem 0 1.5rem;padding:0}
.timeline li{position:relative;padding:0 0 1.1rem 2.25rem}.timeline p{margin:.15rem 0 0}
.timeline li::before{content:"";position:absolute;left:.2rem;top:.25rem;width:1.1rem;height:1.1rem;
  border:2px solid var(--field);border-radius:50%;background:var(--card);z-index:1}
.timeline li:not(:last-child)::after{content:"";position:absolute;left:.7rem;top:.6rem;bottom:-.3rem;width:2px;
  background:var(--line)}
.timeline .done::before{background:var(--accent);border-color:var(--accent)}
.timeline .done:not(:last-child)::after{background:var(--accent)}
.timeline .now::before{border:.32rem solid var(--accent)}
.timeline .ended::before{background:var(--warn);border-color:var(--warn)}
.timeline .later strong{color:var(--soft);font-weight:400}
.title-row{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;justify-content:space-between}
.title-row h1{margin:.25rem 0}
.columns{display:grid;gap:2rem 3rem;margin-top:2.25rem;
  grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));align-items:start}
.orders{gap:.6rem}.orders li{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:.1rem 1rem}
.orders a{font-weight:600}.orders .number{color:var(--soft);font-size:.8rem;grid-column:1/-1}
@media (min-width:56rem){
  .orders li{grid-template-columns:14rem minmax(0,1fr) auto auto;align-items:baseline;gap:1.5rem}
  .orders .number{grid-column:auto}
}
.cards{display:grid;gap:.8rem;margin-bottom:1rem}
.cards li{padding:.9rem 1.1rem;border:1px solid var(--line);border-radius:.8rem;background:var(--card)}
.cards p{margin:0}
.wide-table{overflow-x:auto;border:1px solid var(--line);border-radius:.8rem;background:var(--card)}
table{width:100%;border-collapse:collapse}
th,td{padding:.65rem 1rem;text-align:left;border-bottom:1px solid var(--line);white-space:nowrap}
tbody tr:last-child :is(td,th){border-bottom:0}th.amount,td.amount{text-align:right}
@media (prefers-reduced-motion:reduce){*{transition:none!important}.card:hover,.card:focus-within{transform:none}}
`;

/** Style sheet of the shop. */
export const STYLE = COLOURS + BASE + HEADER + PARTS + FORMS + SHOP + ORDERING;

/** Path of the style sheet. It changes with the content, so browsers may cache it forever. */
export const STYLE_PATH = `${PATHS.static}shop.${createHash('sha256').update(STYLE).digest('hex').slice(0, 12)}.css`;
