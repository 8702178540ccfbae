/** The generated tables of docs/architecture.md: defaults of the options, and values that are no options. */
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { defaultTags, ROOT } from './default-tags';
import { fixedValues } from './fixed-values';

export const DOCUMENT = join(ROOT, 'docs', 'architecture.md');

const COMMAND = 'npm run docs:defaults';
const BEGIN = `<!-- defaults: made from the code by \`${COMMAND}\` -->`;
const END = '<!-- defaults: end -->';

/** Prices depend on Region and date, so the documents state none. */
const PRICE = / \(about [^)]+\)/g;

/** Where users write each struct. */
const PATHS: readonly (readonly [string, string])[] = [
  ['EcommerceArchitectureProps', ''],
  ['NetworkOptions', 'network.'],
  ['StorageOptions', 'storage.'],
  ['DnsOptions', 'dns.'],
  ['EdgeOptions', 'edge.'],
  ['ManagedWebAclOptions', 'WebAcl.managed: '],
  ['PathRateLimits', 'WebAcl.managed: pathLimits.'],
  ['DatabaseOptions', 'database.'],
  ['DatabaseEngineOptions', 'DatabaseEngine: '],
  ['CacheOptions', 'cache.'],
  ['MessagingOptions', 'messaging.'],
  ['MailOptions', 'mail.'],
  ['CommerceOptions', 'commerce.'],
  ['UnpaidOrderOptions', 'commerce.unpaidOrders.'],
  ['BusinessFunctionCodeOptions', 'BusinessFunction.code: '],
  ['AddFunctionOptions', 'commerce.addFunction: '],
  ['WebOptions', 'web.'],
  ['WebServerOptions', 'WebServer: '],
  ['MonitoringOptions', 'monitoring.'],
  ['AlarmOptions', 'monitoring.addAlarm: '],
];

/** @returns the document with the tables as the code is now */
export function withDefaults(document: string): string {
  const [before, after] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (before < 0 || after < before) throw new Error(`docs/architecture.md lacks the lines ${BEGIN} and ${END}`);
  return `${document.slice(0, before)}${BEGIN}\n\n${tables()}\n\n${document.slice(after)}`;
}

function tables(): string {
  return [
    '### Options',
    '',
    'The options of the rooms, and of the classes and methods that users call with options. `API.md` describes each.',
    '',
    '| Option | Default |',
    '|---|---|',
    ...PATHS.flatMap(([struct, path]) => optionRows(struct, path)),
    '',
    '### Values that are no options',
    '',
    '| Room | Value | Is |',
    '|---|---|---|',
    ...fixedValues().map(({ room, name, value }) => `| ${room} | ${name} | ${value} |`),
  ].join('\n');
}

function optionRows(struct: string, path: string): string[] {
  return defaultTags()
    .filter(({ option }) => option.startsWith(`${struct}.`))
    .map(({ option, text }) => {
      const [, member] = option.split('.');
      const value = text.startsWith('- ') ? text.slice(2) : `\`${text.replace(/^'(.*)'$/, '$1')}\``;
      return `| \`${path}${member}\` | ${value.replace(PRICE, '').replace(/\|/g, '\\|')} |`;
    });
}

if (require.main === module) writeFileSync(DOCUMENT, withDefaults(readFileSync(DOCUMENT, 'utf8')));
