import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { physicalName } from '../../src/core/naming';

const nameIn = (stack: Stack, id: string, prefix = 'shop', max = 60) =>
  stack.resolve(physicalName(new Construct(stack, id), prefix, max));

describe('physical names', () => {
  test('differ by the construct path and contain the id of the stack', () => {
    const stack = new Stack();
    const [one, two] = [nameIn(stack, 'One'), nameIn(stack, 'Two')];
    expect(one).not.toEqual(two);
    expect(JSON.stringify(one)).toContain('AWS::StackId');
  });

  test('are lower case', () => {
    const stack = new Stack();
    expect(nameIn(stack, 'One', 'SHOP')['Fn::Join'][1][0]).toMatch(/^shop-[0-9a-f]{8}$/);
  });

  test('are refused when they would be too long', () => {
    expect(() => nameIn(new Stack(), 'One', 'a-long-prefix', 40)).toThrow('expected at most 40');
    expect(() => nameIn(new Stack(), 'One', 'shop', 40)).not.toThrow();
  });
});
