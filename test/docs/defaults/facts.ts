/** Every value that a document may state, by its name. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { constantIn, numberIn } from './constants';
import { ROOT } from './default-tags';
import { figuresIn } from './figures';
import { fixedValues } from './fixed-values';
import { ENGINES, optionFacts } from './option-facts';
import { PRODUCTION } from './templates';
import { LIFETIMES } from '../../../src/core/lifetimes';
import { Profile } from '../../../src/core/profile';

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
    'every: logRetention@production': [`${LIFETIMES[Profile.PRODUCTION].logRetention} days`],
    'every: logRetention@development': [`${LIFETIMES[Profile.DEVELOPMENT].logRetention} days`],
    'database: least backup retention in production': [
      String(numberIn('src/database/database-options', /PRODUCTION && days < (\d+)/)),
    ],
    'database: storage from which gp3 is faster': [ENGINES.postgres, ENGINES.oracle].map(({ fastStorageGibibytes }) =>
      String(fastStorageGibibytes),
    ),
    'web: instance types': instanceTypes(),
    'database: port of PostgreSQL': [String(ENGINES.postgres.port)],
    'database: port of the PostgreSQL proxy': [String(ENGINES.postgres.proxyPort)],
    'shop: holding time in seconds': [String(60 * constantIn('shop/domain/limits', /^\w+_MINUTES$/))],
  };
}

function instanceTypes(): string[] {
  const { Overrides } = PRODUCTION.properties('AWS::AutoScaling::AutoScalingGroup').MixedInstancesPolicy.LaunchTemplate;
  return Overrides.map(({ InstanceType }: { readonly InstanceType: string }) => InstanceType);
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
    'tooling: minutes of CI': [
      /^tier=default limit=(\d+)$/m.exec(readFileSync(join(ROOT, '.ci/run'), 'utf8'))?.[1] ?? '',
    ],
  };
}
