import { App, Stack } from 'aws-cdk-lib';
import type { Environment } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import flags from 'aws-cdk-lib/recommended-feature-flags.json';

/** Feature flags of a consumer's app: none, or those that `cdk init` sets. */
export const FLAG_SETS: [string, Record<string, unknown>][] = [
  ['flags off', {}],
  ['flags on', flags],
];

export interface TestApp {
  readonly flags?: Record<string, unknown>;
  readonly env?: Environment;
  readonly stackName?: string;
}

/** A stack whose findings do not stop the synth, so that a test can read its template and the report. */
export function newStack(options: TestApp = {}, id = 'Test'): Stack {
  const app = new App({ context: { ...options.flags, '@aws-cdk/core:failSynthOnValidationErrors': false } });
  return new Stack(app, id, { env: options.env, stackName: options.stackName });
}

export interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, never>;
  readonly DependsOn?: string | string[];
  readonly DeletionPolicy?: string;
}

/** The resources of a type, by logical id. */
export function resources(template: Template, type: string): Record<string, Resource> {
  return template.findResources(type) as Record<string, Resource>;
}
