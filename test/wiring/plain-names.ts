import { render } from '../support/render';

/** Returns the construct's name from a logical id: without the shop's id and without the hash. */
export function plainName(id: string): string {
  return id.replace(/^Shop(?=[A-Z])/, '').replace(/[0-9A-F]{8}$/, '');
}

const OWN = /^arn:<AWS::Partition>:([\w-]+):(<AWS::Region>)?:(<AWS::AccountId>)?:/;

/** A value as text: references as `<Construct.Attribute>`, ARNs of this account and Region without their beginning. */
export function plain(value: unknown): string {
  return render(value)
    .replace(/\$\{([\w:.]+)\}/g, (_, reference: string) => {
      const [id, ...attribute] = reference.split('.');
      return `<${[plainName(id), ...attribute].join('.')}>`;
    })
    .replace(OWN, '$1:')
    .replace(/[0-9a-f]{64}/g, 'asset');
}
