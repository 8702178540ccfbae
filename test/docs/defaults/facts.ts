/** Every value that a document may state, by its name. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { constantIn } from './constants';
import { ROOT } from './default-tags';
import { figuresIn } from './figures';
import { fixedValues } from './fixed-values';
import { ENGINES, optionFacts } from './option-facts';

/**
 * @returns figures by name: an option (`Interface.member`, `Interface.member@production`) or a value that is no
 * option (`room: name`)
 */
export function facts(): ReadonlyMap<string, readonly string[]> {
  const options = Object.entries(optionFacts());
  const texts: [string, readonly string[]][] = [
    ...options,
    ...options.map(([name, values]): [string, string[]] => [`${name}@production`, values.slice(0, 1)]),
    ...options.map(([name, values]): [string, string[]] => [`${name}@development`, values.slice(1, 2)]),
    ...fixedValues().map(({ room, name, value }): [string, string[]] => [`${room}: ${name}`, [value]]),
    ...Object.entries({ ...singleValues(), ...toolingValues() }),
  ];
  return new Map(texts.map(([name, values]) => [name, values.flatMap(figuresIn)]));
}

function singleValues(): Record<string, string[]> {
  return {
    'database: port of PostgreSQL': [String(ENGINES.postgres.port)],
    'database: port of the PostgreSQL proxy': [String(ENGINES.postgres.proxyPort)],
    'shop: holding time in seconds': [String(60 * constantIn('shop/domain/limits', /^\w+_MINUTES$/))],
  };
}

function toolingValues(): Record<string, string[]> {
  const read = (file: string) => JSON.parse(readFileSync(join(ROOT, file), 'utf8').replace(/^\/\/.*$/gm, ''));
  const { peerDependencies, engines, jest } = read('package.json');
  const lowest = (range: string) => range.replace(/^\D+/, '');
  const node = lowest(engines.node).split('.')[0];
  const { lines, branches } = jest.coverageThreshold.global;
  return {
    'tooling: Node.js': [node],
    'tooling: versions': [lowest(peerDependencies['aws-cdk-lib']), lowest(peerDependencies.constructs), node],
    'tooling: columns': [String(read('.prettierrc.json').printWidth)],
    'tooling: lines of a file': [String(read('.eslintrc.json').rules['max-lines'][1].max)],
    'tooling: coverage': [String(lines), String(branches)],
  };
}
