import { Resource } from './resource';
import { isRecord } from './value';

/** What a nested stack's parameter is given by the stack around it. */
export interface Given {
  readonly template: Template;
  readonly value: unknown;
}

export interface TemplateSource {
  /** The name that other stacks of the app read its outputs by. */
  readonly stackName: string;

  /** The construct path of the stack. */
  readonly path: string;

  /** The Region, where it is known. */
  readonly region?: string;

  readonly body: Record<string, unknown>;

  /** The construct path of each logical id; the stack's own path and the id where it is not given. */
  readonly paths?: ReadonlyMap<string, string>;

  /** Where the template lies in the assembly. */
  readonly file?: string;
}

/** One synthesized template: what will be deployed, whatever made it. */
export class Template {
  readonly resources = new Map<string, Resource>();

  /** The resource of the stack around it, for a nested stack. */
  parent?: Resource;

  constructor(readonly source: TemplateSource) {
    for (const [logicalId, definition] of Object.entries(this.section('Resources'))) {
      if (!isRecord(definition) || definition.Type === 'AWS::CDK::Metadata') continue;
      const path = source.paths?.get(logicalId) ?? `${source.path}/${logicalId}`;
      this.resources.set(logicalId, new Resource(this, logicalId, path, definition));
    }
  }

  section(name: string): Record<string, unknown> {
    const section = this.source.body[name];
    return isRecord(section) ? section : {};
  }

  /** What the parent gives for a parameter; undefined at the top, where whoever deploys decides. */
  parameter(name: string): Given | undefined {
    if (!this.parent || !(name in this.section('Parameters'))) return undefined;
    const given = this.parent.properties.Parameters;
    return isRecord(given) && name in given ? { template: this.parent.template, value: given[name] } : undefined;
  }

  output(name: string): Given | undefined {
    const output = this.section('Outputs')[name];
    return isRecord(output) ? { template: this, value: output.Value } : undefined;
  }
}
