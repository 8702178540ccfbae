import { plain, plainName } from './plain-names';
import { serverEnvironment, userData } from '../support/server-environment';
import { ofType } from '../support/template-graph';
import type { CfnTemplate } from '../support/template-graph';

export type Variables = Record<string, Record<string, string>>;

/** Returns the environment of each function and of the servers. */
export function environments(template: CfnTemplate): Variables {
  const functions = ofType(template, 'AWS::Lambda::Function')
    .filter(([, { Properties }]) => Properties.Environment)
    .map(([id, { Properties }]) => [plainName(id), texts(Properties.Environment.Variables)] as const);
  return { ...Object.fromEntries(functions), WebFleet: texts(serverEnvironment(template)) };
}

const texts = (variables: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, plain(value)]));

/** Everything that people who may look at the stack, but hold no key, can read. */
export function readable(template: CfnTemplate): Record<string, string> {
  return {
    outputs: JSON.stringify(template.Outputs ?? {}),
    parameters: JSON.stringify(template.Parameters ?? {}),
    'user data': userData(template),
    'function environment': ofType(template, 'AWS::Lambda::Function')
      .map(([, { Properties }]) => JSON.stringify(Properties.Environment ?? {}))
      .join('\n'),
  };
}
