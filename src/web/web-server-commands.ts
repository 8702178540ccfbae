import { invalid } from '../core/validation';

const PROP = 'web.server';
const SHELL = /^#!.*\b(ba|da|k|z)?sh\b.*\n/;

/**
 * Returns user data as a script that stops at the first command that fails. Without this the script would continue, and
 * the exit code of the last command would decide about success.
 *
 * The text can contain tokens; a text that is a single token is treated as a bash script.
 *
 * @throws an error when the user data is not a single Linux script
 */
export function requireCommands(rendered: string): string {
  if (rendered.startsWith('<powershell>')) {
    invalid({
      prop: PROP,
      expected: 'user data for Linux',
      got: 'user data for Windows',
      fix: 'write it with ec2.UserData.forLinux()',
    });
  }
  if (/^(Content-Type|MIME-Version):/i.test(rendered)) {
    invalid({
      prop: PROP,
      expected: 'one script',
      got: 'user data of several parts',
      fix: 'write one script with ec2.UserData.forLinux()',
    });
  }
  if (/^END_OF_COMMANDS$/m.test(rendered)) {
    invalid({
      prop: PROP,
      expected: 'user data without a line END_OF_COMMANDS',
      got: 'user data with such a line',
      fix: 'end your here-document with another word',
    });
  }
  if (!rendered.startsWith('#!')) return `#!/bin/bash\nset -e\n${rendered}`;
  return rendered.replace(SHELL, (line) => `${line}set -e\n`);
}
