import { createHash } from 'crypto';
import { PATHS } from '../../../../src/contract/paths';

/** Style sheet of the back office, loaded after that of the shop; pages for visitors do not load it. */
export const BACK_OFFICE_STYLE = `.office p{overflow-wrap:anywhere}
.sections{display:flex;flex-wrap:wrap;gap:.4rem;margin:0 0 1.5rem;padding:0 0 .9rem;border-bottom:1px solid var(--line)}
.sections a{padding:.45rem .9rem;border-radius:.5rem;text-decoration:none}
.sections a:hover{text-decoration:underline}
.sections a[aria-current]{background:var(--accent);color:var(--on-accent);font-weight:600}
.told,.caution{margin:0 0 1.25rem;padding:.8rem 1rem;border:1px solid var(--line);
  border-left:.35rem solid var(--accent);border-radius:.5rem;background:var(--card);overflow-wrap:anywhere}
.caution{border-left-color:var(--warn)}
.told p,.caution p{margin:0 0 .4rem}.told p:last-child,.caution p:last-child{margin:0}
.sheet{width:100%;border-collapse:collapse;margin:0 0 1.5rem;background:var(--card);border:1px solid var(--line)}
.sheet th,.sheet td{padding:.6rem .8rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);
  overflow-wrap:anywhere;white-space:normal}
.sheet thead th{font-size:.85rem;color:var(--soft);font-weight:600;overflow-wrap:normal}
.sheet .figure{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap;overflow-wrap:normal}
.sheet tbody th{font-weight:600}.sheet .small{display:block;font-weight:400;font-size:.85rem;color:var(--soft)}
.panels{display:grid;gap:1.5rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));align-items:start}
.panel{background:var(--card);border:1px solid var(--line);border-radius:.9rem;padding:1.1rem 1.25rem 1.25rem;
  min-width:0}
.office h2{font-size:1.15rem;margin:1.75rem 0 .9rem}.office .panel h2,.office .problems h2{margin-top:0}
.office .stack>h2{margin-bottom:0}
.office>.panel{max-width:44rem}.panel.stack{margin:0 0 1.5rem}.panels>.panel.stack{margin:0}
.panel .sheet{border-left:0;border-right:0;margin-bottom:1rem}
.panel>:last-child{margin-bottom:0}
form+form{margin-top:1.5rem}
.inline{display:flex;flex-wrap:wrap;gap:.75rem;align-items:end;margin:0 0 1.25rem}.inline .field{flex:0 1 22rem}
.panel .picture,.panel .photo{width:100%;max-width:20rem;height:auto;border-radius:.6rem}
.area{display:block;width:100%;min-height:9rem;font:inherit;padding:.55rem .9rem;border:1px solid var(--soft);
  border-radius:.5rem;background:var(--paper);color:inherit;resize:vertical}
.area:focus-visible,select:focus-visible,summary:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.tick{display:flex;gap:.6rem;align-items:center}
.tick input{width:1.25rem;height:1.25rem;flex:none;accent-color:var(--accent)}
.actions{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center;margin:0 0 1rem}
.tag{display:inline-block;padding:.05rem .55rem;border:1px solid currentColor;border-radius:1rem;font-size:.85rem;
  white-space:nowrap}
.tag.bad{color:var(--warn)}.tag.good{color:var(--accent)}.tag.off{color:var(--soft)}
.data{display:grid;grid-template-columns:max-content 1fr;gap:.35rem 1.1rem;margin:0 0 1rem}
.data dt{color:var(--soft)}.data dd{margin:0;overflow-wrap:anywhere}
.states{display:flex;flex-wrap:wrap;gap:.35rem .9rem;margin:0 0 1rem;padding:0;list-style:none}
.states a[aria-current]{font-weight:700;text-decoration:none;color:inherit}
.letter{white-space:pre-wrap;overflow-wrap:anywhere;margin:0 0 1.25rem;padding:1rem;border:1px solid var(--line);
  border-radius:.5rem;background:var(--paper);font:inherit}
@media (max-width:40rem){
.sheet,.sheet tbody,.sheet tr,.sheet th,.sheet td{display:block;border:0;padding:0;width:100%}
.sheet thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.sheet{background:none}
.sheet tr{border:1px solid var(--line);border-radius:.7rem;background:var(--card);padding:.8rem 1rem;margin:0 0 .75rem}
.sheet td{display:flex;justify-content:space-between;gap:1rem;padding:.2rem 0;text-align:right}
.sheet td::before{content:attr(data-label);color:var(--soft);text-align:left;flex:none}
.sheet tbody th{padding:0 0 .35rem}
.sheet td>span{min-width:0}
}
`;

const HASH = createHash('sha256').update(BACK_OFFICE_STYLE).digest('hex').slice(0, 12);

/** Path of the style sheet. It changes with the content, so browsers may cache it forever. */
export const BACK_OFFICE_STYLE_PATH = `${PATHS.static}office.${HASH}.css`;
