import type { TemplateSource } from './template-source';
import { isRecord, possibleValues } from './value';
import type { Possible, ValueScope } from './value';

/** Value that a parent stack passes to a parameter, or that an output passes to other stacks. */
export interface Given {
  readonly template: ResourceTemplate;
  readonly value: unknown;
}

/** Template that contains a resource. */
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
    /** Construct path. */
    readonly path: string,
    readonly definition: Record<string, unknown>,
  ) {
    this.type = String(definition.Type);
    this.properties = isRecord(definition.Properties) ? definition.Properties : {};
  }

  /**
   * Returns every value that a property may have. The value of an absent property is known to be undefined.
   *
   * @param path - keys joined by dots: `MultiAZ`, `VersioningConfiguration.Status`, `SecurityGroupIds.0`
   */
  values(path: string): Possible[] {
    return this.walk(this.properties, path);
  }

  /**
   * Returns the same for attributes beside the properties: `DeletionPolicy`, `UpdatePolicy.AutoScalingRollingUpdate`.
   */
  attributeValues(path: string): Possible[] {
    return this.walk(this.definition, path);
  }

  /** Returns the value that will be deployed where exactly one is possible; undefined otherwise. */
  get(path: string): unknown {
    const values = this.values(path);
    return values.length === 1 && values[0].known ? values[0].value : undefined;
  }

  /** Returns the items of a list property as the template has them: literals, records or intrinsics. */
  list(path: string): unknown[] {
    return this.values(path).flatMap(({ known, value }) => (known && Array.isArray(value) ? value : []));
  }

  /** Returns the paths of a list's items. With a condition in the list, the items of both branches share paths. */
  itemPaths(path: string): string[] {
    return this.list(path)
      .map((_, index) => `${path}.${index}`)
      .filter((item) => this.values(item).some(({ known, value }) => !known || value !== undefined));
  }

  /** Returns the property as the template has it, intrinsics included. */
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
