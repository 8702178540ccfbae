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
import type { Rule, TradeOff } from '../../src/well-architected/rules/support/rule';
import { DEFAULT_THRESHOLDS } from '../../src/well-architected/rules/support/settings';

export const DOCUMENT = join(__dirname, '..', 'well-architected.md');

const LEVELS = ['fatal', 'error', 'warning', 'info'] as const;

/** Returns docs/well-architected.md, generated from the rules in the code. */
export function wellArchitectedDocument(): string {
  return [
    '<!-- Generated from the catalogue by `npm run docs:rules`; a test fails where the two differ. -->',
    introduction(),
    ...PILLARS.map((pillar) => pillarSection(pillar.id, pillar.name)),
    '',
  ].join('\n');
}

function introduction(): string {
  return [title(), findings(), acknowledgements(), reports(), thresholds()].join('\n\n') + '\n';
}

function title(): string {
  const assessed = new Set(CATALOGUE.flatMap(({ practice, also = [] }) => [practice, ...also]));
  const counts = LEVELS.map((level) => `${CATALOGUE.filter((rule) => rule.level === level).length} ${level}`);
  return `# Well-Architected checks

${CATALOGUE.length} rules (${counts.join(', ')}) check the synthesized templates of an app at every synth. They cover
${assessed.size} of the ${FRAMEWORK.bestPractices} best practices of the
[${FRAMEWORK.name}](https://docs.aws.amazon.com/wellarchitected/latest/framework/welcome.html)
(as of ${FRAMEWORK.retrieved}). The other best practices concern people and processes, or events after the deployment.
No template can show them, so the report lists them as not assessable.`;
}

function findings(): string {
  return `## Levels of findings

| Level | Effect | Can it be acknowledged? |
|---|---|---|
| fatal | fails the synth | no: it is never a false positive |
| error | fails the synth | yes |
| warning | is printed; fails with \`cdk synth --strict\` | yes |
| info | is printed | yes |

A value that is known only at deployment (a parameter, an attribute) makes a finding *undetermined*: a warning at most,
never a pass. With \`WellArchitected.warn()\` every finding is a warning at most. \`WellArchitected.off()\` assesses
nothing. Some rules apply in the production profile only.

Exit codes of the commands when an error is found (\`test/well-architected/bad-app.test.ts\` runs these commands):

| Command | Exit code |
|---|---|
| \`node app.js\`, also with \`CDK_APP_MODE=process\` | 1 |
| \`cdk synth\`, \`cdk synth Bad\`, for stacks of the app | 1 |
| \`cdk synth Good\`, for another stack of the app without errors | 0 |
| \`cdk synth\`, when the stack is in a Stage: the command selects no stack there | **0** |
| \`cdk synth '**'\`, \`cdk synth 'Prod/*'\` | 1 |
| \`cdk synth --strict\`, with warnings only | 1 |
| \`npx cdk-ecommerce-architecture report\`, for every selection of stacks | 1 |

\`Template.fromStack\` in a test throws when an error is found (\`test/well-architected/well-architected.test.ts\`).

A pipeline therefore runs \`cdk synth '**' --strict\`, or the command \`report\` after the synth.`;
}

function acknowledgements(): string {
  return `## Acknowledge a finding

Acknowledge it on the resource or on one of its parents. The nearest acknowledgement counts:

\`\`\`ts
Validations.of(shop.database).acknowledge({
  id: 'WellArchitected::REL10-BP01-MultiAzEveryTier',
  reason: 'A shop for a trade fair of three days; an outage is acceptable. until:2027-03-31',
});
\`\`\`

- The id may have the name of the pack before it, as the CLI prints it; then CDK's validation report lists the
  acknowledgement too. Without the name (\`REL10-BP01-MultiAzEveryTier\`) only this package's report lists it.
- An id with brackets (\`...[MinSize]\`) accepts one finding, an id without brackets accepts all findings of the rule.
- A reason is required. \`until:2027-03-31\` anywhere in it ends the acknowledgement after that day. The current day is
  that of \`SOURCE_DATE_EPOCH\`, or today.
- An acknowledgement without effect is reported: for an unknown id, without a failing finding, without a reason,
  expired, or for a fatal rule. Where a rule below names one, an acknowledgement for cdk-nag counts for it too.`;
}

function reports(): string {
  return `## Read the report

Every synth writes \`well-architected/\` into the assembly: \`report.json\`
([schema](well-architected-report.schema.json)), \`report.html\` for people, \`report.md\` for pull requests,
\`report.sarif\` for code scanning, \`junit.xml\` for build servers, \`lens.json\` and \`answers.json\` for the AWS
Well-Architected Tool. The same input on the same day gives the same bytes.

\`\`\`sh
npx cdk-ecommerce-architecture report cdk.out --fail-on warning
npx cdk-ecommerce-architecture report cdk.out --format markdown >> "$GITHUB_STEP_SUMMARY"
npx cdk-ecommerce-architecture report cdk.out --baseline main/report.json --fail-on error
\`\`\`

The command reads the assembly and synthesizes nothing. With \`--baseline\` only findings that are new since then count.
The exit code is 1 when a finding counts, and 2 when the arguments or the files are invalid.

The Well-Architected Tool takes the rules as a custom lens. Import \`lens.json\` with
\`aws wellarchitected import-lens --lens-json file://cdk.out/well-architected/lens.json\`, then call
\`create-lens-version\` and \`associate-lenses\`. It takes the answers one question at a time: each item of
\`answers.json\` is the \`--cli-input-json\` of \`aws wellarchitected update-answer\`, after you have added the id of
the workload and the ARN of the lens. There are no answers to AWS's lens, because a template shows only a part of a best
practice.`;
}

function thresholds(): string {
  const limits = DEFAULT_THRESHOLDS;
  return `## Change the thresholds

\`WellArchitected.enforce({ thresholds: { ... } })\` changes the limits of some rules. The defaults:

- Logs are kept at most ${limits.maxLogRetentionDays} days.
- Backups are kept at least ${limits.minBackupRetentionDays} and at most ${limits.maxBackupRetentionDays} days.
- Servers, databases and cache nodes are at most \`${limits.maxInstanceSize}\`.
- Auto Scaling groups have at most ${limits.maxServers} servers.
- Volumes of servers have at most ${limits.maxRootVolumeGiB} GiB.
- A VPC has at most ${limits.maxInterfaceEndpoints} interface endpoints in each zone.
- Scaling aims at a processor utilization of at least ${limits.minTargetUtilization} %.

The default of \`requiredTags\` is \`Application\` and \`Environment\`.`;
}

function pillarSection(id: string, name: string): string {
  const rules = CATALOGUE.filter(({ practice }) => pillarOf(practice) === id);
  return `## ${name}

| Rule | Level | Requirement |
|---|---|---|
${rules.map(row).join('\n')}

${rules.map(ruleSection).join('\n\n')}
`;
}

function row(rule: Rule): string {
  const link = `[${ruleId(rule)}](#${ruleId(rule).toLowerCase()})`;
  const level = `${rule.level}${rule.productionOnly ? ', production only' : ''}`;
  return `| ${link} | ${level} | ${cell(rule.requirement)} |`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function ruleSection(rule: Rule): string {
  return [
    `### ${ruleId(rule)}`,
    '',
    `${rule.requirement} ${rule.why}`,
    '',
    `- **Fix**: ${rule.fix} ([AWS](${rule.docs}))`,
    `- **Best practice**: ${practiceOfRule(rule)}`,
    ...(rule.also ? [`- **Also for**: ${rule.also.map(practiceLink).join(', ')}`] : []),
    `- **Level**: ${rule.level}${rule.productionOnly ? ', in the production profile only' : ''}`,
    ...(rule.tradeOff ? [`- **Trade-off** ${tradeOff(rule.tradeOff)}`] : []),
    ...(rule.acknowledgedAs
      ? [`- **Acknowledged also by**: ${rule.acknowledgedAs.map((one) => `\`${one}\``).join(', ')}`]
      : []),
  ].join('\n');
}

function practiceOfRule(rule: Rule): string {
  const practice = practiceOf(rule.practice);
  const risk = practice.risk ? `; AWS rates the risk as ${practice.risk.toLowerCase()}` : '';
  return `[${practice.id}, ${practice.title}](${practicePage(practice)})${risk}`;
}

function practiceLink(id: string): string {
  return `[${id}](${practicePage(practiceOf(id))})`;
}

function tradeOff({ against, reason }: TradeOff): string {
  return `against [${against}](#${against.toLowerCase()}): ${reason}`;
}

if (require.main === module) writeFileSync(DOCUMENT, wellArchitectedDocument());
