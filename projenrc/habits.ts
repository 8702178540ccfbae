import { YamlFile } from 'projen';
import type { awscdk } from 'projen';

const REPOSITORY = 'https://github.com/cdk-ecommerce-architecture/cdk-ecommerce-architecture';

/** Types of conventional commits that the title of a pull request may have. */
export const COMMIT_TYPES = ['feat', 'fix', 'perf', 'refactor', 'docs', 'test', 'build', 'ci', 'chore', 'revert'];

/** Lines of the text that GitHub puts into a new pull request. */
export const PULL_REQUEST_TEMPLATE = [
  '<!-- The title is a conventional commit, such as "fix(edge): pages are cached for 30 seconds". -->',
  '',
  '## What changes, and why',
  '',
  '',
  '',
  'Fixes #',
  '',
  '## How it was checked',
  '',
  '',
  '',
  '## Before you ask for a review',
  '',
  '- [ ] `npm test` passes.',
  '- [ ] A test fails without this change.',
  '- [ ] Public members are documented, and `npx projen build` has updated `API.md`.',
  '- [ ] Changed golden templates (`test/golden`) are meant, and the reason is above.',
  '- [ ] A breaking change has `!` in its title and a footer `BREAKING CHANGE:` that tells users what to do.',
];

/** A question of an issue form. */
interface Question {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** Optional questions may be left empty. */
  readonly optional?: boolean;
  /** The answer is shown as code of this language. */
  readonly render?: string;
}

/**
 * Adds issue forms, the check of changed files and the task that prints the changelog.
 *
 * @param project - gets the files under `.github/ISSUE_TEMPLATE`, and keeps all of these out of the npm package
 */
export function habits(project: awscdk.AwsCdkConstructLibrary): void {
  issueForms(project);
  // Not a task: projen alone would take a second of the few that a commit may wait.
  project.setScript('check:changed', 'node .ci/check-changed.mjs');
  project.addTask('changelog', {
    description: 'Print the changes since the last release, as the next release will list them',
    exec: 'commit-and-tag-version --dry-run --skip.bump --skip.commit --skip.tag',
  });
  for (const path of ['/.githooks/', '/.editorconfig', '/CHANGELOG.md', '/CODE_OF_CONDUCT.md', '/CONTRIBUTING.md']) {
    project.npmignore?.exclude(path);
  }
}

/** Forms that a new issue can have, by the name of their file. The labels must exist on GitHub. */
const FORMS = {
  bug: {
    name: 'Bug',
    description: 'Something does not work as the documents say',
    labels: ['bug'],
    body: [
      dropdown('part', 'Part', 'Where does it happen?', [
        'Constructs (synth, template, deployment)',
        'Well-Architected rules and report',
        'Sample shop (pages, store API, mails)',
        'Shop on a laptop',
        'Package, types, documents',
      ]),
      area({ id: 'happened', label: 'What happened', description: 'With the whole text of an error or a finding.' }),
      area({ id: 'expected', label: 'What you expected', description: 'And where the documents say so, if they do.' }),
      area({
        id: 'code',
        label: 'The smallest code that shows it',
        description: 'Without account numbers, names and secrets.',
        render: 'typescript',
      }),
      input({
        id: 'versions',
        label: 'Versions',
        description: 'cdk-ecommerce-architecture, aws-cdk-lib, the language and its version, such as Node.js 24.',
      }),
    ],
  },
  feature: {
    name: 'Feature',
    description: 'Something is missing',
    labels: ['enhancement'],
    body: [
      area({ id: 'task', label: 'What you want to do', description: 'The task of your shop, before any solution.' }),
      area({ id: 'today', label: 'What you do today', description: 'And why that is not enough.' }),
      area({
        id: 'proposal',
        label: 'Proposal',
        description: 'Code as you would like to write it. What does it mean for security, cost and other languages?',
        optional: true,
      }),
    ],
  },
  question: {
    name: 'Question',
    description: 'Something is not clear from the documents',
    labels: ['question'],
    body: [
      area({ id: 'question', label: 'Your question', description: 'What do you want to do, and what is not clear?' }),
      area({ id: 'read', label: 'What you have read', description: 'Which document or docstring did not answer it?' }),
    ],
  },
};

function issueForms(project: awscdk.AwsCdkConstructLibrary): void {
  for (const [id, obj] of Object.entries(FORMS)) new YamlFile(project, `.github/ISSUE_TEMPLATE/${id}.yml`, { obj });
  new YamlFile(project, '.github/ISSUE_TEMPLATE/config.yml', {
    obj: {
      blank_issues_enabled: false,
      contact_links: [
        {
          name: 'Vulnerability',
          url: `${REPOSITORY}/security/advisories/new`,
          about: 'Report it privately, never in an issue: see SECURITY.md.',
        },
        {
          name: "Operator's runbook",
          url: `${REPOSITORY}/blob/main/docs/operator-runbook.md`,
          about: 'What to do when an alarm of your shop goes off.',
        },
      ],
    },
  });
}

function area({ id, optional, ...attributes }: Question): object {
  return { type: 'textarea', id, attributes, validations: { required: !optional } };
}

function input({ id, optional, ...attributes }: Question): object {
  return { type: 'input', id, attributes, validations: { required: !optional } };
}

function dropdown(id: string, label: string, description: string, options: readonly string[]): object {
  return { type: 'dropdown', id, attributes: { label, description, options }, validations: { required: true } };
}
