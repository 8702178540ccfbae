import type { Given, Resource, ResourceTemplate } from './resource';
import type { Template } from './template';
import { intrinsicOf, isRecord } from './value';

/** All templates of an app, with the references in and between them. Built once for all workloads of the app. */
export class Assembly {
  private readonly exports = new Map<string, Given>();

  private readonly byStackName = new Map<string, ResourceTemplate>();

  private readonly byParent = new Map<Resource, ResourceTemplate>();

  private readonly outgoing = new Map<Resource, ReadonlySet<Resource>>();

  private readonly incoming = new Map<ResourceTemplate, Map<Resource, Set<Resource>>>();

  private readonly links = new Map<ResourceTemplate, Set<ResourceTemplate>>();

  constructor(readonly templates: readonly Template[]) {
    for (const template of templates) {
      this.byStackName.set(template.source.stackName, template);
      if (template.parent) this.byParent.set(template.parent, template);
      for (const output of Object.values(template.section('Outputs'))) {
        if (isRecord(output) && isRecord(output.Export)) {
          this.exports.set(JSON.stringify(output.Export.Name), { template, value: output.Value });
        }
      }
    }
    for (const template of templates) this.linkOutputs(template, template.source.body);
    for (const [parent, template] of this.byParent) this.link(parent.template, template);
  }

  /** Returns the templates and those that read their outputs or whose outputs they read: neighbours may be there. */
  related(templates: Iterable<ResourceTemplate>): Set<ResourceTemplate> {
    const all = new Set<ResourceTemplate>();
    for (const template of templates) {
      all.add(template);
      for (const other of this.links.get(template) ?? []) all.add(other);
    }
    return all;
  }

  /**
   * Returns the resource that a value refers to by `Ref`, `Fn::GetAtt`, an import, an output or a parameter of the
   * parent.
   */
  follow(template: ResourceTemplate, value: unknown): Resource | undefined {
    const name = intrinsicOf(value);
    if (name === undefined) return undefined;
    const argument = (value as Record<string, unknown>)[name];
    if (name === 'Ref') return this.referred(template, String(argument));
    if (name === 'Fn::GetAtt') return this.attributed(template, argument);
    return this.followGiven(this.output(name, argument));
  }

  /** Returns every resource that a value refers to, at any depth. */
  mentions(template: ResourceTemplate, value: unknown): Set<Resource> {
    const seen = new Set<Resource>();
    this.collect(template, value, seen);
    return seen;
  }

  /** Returns every resource that this one refers to. */
  references(resource: Resource): ReadonlySet<Resource> {
    const known = this.outgoing.get(resource);
    if (known) return known;
    const mentioned = this.mentions(resource.template, resource.properties);
    this.outgoing.set(resource, mentioned);
    return mentioned;
  }

  /** Returns every resource that refers to this one, in its stack and in related stacks. */
  referrers(resource: Resource): ReadonlySet<Resource> {
    const all = [...this.related([resource.template])].flatMap((template) => [
      ...(this.incomingOf(template).get(resource) ?? []),
    ]);
    return new Set(all);
  }

  /** Returns, for each resource, the resources of one template that refer to it. */
  private incomingOf(template: ResourceTemplate): Map<Resource, Set<Resource>> {
    const known = this.incoming.get(template);
    if (known) return known;
    const incoming = new Map<Resource, Set<Resource>>();
    for (const from of template.resources.values()) {
      for (const to of this.references(from)) incoming.set(to, (incoming.get(to) ?? new Set()).add(from));
    }
    this.incoming.set(template, incoming);
    return incoming;
  }

  private output(name: string, argument: unknown): Given | undefined {
    if (name === 'Fn::ImportValue') return this.exports.get(JSON.stringify(argument));
    if (name !== 'Fn::GetStackOutput' || !isRecord(argument)) return undefined;
    return this.byStackName.get(String(argument.StackName))?.output(String(argument.OutputName));
  }

  private referred(template: ResourceTemplate, id: string): Resource | undefined {
    return template.resources.get(id) ?? this.followGiven(template.parameter(id));
  }

  private attributed(template: ResourceTemplate, argument: unknown): Resource | undefined {
    const [id, ...attribute] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
    const resource = template.resources.get(id);
    const [, output] = /^Outputs\.(.+)$/.exec(attribute.join('.')) ?? [];
    if (!resource || output === undefined) return resource;
    return this.followGiven(this.byParent.get(resource)?.output(output)) ?? resource;
  }

  private followGiven(given: Given | undefined): Resource | undefined {
    return given && this.follow(given.template, given.value);
  }

  private collect(template: ResourceTemplate, value: unknown, seen: Set<Resource>): void {
    if (Array.isArray(value)) {
      for (const item of value) this.collect(template, item, seen);
    } else if (isRecord(value)) {
      const target = this.follow(template, value);
      if (target) seen.add(target);
      if ('Fn::Sub' in value) this.collectSub(template, value['Fn::Sub'], seen);
      if (!('Ref' in value) && !('Fn::GetAtt' in value)) {
        for (const inner of Object.values(value)) this.collect(template, inner, seen);
      }
    }
  }

  private collectSub(template: ResourceTemplate, argument: unknown, seen: Set<Resource>): void {
    for (const [, id] of String([argument].flat()[0]).matchAll(/\$\{([^!}.]+)[^}]*\}/g)) {
      const target = this.referred(template, id);
      if (target) seen.add(target);
    }
  }

  private linkOutputs(template: ResourceTemplate, value: unknown): void {
    if (Array.isArray(value)) {
      for (const item of value) this.linkOutputs(template, item);
    } else if (isRecord(value)) {
      for (const [name, inner] of Object.entries(value)) {
        const source = this.output(name, inner);
        if (source) this.link(source.template, template);
        this.linkOutputs(template, inner);
      }
    }
  }

  private link(one: ResourceTemplate, other: ResourceTemplate): void {
    this.links.set(one, (this.links.get(one) ?? new Set()).add(other));
    this.links.set(other, (this.links.get(other) ?? new Set()).add(one));
  }
}
