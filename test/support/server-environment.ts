import { render } from './render';
import { ofType } from './template-graph';
import type { CfnTemplate } from './template-graph';

/** The start-up script of the servers, with references as text. */
export function userData(template: CfnTemplate): string {
  return ofType(template, 'AWS::EC2::LaunchTemplate')
    .map(([, { Properties }]) => render(Properties.LaunchTemplateData.UserData))
    .join('\n');
}

/** The variables that the start-up script writes for the server. */
export function serverEnvironment(template: CfnTemplate): Record<string, string> {
  const [, file = ''] =
    /\/etc\/shop\/environment <<'END_OF_FILE'\n([\s\S]*?)\nEND_OF_FILE/.exec(userData(template)) ?? [];
  return Object.fromEntries(
    file.split('\n').map((line) => {
      const [, name, value] = /^(\w+)="(.*)"$/.exec(line) ?? [];
      return [name, value];
    }),
  );
}
