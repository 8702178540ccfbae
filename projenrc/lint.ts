import type { awscdk } from 'projen';
import { arrows } from './arrows';

/** Sources that are not TypeScript. */
const scripts = ['shop', 'examples', 'test', 'bench'].map((folder) => `"${folder}/**/*.{mjs,cjs,js}"`);

export function lint(project: awscdk.AwsCdkConstructLibrary): void {
  project.eslint?.addRules({
    'import/no-restricted-paths': ['error', { zones: arrows() }],
    'max-lines': ['error', { max: 300 }],
    // The formatter leaves comments and texts as they are.
    'max-len': ['error', { code: 120, ignoreUrls: true }],
    '@typescript-eslint/no-explicit-any': ['error'],
    '@typescript-eslint/no-non-null-assertion': ['error'],
    'import/no-default-export': ['error'],
  });
  project.eslint?.addOverride({
    files: ['test/**', 'bench/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': ['off'] },
  });

  // One project for every folder: the default of projen covers only src, test and projenrc.
  const file = project.tryFindObjectFile('.eslintrc.json');
  file?.addDeletionOverride('parserOptions.projectService');
  file?.addOverride('parserOptions.project', './tsconfig.dev.json');
  for (const folder of ['shop', 'examples', 'bench', 'docs']) {
    project.eslint?.addLintPattern(`${folder}/**/*.ts`);
    // Their dependencies are bundled or never published.
    project.eslint?.allowDevDeps(`${folder}/**`);
  }

  // ESLint formats TypeScript; the formatter checks the other sources.
  const format = project.addTask('format', {
    description: 'Check the layout of the sources that are not TypeScript',
    exec: `prettier --log-level warn --no-error-on-unmatched-pattern --check ${scripts.join(' ')}`,
  });
  project.testTask.spawn(format);
  for (const generated of ['/API.md', '/assets/', '/coverage/', '/lib/', '/dist/', '/test/golden/', '*.json', '*.md']) {
    project.prettier?.addIgnorePattern(generated);
  }
}
