import { RESERVED_VARIABLES, VARIABLES } from '../contract/variables';
import { requireUnreservedName } from '../core/environment';
import { invalid, isConcrete, requireMatch } from '../core/validation';

/** Variables that the start-up script sets. */
const SET_AT_START = new RegExp(`^AWS_|^(${VARIABLES.server.port}|${VARIABLES.server.healthCheckPath})$`);

/** Validates a variable: systemd reads it from a file with one variable in each line. */
function requireVariable(prop: string, name: string, value: string): void {
  requireMatch(
    prop,
    name,
    /^[A-Za-z_][A-Za-z0-9_]*$/,
    'a map of variable names (letters, digits and _)',
    'rename the variable',
  );
  if (isConcrete(value) && /[\r\n\0]/.test(value)) {
    invalid({
      prop: `${prop}.${name}`,
      expected: 'one line',
      got: JSON.stringify(value),
      fix: 'encode line breaks in a form that your server decodes, such as JSON',
    });
  }
}

/** Validates the option `web.environment`. */
export function validateEnvironment(environment: Readonly<Record<string, string>> = {}): void {
  for (const [name, value] of Object.entries(environment)) {
    requireVariable('web.environment', name, value);
    requireUnreservedName('web.environment', name, RESERVED_VARIABLES, SET_AT_START);
  }
}

/** The environment variables of the servers. Variables can be added until the app is synthesized. */
export class FleetEnvironment {
  private readonly variables = new Map<string, string>();

  constructor(initial: Readonly<Record<string, string>>) {
    for (const [name, value] of Object.entries(initial)) this.add(name, value);
  }

  add(name: string, value: string): void {
    requireVariable('environment', name, value);
    const present = this.variables.get(name);
    if (present !== undefined && present !== value) {
      invalid({
        prop: `environment.${name}`,
        expected: 'set to one value',
        got: `${present} and ${value}`,
        fix: 'use another name for one of them',
      });
    }
    this.variables.set(name, value);
  }

  /** Renders an EnvironmentFile of systemd, in which double quotes preserve spaces and a backslash escapes quotes. */
  render(): string {
    return [...this.variables]
      .map(([name, value]) => `${name}="${isConcrete(value) ? value.replace(/["\\$`]/g, '\\$&') : value}"`)
      .join('\n');
  }
}
