import { DATA } from './cases/data';
import { FOUNDATION } from './cases/foundation';
import { KNOWN_AT_SYNTHESIS } from './cases/known-at-synthesis';
import { TRAFFIC } from './cases/traffic';
import { resourcesOf, stackIn } from './fixture';
import type { BadInput } from './fixture';
import { EcommerceArchitecture } from '../../src';

const CASES = [...FOUNDATION, ...DATA, ...TRAFFIC, ...KNOWN_AT_SYNTHESIS];

test.each(CASES.map((bad): [string, BadInput] => [bad.name, bad]))(
  '%s is refused with what, expected, got and fix, before any resource is created',
  (_, { props, says, region = 'eu-west-1' }) => {
    const stack = stackIn(region);
    let message = 'nothing was refused';
    let before = resourcesOf(stack);
    try {
      const given = props(stack);
      before = resourcesOf(stack);
      new EcommerceArchitecture(stack, 'Shop', given);
    } catch (error) {
      message = (error as Error).message;
    }
    let rest = message;
    for (const part of says) {
      expect(rest).toContain(part);
      rest = rest.slice(rest.indexOf(part) + part.length);
    }
    expect(resourcesOf(stack)).toEqual(before);
  },
);
