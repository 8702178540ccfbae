import { writeFileSync } from 'fs';
import { join } from 'path';
import {
  FRAMEWORK,
  PILLARS,
  practiceOf,
  practicePage,
  pillarOf,
} from '../../src/well-architected/framework/best-practices';
import { CATALOGUE } from '../../src/well-architected/rules/catalogue';
import { ruleId } from '../../src/well-architected/rules/support/rule';
import type { Rule } from '../../src/well-architected/rules/support/rule';
import { DEFAULT_THRESHOLDS } from '../../src/well-architected/rules/support/settings';

export const DOCUMENT = join(__dirname, '..', 'well-architected.md');

const LEVELS = ['fatal', 'error', 'warning', 'info'] as const;

/** docs/well-architected.md: what stands about the rules in the code, and nothing else. */
export function wellArchitectedDocument(): string {
  return [
    '<!-- Made from the catalogue by `npm run docs:rules`; a test fails where the two part. -->',
    introduction(),
    ...PILLARS.map((pillar) => pillarSection(pillar.id, pillar.name)),
    '',
  ].join('\n');
}

function introduction(): string {
  const assessed = new Set(CATALOGUE.flatMap(({ practice, also = [] }) => [practice, ...also]));
  const counts = LEVELS.map((level) => `${CATALOGUE.filter((rule) => rule.level === level).length} ${level}`).join(
    ', ',
  );
  return `# Well-Architected checks

${CATALOGUE.length} rules (${counts}) look at what an app synthesizes, at every synth, and speak about ${assessed.size} of the ${FRAMEWORK.bestPractices} best practices of the
[${FRAMEWORK.name}](https://docs.aws.amazon.com/wellarchitected/latest/framework/welcome.html) (as of ${FRAMEWORK.retrieved}). The others are about people and processes, or about what
happens after the deployment: the report lists them as not assessable, and no template can show them.

## What a finding does

| Level | Effect | Can it be acknowledged? |
|---|---|---|
| fatal | fails the synth | no: it cannot be a false positive |
| error | fails the synth | yes |
| warning | is printed; fails with \`cdk synth --strict\` | yes |
| info | is printed | yes |

A value that is known at deployment only (a parameter, an attribute) is *undetermined*: a warning at most, never a pass. With \`WellArchitected.warn()\`
everything is a warning at most; \`WellArchitected.off()\` judges nothing. Some rules hold in the production profile only.

The exit code of each way to synthesize, when an error is found (\`test/well-architected/bad-app.test.ts\` runs them all):

| Command | Exit code |
|---|---|
| \`node app.js\`, also in \`CDK_APP_MODE=process\` | 1 |
| \`cdk synth\`, \`cdk synth Bad\`, stacks of the app | 1 |
| \`cdk synth Good\`, another stack of the app that is sound | 0 |
| \`cdk synth\`, where the stack stands in a Stage: the command selects no stack there | **0** |
| \`cdk synth '**'\`, \`cdk synth 'Prod/*'\` | 1 |
| \`cdk synth --strict\` with warnings only | 1 |
| \`npx cdk-ecommerce-architecture report\`, whatever is selected | 1 |
| \`Template.fromStack\` in a test | throws |

So a pipeline runs \`cdk synth '**' --strict\`, or the command \`report\` after it.

## Acknowledging a finding

On the resource, or on anything above it; the nearest one counts:

\`\`\`ts
Validations.of(shop.database).acknowledge({
  id: 'WellArchitected::REL10-BP01-MultiAzEveryTier',
  reason: 'A shop for a trade fair of three days; sold out is fine. until:2027-03-31',
});
\`\`\`

- The id may stand alone (\`REL10-BP01-MultiAzEveryTier\`) or with the name of the pack before it, as the CLI prints it: then CDK's own
  validation report lists it too. An id with brackets (\`...[MinSize]\`) takes one finding, one without takes all of the rule.
- A reason is needed. \`until:2027-03-31\` anywhere in it ends it after that day, reckoned by \`SOURCE_DATE_EPOCH\` or else today.
- An acknowledgement of an id that no rule has, of something that does not fail (any more), without a reason, or of a fatal rule has no effect and is
  itself reported. Where a rule says so below, an acknowledgement for cdk-nag counts for it too.

## The report

Every synth writes \`well-architected/\` into the assembly: \`report.json\` ([schema](well-architected-report.schema.json)), \`report.html\` for people, \`report.md\` for pull requests,
\`report.sarif\` for code scanning, \`junit.xml\` for build servers, \`lens.json\` and \`answers.json\` for the AWS Well-Architected Tool. The same input and the same day give the same bytes.

\`\`\`sh
npx cdk-ecommerce-architecture report cdk.out --fail-on warning
npx cdk-ecommerce-architecture report cdk.out --format markdown >> "$GITHUB_STEP_SUMMARY"
npx cdk-ecommerce-architecture report cdk.out --baseline main/report.json --fail-on error
\`\`\`

It reads the assembly and synthesizes nothing. With \`--baseline\` only what is new since then counts. It ends with 1 when something counts, and with 2 when it cannot answer.

The Well-Architected Tool takes the rules as a custom lens (\`aws wellarchitected import-lens --lens-json file://cdk.out/well-architected/lens.json\`, then
\`create-lens-version\` and \`associate-lenses\`), and the answers one question at a time: each item of \`answers.json\` is the \`--cli-input-json\` of
\`aws wellarchitected update-answer\` once the workload's id and the lens's ARN are filled in. AWS's own lens is not answered: a template proves a part of a best practice only.

## Thresholds

\`WellArchitected.enforce({ thresholds: { ... } })\` changes what some rules judge by. The defaults: logs are kept at most ${DEFAULT_THRESHOLDS.maxLogRetentionDays} days, backups at
least ${DEFAULT_THRESHOLDS.minBackupRetentionDays} and at most ${DEFAULT_THRESHOLDS.maxBackupRetentionDays} days; servers, databases and cache nodes are at most \`${DEFAULT_THRESHOLDS.maxInstanceSize}\`, groups at most ${DEFAULT_THRESHOLDS.maxServers} servers,
volumes of servers at most ${DEFAULT_THRESHOLDS.maxRootVolumeGiB} GiB, interface endpoints at most ${DEFAULT_THRESHOLDS.maxInterfaceEndpoints} in a zone; scaling aims at ${DEFAULT_THRESHOLDS.minTargetUtilization} % or more. \`requiredTags\` are \`Application\` and \`Environment\`.
`;
}

function pillarSection(id: string, name: string): string {
  const rules = CATALOGUE.filter(({ practice }) => pillarOf(practice) === id);
  const contents = rules.map(
    (rule) =>
      `| [${ruleId(rule)}](#${ruleId(rule).toLowerCase()}) | ${rule.level}${rule.productionOnly ? ', production only' : ''} | ${cell(rule.requirement)} |`,
  );
  return `## ${name}

| Rule | Level | What must hold |
|---|---|---|
${contents.join('\n')}

${rules.map(ruleSection).join('\n\n')}
`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function ruleSection(rule: Rule): string {
  const practice = practiceOf(rule.practice);
  return [
    `### ${ruleId(rule)}`,
    '',
    `${rule.requirement} ${rule.why}`,
    '',
    `- **Fix**: ${rule.fix} ([AWS](${rule.docs}))`,
    `- **Best practice**: [${practice.id}, ${practice.title}](${practicePage(practice)})${practice.risk ? `; AWS calls the risk ${practice.risk.toLowerCase()}` : ''}`,
    ...(rule.also
      ? [`- **Also for**: ${rule.also.map((id) => `[${id}](${practicePage(practiceOf(id))})`).join(', ')}`]
      : []),
    `- **Level**: ${rule.level}${rule.productionOnly ? ', in the production profile only' : ''}`,
    ...(rule.tradeOff
      ? [
          `- **Trade-off** against [${rule.tradeOff.against}](#${rule.tradeOff.against.toLowerCase()}): ${rule.tradeOff.reason}`,
        ]
      : []),
    ...(rule.acknowledgedAs
      ? [`- **Acknowledged also by**: ${rule.acknowledgedAs.map((one) => `\`${one}\``).join(', ')}`]
      : []),
  ].join('\n');
}

if (require.main === module) writeFileSync(DOCUMENT, wellArchitectedDocument());
