/** Scope in which a value is resolved: the parameters and mappings of a template. */
export interface ValueScope {
  section(name: string): Record<string, unknown>;

  /**
   * Returns the value that the parent passes to a parameter; undefined for a top-level stack, where the deployment
   * decides.
   */
  parameter(name: string): { readonly template: ValueScope; readonly value: unknown } | undefined;
}

/** One value that a property may have after the deployment. An unknown one holds its intrinsic. */
export interface Possible {
  readonly known: boolean;
  readonly value: unknown;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the name of an intrinsic function, such as `Ref` or `Fn::GetAtt`; undefined for other values. */
export function intrinsicOf(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined;
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::')) ? keys[0] : undefined;
}

/**
 * Returns every value that the deployment may put in this place: both branches of a condition, each row of a mapping,
 * the value that the parent passes to a parameter.
 *
 * @param template - scope in which parameters and mappings are looked up
 */
export function possibleValues(template: ValueScope, value: unknown): Possible[] {
  const name = intrinsicOf(value);
  if (name === undefined) return [{ known: true, value }];
  const argument = (value as Record<string, unknown>)[name];
  const resolved = RESOLVERS[name]?.(template, argument);
  return resolved ?? [{ known: false, value }];
}

const RESOLVERS: Record<string, (template: ValueScope, argument: unknown) => Possible[] | undefined> = {
  Ref: (template, id) => {
    if (id === 'AWS::NoValue') return [{ known: true, value: undefined }];
    const given = template.parameter(String(id));
    return given && possibleValues(given.template, given.value);
  },
  'Fn::If': (template, argument) =>
    Array.isArray(argument) ? argument.slice(1).flatMap((side) => possibleValues(template, side)) : undefined,
  'Fn::FindInMap': (template, argument) => (Array.isArray(argument) ? rowsOf(template, argument) : undefined),
  'Fn::Join': (template, argument) => {
    const text = joined(template, argument);
    return text === undefined ? undefined : [{ known: true, value: text }];
  },
  'Fn::Sub': (_, argument) =>
    typeof argument === 'string' && !/\$\{[^!]/.test(argument) ? [{ known: true, value: argument }] : undefined,
};

/** Returns the entry of a mapping for known keys, and all possible entries for an unknown key. */
function rowsOf(template: ValueScope, [map, ...keys]: unknown[]): Possible[] | undefined {
  if (typeof map !== 'string' || !isRecord(template.section('Mappings')[map])) return undefined;
  let rows: unknown[] = [template.section('Mappings')[map]];
  for (const key of keys.slice(0, 2)) {
    rows = rows.filter(isRecord).flatMap((row) => (typeof key === 'string' ? [row[key]] : Object.values(row)));
  }
  return rows.map((row) => ({ known: true, value: row }));
}

function joined(template: ValueScope, argument: unknown): string | undefined {
  const [separator, parts] = Array.isArray(argument) ? argument : [];
  if (!Array.isArray(parts)) return undefined;
  const texts = parts.map((part) => possibleValues(template, part));
  if (texts.some(([first, ...more]) => !first?.known || more.length > 0 || typeof first.value !== 'string')) {
    return undefined;
  }
  return texts.map(([first]) => first.value).join(String(separator));
}

/** Returns a value as text, with `<LogicalId.Attribute>` for references, as cdk-nag writes it in its findings. */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(',');
  const name = intrinsicOf(value);
  if (name === undefined) return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  const argument = (value as Record<string, unknown>)[name];
  if (name === 'Ref') return `<${String(argument)}>`;
  if (name === 'Fn::GetAtt') return `<${[argument].flat().join('.')}>`;
  if (name === 'Fn::Join' && Array.isArray(argument)) return [argument[1]].flat().map(textOf).join(String(argument[0]));
  if (name === 'Fn::Sub') return String([argument].flat()[0]).replace(/\$\{([^!}]+)\}/g, '<$1>');
  return JSON.stringify(value);
}

/** True as CloudFormation reads it: a template may also write it as text. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

export function isFalse(value: unknown): boolean {
  return value === false || value === 'false';
}

/** Returns a number as CloudFormation reads it; NaN for other values. */
export function numberOf(value: unknown): number {
  return (typeof value === 'string' && value.trim() !== '') || typeof value === 'number' ? Number(value) : NaN;
}

/** Returns a list unchanged, and a single value as a list of one: policies may contain either. */
export function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** True when a value is set and not empty. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}
