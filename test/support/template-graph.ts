/** A synthesized template as a graph: what refers to what, by Ref, GetAtt, Sub and DependsOn. */

export interface CfnResourceDefinition {
  Type: string;
  // Tests read any content of the template.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  Properties: any;
  DependsOn?: string | string[];
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  [attribute: string]: any;
}

export interface CfnTemplate {
  Resources: Record<string, CfnResourceDefinition>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  [section: string]: any;
}

/** Every logical id that a value refers to; pseudo parameters and parameters are included when they are named so. */
export function referencesIn(value: unknown): Set<string> {
  const found = new Set<string>();
  visit(value, found);
  return found;
}

function visit(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) {
    value.forEach((item) => visit(item, found));
  } else if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'Ref' && typeof inner === 'string') found.add(inner);
      else if (key === 'Fn::GetAtt') found.add(Array.isArray(inner) ? String(inner[0]) : String(inner).split('.')[0]);
      else if (key === 'Fn::Sub') visitSub(inner, found);
      else visit(inner, found);
    }
  }
}

function visitSub(inner: unknown, found: Set<string>): void {
  const [text, variables] = Array.isArray(inner) ? inner : [inner, {}];
  for (const [, name] of String(text).matchAll(/\$\{([^!}.]+)[^}]*\}/g)) {
    if (!(name in variables)) found.add(name);
  }
  visit(variables, found);
}

/** The resources that each resource needs first. */
export function dependencies(template: CfnTemplate): Map<string, Set<string>> {
  const edges = new Map<string, Set<string>>();
  for (const [id, { DependsOn = [], ...resource }] of Object.entries(template.Resources)) {
    const needed = referencesIn(resource);
    [DependsOn].flat().forEach((other) => needed.add(other));
    edges.set(id, new Set([...needed].filter((other) => other !== id && other in template.Resources)));
  }
  return edges;
}

/** The longest chain of resources of which each needs the next, as logical ids. */
export function longestChain(template: CfnTemplate): string[] {
  const edges = dependencies(template);
  const known = new Map<string, string[]>();
  const chainFrom = (id: string): string[] => {
    const memo = known.get(id);
    if (memo) return memo;
    const chains = [...(edges.get(id) ?? [])].map(chainFrom);
    const chain = [id, ...chains.reduce((longest, next) => (next.length > longest.length ? next : longest), [])];
    known.set(id, chain);
    return chain;
  };
  return Object.keys(template.Resources)
    .map(chainFrom)
    .reduce((longest, next) => (next.length > longest.length ? next : longest), []);
}

export function ofType(template: CfnTemplate, type: string): [string, CfnResourceDefinition][] {
  return Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
}
