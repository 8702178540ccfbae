/**
 * Renders a template's value as text, with references as `${LogicalId.Attribute}`, for tests of messages and
 * descriptions.
 */
export function render(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const [[name, inner], ...others] = Object.entries(value);
  if (Array.isArray(value) || others.length > 0) return JSON.stringify(value);
  switch (name) {
    case 'Ref':
      return `\${${inner}}`;
    case 'Fn::GetAtt':
      return `\${${[inner].flat().join('.')}}`;
    case 'Fn::Sub':
      return renderSub(inner);
    case 'Fn::Base64':
      return render(inner);
    case 'Fn::Join':
      return (inner[1] as unknown[]).map(render).join(inner[0]);
    case 'Fn::Select':
      return renderSelect(inner[0], inner[1]);
    default:
      return JSON.stringify(value);
  }
}

function renderSub(inner: string | [string, Record<string, unknown>]): string {
  const [text, variables] = typeof inner === 'string' ? [inner, {} as Record<string, unknown>] : inner;
  return text.replace(/\$\{([\w:.]+)\}/g, (reference, name: string) =>
    name in variables ? render(variables[name]) : reference,
  );
}

/** Renders a part of an ARN as the whole ARN, because tests compare the resource that it belongs to. */
function renderSelect(index: unknown, list: unknown): string {
  const split = (list as { 'Fn::Split'?: [string, unknown] })['Fn::Split'];
  return split ? render(split[1]) : `${index} of ${JSON.stringify(list)}`;
}
