/**
 * The section "Who may call what" of docs/security.md, generated from the tables in `shop/access`. Run this file to
 * write it.
 */
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Answer, RouteRow } from '../../shop/access/access-row';
import { FUNCTIONS, Invoker } from '../../shop/access/function-table';
import { ROUTES } from '../../shop/access/route-table';

export const DOCUMENT = join(__dirname, '..', '..', 'docs', 'security.md');

const BEGIN =
  '<!-- access: made from `shop/access` by `npx ts-node -T -P tsconfig.dev.json test/docs/access-document.ts` -->';
const END = '<!-- access: end -->';

const SERVERS = [
  ['storefront', 'Storefront (the servers)'],
  ['store-api', 'Store API (a function)'],
  ['payment-verification', 'Payment verification (a function)'],
  ['laptop', 'Only on a laptop'],
] as const;

/** Returns the document with the section of the current tables. */
export function withAccessSection(document: string): string {
  const [before, after] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (before < 0 || after < before) throw new Error(`docs/security.md lacks the lines ${BEGIN} and ${END}`);
  return `${document.slice(0, before)}${BEGIN}\n${section()}\n${document.slice(after)}`;
}

function section(): string {
  return [
    ...SERVERS.flatMap(([server, title]) => [
      `### ${title}`,
      '',
      "| Route | Who | Proof | Form | Without | Wrong | Another's | Mail |",
      '|---|---|---|---|---|---|---|---|',
      ...ROUTES.filter((row) => row.server === server).map(routeLine),
      '',
    ]),
    '### Functions',
    '',
    '| Function | Invoked by | Principal |',
    '|---|---|---|',
    ...FUNCTIONS.map(({ name, invoker, principal }) => `| ${name} | ${invokedBy(invoker)} | ${principal} |`),
    '',
  ].join('\n');
}

function routeLine({ method, path, who, proof, form, without, wrong, another, mail }: RouteRow): string {
  const answers = [without, wrong, another].map(words);
  return `| \`${method} ${path}\` | ${[who, proof, form, ...answers, mail ?? ''].join(' | ')} |`;
}

function words(answer: Answer | undefined): string {
  return String(answer ?? '-');
}

function invokedBy(invoker: Invoker): string {
  if (invoker.by === 'load balancer') return `load balancer, for \`${invoker.path}\``;
  if (invoker.by === 'schedule') return `schedule, \`${invoker.rate}\``;
  return `its own queue, fed by ${invoker.fedBy.join(', ')}`;
}

if (require.main === module) writeFileSync(DOCUMENT, withAccessSection(readFileSync(DOCUMENT, 'utf8')));
