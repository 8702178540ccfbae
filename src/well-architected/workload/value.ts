/** Where a value looks up what it refers to: the parameters and mappings of its template. */
export interface ValueScope {
  section(name: string): Record<string, unknown>;

  /** What the stack around gives for a parameter; undefined at the top, where whoever deploys decides. */
  parameter(name: string): { readonly template: ValueScope; readonly value: unknown } | undefined;
}

/** One value that a property may turn out to have; an unknown one is shown as the intrinsic it is. */
export interface Possible {
  readonly known: boolean;
  readonly value: unknown;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `Ref`, `Fn::GetAtt` and the like, or undefined for what is no intrinsic. */
export function intrinsicOf(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined;
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::')) ? keys[0] : undefined;
}

/** Every value that the deployment may put in this place: both sides of a condition, each row of a mapping, the parent's value of a parameter. */
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

/** What a key that is known leads to, or each of what an unknown one may lead to. */
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

/** A value as text, with `<LogicalId.Attribute>` for what it refers to, as cdk-nag writes it in its findings. */
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

/** True as CloudFormation reads it: a template written by hand may say it as text. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

export function isFalse(value: unknown): boolean {
  return value === false || value === 'false';
}

/** A number as CloudFormation reads it; NaN for what is none. */
export function numberOf(value: unknown): number {
  return (typeof value === 'string' && value.trim() !== '') || typeof value === 'number' ? Number(value) : NaN;
}

/** A list as it is, and what stands alone as a list of one: CloudFormation takes either in policies. */
export function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** Whether it is there and says something: an empty text or list gives nothing. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}
