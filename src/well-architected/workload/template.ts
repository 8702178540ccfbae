import { Resource } from './resource';
import type { Given, ResourceTemplate } from './resource';
import type { TemplateSource } from './template-source';
import { isRecord } from './value';

/** One synthesized template: the resources that will be deployed. */
export class Template implements ResourceTemplate {
  readonly resources = new Map<string, Resource>();

  /** Resource in the parent stack, for a nested stack. */
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

  /**
   * Returns the value that the parent passes to a parameter; undefined for a top-level stack, where the deployment
   * decides.
   */
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
