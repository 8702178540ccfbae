import { longestChain, referencesIn } from './template-graph';

test('references are found in Ref, GetAtt and Sub, and variables of a Sub are not references', () => {
  const value = [
    { Ref: 'A' },
    { 'Fn::GetAtt': ['B', 'Arn'] },
    { 'Fn::GetAtt': 'C.Arn' },
    { 'Fn::Sub': '${D}-${E.Arn}-${!F}' },
    { 'Fn::Sub': ['${V}', { V: { Ref: 'G' } }] },
  ];
  expect([...referencesIn(value)].sort()).toEqual(['A', 'B', 'C', 'D', 'E', 'G']);
});

test('the longest chain follows references and DependsOn', () => {
  const Properties = {};
  expect(
    longestChain({
      Resources: {
        A: { Type: 'T', Properties },
        B: { Type: 'T', Properties: { x: { Ref: 'A' } } },
        C: { Type: 'T', Properties, DependsOn: ['B'] },
        D: { Type: 'T', Properties: { x: { Ref: 'A' } } },
      },
    }),
  ).toEqual(['C', 'B', 'A']);
});
