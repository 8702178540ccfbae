import { Assembly } from './assembly';
import { Resource } from './resource';
import type { ResourceTemplate } from './resource';
import type { Template } from './template';

/**
 * Resources of CDK's own providers, which users cannot configure. They are recognized by their paths, or by their ids
 * where there are no paths.
 */
const PROVIDER = new RegExp(
  [
    '/(Custom::[A-Za-z0-9]+CustomResourceProvider|AWS[0-9a-f]{32})(/|$)',
    '/(LogRetention[0-9a-f]{32}|Custom::CDKBucketDeployment[0-9A-F]+)(/|$)',
    '/(BucketNotificationsHandler[0-9a-f]{32}|framework-(onEvent|isComplete|onTimeout))(/|$)',
    'CustomResourceProvider(Handler|Role)[0-9A-F]{8}$',
  ].join('|'),
);

/** Handlers of CDK's framework for custom resources, which calls the handler of the user. */
const FRAMEWORK = /^framework\./;

function isProvider({ path, properties }: Resource): boolean {
  return PROVIDER.test(path) || FRAMEWORK.test(String(properties.Handler));
}

/**
 * Resources that are assessed together: a shop, or what an app holds beside its shops. Rules also see neighbours in
 * related templates, but do not assess them.
 */
export class Workload {
  /** Resources that are assessed. */
  readonly resources: readonly Resource[];

  /** Resources of CDK's own providers, which are excluded. */
  readonly exempt: readonly Resource[];

  private readonly assembly: Assembly;

  private readonly byType = new Map<string, Resource[]>();

  private readonly neighbours = new Map<string, Resource[]>();

  /**
   * @param path - construct path that names the workload in reports
   * @param assembly - every template of the app, so that references can be followed
   * @param isAssessed - true for the resources of the workload
   */
  constructor(
    readonly path: string,
    assembly: Assembly | readonly Template[],
    isAssessed: (resource: Resource) => boolean = () => true,
  ) {
    this.assembly = assembly instanceof Assembly ? assembly : new Assembly(assembly);
    const own = this.assembly.templates.flatMap((template) => [...template.resources.values()].filter(isAssessed));
    this.exempt = own.filter(isProvider);
    this.resources = own.filter((resource) => !isProvider(resource));
    for (const resource of this.resources) add(this.byType, resource);
    for (const template of this.templates) {
      for (const resource of template.resources.values()) add(this.neighbours, resource);
    }
  }

  /** Templates with assessed resources, and those that share outputs with them. */
  get templates(): ResourceTemplate[] {
    return [...this.assembly.related(new Set([...this.resources, ...this.exempt].map(({ template }) => template)))];
  }

  /** Returns the assessed resources of these types. */
  ofType(...types: string[]): Resource[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** Returns the same with neighbours, for resources that another stack of the app may contain, such as a dashboard. */
  anyOfType(...types: string[]): Resource[] {
    return types.flatMap((type) => this.neighbours.get(type) ?? []);
  }

  /**
   * Returns the resource that a value refers to by `Ref`, `Fn::GetAtt`, an import, an output or a parameter of the
   * parent.
   */
  follow(from: Resource | ResourceTemplate, value: unknown): Resource | undefined {
    return this.assembly.follow(templateOf(from), value);
  }

  /** Returns every resource that a value refers to, at any depth. */
  mentions(from: Resource | ResourceTemplate, value: unknown): Set<Resource> {
    return this.assembly.mentions(templateOf(from), value);
  }

  /** Returns every resource that this one refers to. */
  references(resource: Resource): ReadonlySet<Resource> {
    return this.assembly.references(resource);
  }

  /** Returns every resource, neighbours included, that refers to this one. */
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
