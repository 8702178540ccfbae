import type { TemplateSource } from './template-source';
import { isRecord, possibleValues } from './value';
import type { Possible, ValueScope } from './value';

/** What a nested stack's parameter is given by the stack around it, or what an output gives to others. */
export interface Given {
  readonly template: ResourceTemplate;
  readonly value: unknown;
}

/** The template that a resource stands in. */
export interface ResourceTemplate extends ValueScope {
  readonly source: TemplateSource;
  readonly resources: ReadonlyMap<string, Resource>;
  parameter(name: string): Given | undefined;
  output(name: string): Given | undefined;
}

/** A resource as it will be deployed. */
export class Resource {
  readonly type: string;

  readonly properties: Record<string, unknown>;

  constructor(
    readonly template: ResourceTemplate,
    readonly logicalId: string,
    /** The construct path. */
    readonly path: string,
    readonly definition: Record<string, unknown>,
  ) {
    this.type = String(definition.Type);
    this.properties = isRecord(definition.Properties) ? definition.Properties : {};
  }

  /**
   * Every value that a property may have: `MultiAZ`, `VersioningConfiguration.Status`, `SecurityGroupIds.0`.
   * A property that is absent is known to be undefined.
   */
  values(path: string): Possible[] {
    return this.walk(this.properties, path);
  }

  /** The same for what stands beside the properties: `DeletionPolicy`, `UpdatePolicy.AutoScalingRollingUpdate`. */
  attributeValues(path: string): Possible[] {
    return this.walk(this.definition, path);
  }

  /** The value as it will be deployed, where there is exactly one that is known; undefined otherwise. */
  get(path: string): unknown {
    const values = this.values(path);
    return values.length === 1 && values[0].known ? values[0].value : undefined;
  }

  /** The items of a list property, each as it stands in the template: a literal, a record or an intrinsic. */
  list(path: string): unknown[] {
    return this.values(path).flatMap(({ known, value }) => (known && Array.isArray(value) ? value : []));
  }

  /** The paths of a list's items; with a condition in the list, the items of both its sides share their places. */
  itemPaths(path: string): string[] {
    return this.list(path)
      .map((_, index) => `${path}.${index}`)
      .filter((item) => this.values(item).some(({ known, value }) => !known || value !== undefined));
  }

  /** The property as it stands in the template, intrinsics included. */
  raw(path: string): unknown {
    return path
      .split('.')
      .reduce<unknown>(
        (inner, key) => (isRecord(inner) || Array.isArray(inner) ? Reflect.get(inner, key) : undefined),
        this.properties,
      );
  }

  private walk(from: unknown, path: string): Possible[] {
    let current: Possible[] = [{ known: true, value: from }];
    for (const key of path.split('.')) {
      current = current.flatMap((possible) => {
        if (!possible.known) return [possible];
        const inner =
          isRecord(possible.value) || Array.isArray(possible.value)
            ? (Reflect.get(possible.value, key) as unknown)
            : undefined;
        return possibleValues(this.template, inner);
      });
    }
    return current;
  }
}
