import { Assembly } from './assembly';
import { Resource } from './resource';
import type { ResourceTemplate } from './resource';
import type { Template } from './template';

/** CDK's own helpers stand beside the architecture: nobody can set anything on them. Known by their paths, or by their ids where there are none. */
const PROVIDER = new RegExp(
  [
    '/(Custom::[A-Za-z0-9]+CustomResourceProvider|AWS[0-9a-f]{32}|LogRetention[0-9a-f]{32}|Custom::CDKBucketDeployment[0-9A-F]+)(/|$)',
    '/(BucketNotificationsHandler[0-9a-f]{32}|framework-(onEvent|isComplete|onTimeout))(/|$)',
    'CustomResourceProvider(Handler|Role)[0-9A-F]{8}$',
  ].join('|'),
);

/** CDK's framework for custom resources, which calls the handler that it is given. */
const FRAMEWORK = /^framework\./;

function isProvider({ path, properties }: Resource): boolean {
  return PROVIDER.test(path) || FRAMEWORK.test(String(properties.Handler));
}

/** What is judged together: a shop, or what an app holds beside its shops. Its templates may hold neighbours, which are seen and not judged. */
export class Workload {
  /** What is judged. */
  readonly resources: readonly Resource[];

  /** Resources of CDK's own providers, which are left out. */
  readonly exempt: readonly Resource[];

  private readonly assembly: Assembly;

  private readonly byType = new Map<string, Resource[]>();

  private readonly neighbours = new Map<string, Resource[]>();

  /**
   * @param path the construct path by which people know it
   * @param assembly every template of the app, so that references can be followed
   * @param isJudged whether a resource belongs to the workload
   */
  constructor(
    readonly path: string,
    assembly: Assembly | readonly Template[],
    isJudged: (resource: Resource) => boolean = () => true,
  ) {
    this.assembly = assembly instanceof Assembly ? assembly : new Assembly(assembly);
    const own = this.assembly.templates.flatMap((template) => [...template.resources.values()].filter(isJudged));
    this.exempt = own.filter(isProvider);
    this.resources = own.filter((resource) => !isProvider(resource));
    for (const resource of this.resources) add(this.byType, resource);
    for (const template of this.templates) {
      for (const resource of template.resources.values()) add(this.neighbours, resource);
    }
  }

  /** The templates with judged resources, and those that share outputs with them. */
  get templates(): ResourceTemplate[] {
    return [...this.assembly.related(new Set([...this.resources, ...this.exempt].map(({ template }) => template)))];
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
  follow(from: Resource | ResourceTemplate, value: unknown): Resource | undefined {
    return this.assembly.follow(templateOf(from), value);
  }

  /** Every resource that a value refers to anywhere within. */
  mentions(from: Resource | ResourceTemplate, value: unknown): Set<Resource> {
    return this.assembly.mentions(templateOf(from), value);
  }

  /** Every resource that this one refers to. */
  references(resource: Resource): ReadonlySet<Resource> {
    return this.assembly.references(resource);
  }

  /** Every resource, neighbours included, that refers to this one. */
  referrers(resource: Resource): ReadonlySet<Resource> {
    return this.assembly.referrers(resource);
  }
}

function templateOf(from: Resource | ResourceTemplate): ResourceTemplate {
  return from instanceof Resource ? from.template : from;
}

function add(map: Map<string, Resource[]>, resource: Resource): void {
  const known = map.get(resource.type);
  if (known) known.push(resource);
  else map.set(resource.type, [resource]);
}
