import type { Resource } from './resource';
import type { Template } from './template';
import { intrinsicOf, isRecord } from './value';

/** CDK's own helpers stand beside the architecture: nobody can set anything on them. */
const PROVIDER = /\/(Custom::[A-Za-z0-9]+CustomResourceProvider|AWS[0-9a-f]{32}|LogRetention[0-9a-f]{32}|Custom::CDKBucketDeployment[0-9A-F]+)(\/|$)/;

/** What is judged together: a shop, or what an app holds beside its shops. Its templates may hold neighbours, which are seen and not judged. */
export class Workload {
  /** What is judged. */
  readonly resources: readonly Resource[];

  /** Resources of CDK's own providers, which are left out. */
  readonly exempt: readonly Resource[];

  private readonly byType = new Map<string, Resource[]>();

  private readonly neighbours = new Map<string, Resource[]>();

  private readonly incoming = new Map<Resource, Set<Resource>>();

  private readonly outgoing = new Map<Resource, ReadonlySet<Resource>>();

  private readonly exports = new Map<string, { readonly template: Template; readonly value: unknown }>();

  /**
   * @param path the construct path by which people know it
   * @param templates every template of the app, so that references can be followed
   * @param isJudged whether a resource belongs to the workload
   */
  constructor(readonly path: string, readonly templates: readonly Template[], isJudged: (resource: Resource) => boolean = () => true) {
    const all = templates.flatMap((template) => [...template.resources.values()]);
    const own = all.filter(isJudged);
    this.exempt = own.filter((resource) => PROVIDER.test(resource.path));
    this.resources = own.filter((resource) => !PROVIDER.test(resource.path));
    for (const resource of this.resources) add(this.byType, resource);
    for (const resource of all) add(this.neighbours, resource);
    for (const template of templates) this.readExports(template);
  }

  /** The judged resources of these types. */
  ofType(...types: string[]): Resource[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** The same with the neighbours: for what may well be made elsewhere in the app, such as a dashboard. */
  anyOfType(...types: string[]): Resource[] {
    return types.flatMap((type) => this.neighbours.get(type) ?? []);
  }

  /** The resource that a value refers to: by `Ref`, `Fn::GetAtt`, an import, an output, or the parent's parameter. */
  follow(from: Resource | Template, value: unknown): Resource | undefined {
    const template = 'template' in from ? from.template : from;
    const name = intrinsicOf(value);
    if (name === undefined) return undefined;
    const argument = (value as Record<string, unknown>)[name];
    if (name === 'Ref') return this.referred(template, String(argument));
    if (name === 'Fn::GetAtt') return this.attributed(template, argument);
    if (name === 'Fn::ImportValue') return this.followGiven(this.exports.get(JSON.stringify(argument)));
    if (name === 'Fn::GetStackOutput' && isRecord(argument)) {
      const source = this.templates.find(({ source: { stackName } }) => stackName === argument.StackName);
      return this.followGiven(source?.output(String(argument.OutputName)));
    }
    return undefined;
  }

  /** Every resource that a value refers to anywhere within. */
  mentions(from: Resource | Template, value: unknown): Set<Resource> {
    const template = 'template' in from ? from.template : from;
    const seen = new Set<Resource>();
    this.collect(template, value, seen);
    return seen;
  }

  /** Every resource that this one refers to. */
  references(resource: Resource): ReadonlySet<Resource> {
    const known = this.outgoing.get(resource);
    if (known) return known;
    const mentioned = this.mentions(resource, resource.properties);
    this.outgoing.set(resource, mentioned);
    return mentioned;
  }

  /** Every resource, neighbours included, that refers to this one. */
  referrers(resource: Resource): ReadonlySet<Resource> {
    if (this.incoming.size === 0) {
      for (const from of [...this.neighbours.values()].flat()) {
        for (const to of this.references(from)) this.incoming.set(to, (this.incoming.get(to) ?? new Set()).add(from));
      }
    }
    return this.incoming.get(resource) ?? new Set();
  }

  private readExports(template: Template): void {
    for (const output of Object.values(template.section('Outputs'))) {
      if (isRecord(output) && isRecord(output.Export)) this.exports.set(JSON.stringify(output.Export.Name), { template, value: output.Value });
    }
  }

  private referred(template: Template, id: string): Resource | undefined {
    return template.resources.get(id) ?? this.followGiven(template.parameter(id));
  }

  private attributed(template: Template, argument: unknown): Resource | undefined {
    const [id, ...attribute] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
    const resource = template.resources.get(id);
    const [, output] = /^Outputs\.(.+)$/.exec(attribute.join('.')) ?? [];
    if (!resource || output === undefined) return resource;
    const nested = this.templates.find(({ parent }) => parent === resource);
    return this.followGiven(nested?.output(output)) ?? resource;
  }

  private followGiven(given: { readonly template: Template; readonly value: unknown } | undefined): Resource | undefined {
    return given && this.follow(given.template, given.value);
  }

  private collect(template: Template, value: unknown, seen: Set<Resource>): void {
    if (Array.isArray(value)) {
      for (const item of value) this.collect(template, item, seen);
    } else if (isRecord(value)) {
      const target = this.follow(template, value);
      if (target) seen.add(target);
      if ('Fn::Sub' in value) this.collectSub(template, value['Fn::Sub'], seen);
      if (!('Ref' in value) && !('Fn::GetAtt' in value)) for (const inner of Object.values(value)) this.collect(template, inner, seen);
    }
  }

  private collectSub(template: Template, argument: unknown, seen: Set<Resource>): void {
    for (const [, id] of String([argument].flat()[0]).matchAll(/\$\{([^!}.]+)[^}]*\}/g)) {
      const target = this.referred(template, id);
      if (target) seen.add(target);
    }
  }
}

function add(map: Map<string, Resource[]>, resource: Resource): void {
  const known = map.get(resource.type);
  if (known) known.push(resource);
  else map.set(resource.type, [resource]);
}
