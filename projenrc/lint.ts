import type { awscdk } from 'projen';

/**
 * The rooms of `src` in the order in which they may depend on each other: a room sees only what stands before it in the list.
 * Rooms of one row do not see each other.
 */
const rows = [
  ['core'],
  ['monitoring', 'well-architected'],
  ['network', 'storage'],
  ['database', 'cache', 'mail', 'messaging'],
  ['commerce'],
  ['web'],
  ['edge'],
  ['dns'],
];

/** Sources that are not TypeScript. */
const scripts = ['shop', 'examples', 'test', 'bench'].map((folder) => `"${folder}/**/*.{mjs,cjs,js}"`);

export function lint(project: awscdk.AwsCdkConstructLibrary): void {
  const zones = rows.flatMap((row, level) =>
    row.map((room) => ({
      target: `./src/${room}`,
      from: [
        './shop',
        './src/ecommerce-architecture.ts',
        ...row.filter((other) => other !== room).map((other) => `./src/${other}`),
        ...rows
          .slice(level + 1)
          .flat()
          .map((other) => `./src/${other}`),
      ],
      message: 'rooms depend one way only (docs/architecture.md, "How the code is laid out")',
    })),
  );
  project.eslint?.addRules({
    'import/no-restricted-paths': [
      'error',
      {
        zones: [
          ...zones,
          { target: './src', from: './shop', message: 'constructs never import what runs on them' },
          { target: './shop', from: './src', message: 'what runs on the architecture does not know the constructs' },
          {
            target: './shop/domain',
            from: ['./shop/adapters', './shop/handlers', './shop/storefront'],
            message: 'the domain knows ports only',
          },
        ],
      },
    ],
    '@typescript-eslint/no-explicit-any': ['error'],
    '@typescript-eslint/no-non-null-assertion': ['error'],
    'import/no-default-export': ['error'],
  });
  project.eslint?.addOverride({
    files: ['test/**', 'bench/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': ['off'] },
  });

  // One project for every folder: projen's default knows src, test and projenrc only.
  const file = project.tryFindObjectFile('.eslintrc.json');
  file?.addDeletionOverride('parserOptions.projectService');
  file?.addOverride('parserOptions.project', './tsconfig.dev.json');
  for (const folder of ['shop', 'examples', 'bench']) {
    project.eslint?.addLintPattern(`${folder}/**/*.ts`);
    // What they use is bundled or never published.
    project.eslint?.allowDevDeps(`${folder}/**`);
  }

  // ESLint formats TypeScript; the formatter itself looks at the other sources.
  const format = project.addTask('format', {
    description: 'Check the layout of the sources that are not TypeScript',
    exec: `prettier --log-level warn --no-error-on-unmatched-pattern --check ${scripts.join(' ')}`,
  });
  project.testTask.spawn(format);
  for (const generated of ['/API.md', '/assets/', '/coverage/', '/lib/', '/dist/', '/test/golden/', '*.json', '*.md']) {
    project.prettier?.addIgnorePattern(generated);
  }
}
