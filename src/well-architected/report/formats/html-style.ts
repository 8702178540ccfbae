import type { Status } from '../model';

/** Colours of one mode. Tests require the contrast of WCAG AA for every pair that carries text. */
export interface Palette {
  readonly page: string;
  readonly raised: string;
  readonly line: string;
  readonly text: string;
  readonly muted: string;
  readonly link: string;
  readonly status: Readonly<Record<Status, { readonly ink: string; readonly tint: string; readonly bar: string }>>;
}

export const LIGHT: Palette = {
  page: '#ffffff',
  raised: '#f5f7f9',
  line: '#d3d9e0',
  text: '#1a2027',
  muted: '#55606d',
  link: '#0a4fb5',
  status: {
    failing: { ink: '#a3211a', tint: '#fcebe9', bar: '#c4362d' },
    undetermined: { ink: '#7a4a00', tint: '#fdf1dc', bar: '#d1891a' },
    acknowledged: { ink: '#5836a8', tint: '#f0ebfb', bar: '#7d5bd0' },
    compliant: { ink: '#17613a', tint: '#e6f4ec', bar: '#2b8a57' },
    'not-applicable': { ink: '#4c5763', tint: '#eceff2', bar: '#9aa5b1' },
    'not-assessable': { ink: '#4c5763', tint: '#f5f7f9', bar: '#dde2e8' },
  },
};

export const DARK: Palette = {
  page: '#12161b',
  raised: '#1a2027',
  line: '#343d48',
  text: '#e6eaef',
  muted: '#a8b2bd',
  link: '#8ab8ff',
  status: {
    failing: { ink: '#ffaaa2', tint: '#40201e', bar: '#e5645a' },
    undetermined: { ink: '#f6c67c', tint: '#3a2c12', bar: '#d9983a' },
    acknowledged: { ink: '#cdbdff', tint: '#2d2547', bar: '#9478e0' },
    compliant: { ink: '#8fdcae', tint: '#16321f', bar: '#3fa26c' },
    'not-applicable': { ink: '#b9c2cc', tint: '#272e36', bar: '#6b7682' },
    'not-assessable': { ink: '#b9c2cc', tint: '#1a2027', bar: '#3a434d' },
  },
};

function variables({ status, ...plain }: Palette): string {
  const colours = Object.entries(plain).map(([name, colour]) => `--${name}:${String(colour)}`);
  const statuses = Object.entries(status).flatMap(([name, { ink, tint, bar }]) => [
    `--${name}:${ink}`,
    `--${name}-tint:${tint}`,
    `--${name}-bar:${bar}`,
  ]);
  return [...colours, ...statuses].join(';');
}

const STATUS_STYLE = (Object.keys(LIGHT.status) as Status[])
  .map((status) => `.is-${status}{--ink:var(--${status});--tint:var(--${status}-tint);--bar:var(--${status}-bar)}`)
  .join('\n');

const LAYOUT = `
*{box-sizing:border-box}
html{font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;color:var(--text);
background:var(--page);-webkit-text-size-adjust:100%}
body{margin:0;overflow-wrap:anywhere}
.wrap{max-width:76rem;margin:0 auto;padding:0 1.5rem}
h1,h2,h3,h4,h5{line-height:1.25;margin:0;text-wrap:balance}
h1{font-size:1.7rem;letter-spacing:-.01em}
h2{font-size:1.25rem;margin:0 0 .9rem}
h3{font-size:1rem}
h4,h5{font-size:.95rem}
p{margin:0 0 .6rem}
a{color:var(--link)}
a:focus-visible,summary:focus-visible,input:focus-visible,select:focus-visible{outline:3px solid var(--link);
outline-offset:2px;border-radius:3px}
code,pre{font:.86em/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;
overflow-wrap:anywhere}
code{background:var(--raised);border-radius:3px;padding:.05em .25em}
pre{margin:.4rem 0 .6rem;padding:.6rem .75rem;background:var(--raised);border:1px solid var(--line);
border-radius:6px;white-space:pre-wrap}
pre code{padding:0;background:none;user-select:all}
.muted{color:var(--muted)}
.skip{position:absolute;left:-100rem}
.skip:focus{left:1rem;top:.5rem;background:var(--page);padding:.4rem .8rem;z-index:1}
header.top{border-bottom:1px solid var(--line);background:var(--raised);padding:1.6rem 0 1.3rem}
header.top .kicker{font-size:.8rem;letter-spacing:.06em;text-transform:uppercase;color:var(--muted);margin:0 0 .25rem}
.facts{display:flex;flex-wrap:wrap;gap:.25rem 1.75rem;margin:.8rem 0 0}
.facts div{max-width:100%}
.facts .workload{flex-basis:100%}
.facts dt,.facts dd{display:inline;margin:0}
.facts dt{color:var(--muted)}
.facts dd strong{font-weight:600}
.facts dd code{background:none;padding:0;font-weight:600}
main section{padding:1.8rem 0 .4rem}
section+section{border-top:1px solid var(--line)}
.lead{font-size:1.2rem;line-height:1.4;margin:0 0 .4rem}
.lead strong{font-weight:650}
.bar{display:flex;height:.75rem;border-radius:4px;overflow:hidden;gap:1px;background:var(--line);margin:.7rem 0}
.bar span{background:var(--bar);min-width:3px}
.bar .is-not-assessable{background:repeating-linear-gradient(135deg,var(--bar) 0 4px,var(--raised) 4px 7px)}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem .6rem;margin:.2rem 0 .7rem;padding:0}
.chip{display:inline-flex;align-items:center;gap:.35em;padding:.05em .55em;border-radius:99px;
background:var(--tint);color:var(--ink);font-size:.82rem;font-weight:600;white-space:nowrap;
border:1px solid transparent}
.chip b{font-weight:700;min-width:.8em;text-align:center}
.chip.is-not-assessable{border-color:var(--line)}
.level,.risk{font-size:.82rem;color:var(--muted);white-space:nowrap}
.risk strong{color:var(--text)}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,21rem),1fr));gap:1rem;
margin:1.2rem 0 1rem;padding:0;list-style:none}
.cards>li{border:1px solid var(--line);border-radius:8px;padding:.9rem 1rem .8rem;background:var(--page);min-width:0}
.cards h3 a{color:inherit;text-decoration:none}
.cards h3 a:hover{text-decoration:underline}
.cards .legend{gap:.3rem}
.cards p{margin:0}
table{width:100%;border-collapse:collapse;font-size:.92rem;margin:0 0 1rem}
th{text-align:left;color:var(--muted);font-weight:600;font-size:.82rem;padding:.35rem .8rem .35rem 0;
border-bottom:2px solid var(--line);vertical-align:bottom}
td{padding:.5rem .8rem .5rem 0;border-bottom:1px solid var(--line);vertical-align:top}
th:last-child,td:last-child{padding-right:0}
.attention,.fixed{table-layout:fixed}
.attention th:nth-child(1){width:9.5rem}
.attention th:nth-child(2){width:4.8rem}
.attention th:nth-child(3){width:29%}
.attention th:nth-child(4){width:25%}
.chip+.level{margin-left:.3em}
::placeholder{color:var(--muted);opacity:1}
.sub code{font-size:.95em}
.sub{display:block;color:var(--muted);font-size:.88rem}
.question{margin:0 0 1.3rem}
.question>h3{margin:0 0 .45rem}
.question>h3 span{color:var(--muted);font-weight:500;margin-right:.35em}
details>summary{cursor:pointer}
.practice{border:1px solid var(--line);border-radius:6px;margin:0 0 .4rem;background:var(--page)}
.practice>summary{display:flex;flex-wrap:wrap;align-items:baseline;gap:.25rem .7rem;padding:.45rem .75rem;
list-style:none}
.practice>summary::-webkit-details-marker{display:none}
.practice>summary::before{content:"▸";color:var(--muted);width:.8em}
.practice[open]>summary::before{content:"▾"}
.practice>summary:hover{background:var(--raised)}
.practice>summary h4{flex:1 1 18rem;font-weight:500}
.practice>summary h4 span{font-weight:650;margin-right:.35em}
.practice>.body{padding:.2rem 1rem .9rem;scroll-margin-top:3rem}
.practice>.body:target{outline:2px solid var(--link);outline-offset:-2px;border-radius:6px}
.rule{border-left:4px solid var(--bar);padding:.15rem 0 .1rem .9rem;margin:.9rem 0 0}
.rule h5{margin:0 0 .25rem}
.rule .tags{display:flex;flex-wrap:wrap;gap:.2rem .7rem;align-items:baseline;margin:0 0 .4rem}
.rule dl{margin:.5rem 0 .4rem}
.rule dl dt{font-weight:600}
.rule dl dd{margin:0 0 .4rem}
.evidence{list-style:none;margin:.5rem 0;padding:0}
.evidence>li{border-top:1px solid var(--line);padding:.5rem 0}
.evidence.fine>li{padding:.2rem 0;font-size:.92rem}
.evidence .tags{margin:0 0 .15rem}
.evidence .values{display:grid;grid-template-columns:max-content 1fr;gap:.1rem .8rem;margin:.25rem 0}
.evidence .values dt{color:var(--muted);font-weight:400}
.evidence .values dd{margin:0}
.reason{border-left:3px solid var(--acknowledged-bar);padding:.1rem 0 .1rem .7rem;margin:.4rem 0;white-space:pre-line}
td .reason{margin-top:.1rem}
.quiet{color:var(--muted);font-size:.92rem;margin:.3rem 0 0}
.quiet ul{margin:.4rem 0 .2rem;padding-left:1.4rem}
.quiet li{scroll-margin-top:1rem}
.filter{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:end;margin:0 0 1rem;padding:.7rem .9rem;
background:var(--raised);border:1px solid var(--line);border-radius:8px}
.filter label{display:flex;flex-direction:column;gap:.2rem;font-size:.85rem;color:var(--muted)}
.filter label:first-child{flex:1 1 16rem}
.filter input,.filter select{font:inherit;font-size:1rem;color:var(--text);background:var(--page);
border:1px solid var(--muted);border-radius:5px;padding:.35rem .55rem;min-width:0;width:100%}
.filter output{flex-basis:100%;font-size:.85rem;color:var(--muted)}
[hidden]{display:none!important}
footer{border-top:1px solid var(--line);color:var(--muted);padding:1.2rem 0 2.5rem;font-size:.88rem}
`;

const NARROW = `
@media (max-width:46rem){
.wrap{padding:0 1rem}
table,tbody,tr,td{display:block}
thead{position:absolute;left:-100rem}
tr{border-bottom:1px solid var(--line);padding:.5rem 0}
td{width:auto;border:0;padding:.1rem 0}
td[data-label]::before{content:attr(data-label) ":";margin-right:.5em;color:var(--muted);font-size:.85rem}
td.plain::before{display:none}
.practice>summary h4{flex-basis:100%;order:1}
.practice>.body{padding:.2rem .75rem .75rem}
.evidence .values{grid-template-columns:1fr}
.evidence .values dd{margin:0 0 .3rem}
}
`;

// Details cannot be opened on paper, so all of them are printed open.
const PRINT = `
@media print{
html{font-size:10.5px}
.filter,.skip{display:none!important}
details::details-content{content-visibility:visible!important;display:block!important;block-size:auto!important}
.practice,.rule,.evidence>li,.cards>li,tr{break-inside:avoid}
.practice>.body:target{outline:0}
h2,h3{break-after:avoid}
a{color:inherit}
.bar,.chip,.rule{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;

/** Style sheet of the page, which loads nothing from elsewhere. */
export const STYLE = `:root{color-scheme:light dark;${variables(LIGHT)}}
@media (prefers-color-scheme:dark){:root{${variables(DARK)}}}
@media print{:root{${variables(LIGHT)}}}
${STATUS_STYLE}${LAYOUT}${NARROW}${PRINT}`;
