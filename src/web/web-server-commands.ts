import { invalid } from '../core/validation';

const PROP = 'web.server';
const SHELL = /^#!.*\b(ba|da|k|z)?sh\b.*\n/;

/**
 * User data as a script that stops at the first command that fails. EC2 would go on, and the last command alone would decide whether the server is good.
 *
 * References may stand in it; text that is one reference is taken for a script of bash.
 *
 * @throws an error for what is no script
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
      got: 'one',
      fix: 'end your here-document with another word',
    });
  }
  if (!rendered.startsWith('#!')) return `#!/bin/bash\nset -e\n${rendered}`;
  return rendered.replace(SHELL, (line) => `${line}set -e\n`);
}
