import { readFileSync } from 'fs';
import { join } from 'path';
import { App } from 'aws-cdk-lib';
import { EcommerceArchitecture } from '../../src/ecommerce-architecture';
import { newStack } from '../support/app';

const ROOT = join(__dirname, '..', '..');
const PICTURE = 'docs/images/architecture.svg';

interface TreeNode {
  readonly id: string;
  readonly children?: Record<string, TreeNode>;
  readonly constructInfo?: { readonly fqn: string };
}

/** Rooms of a synthesized app, without outputs. */
function topLevelConstructs(): string[] {
  const stack = newStack({}, 'Picture');
  new EcommerceArchitecture(stack, 'Shop');
  const { directory } = (stack.node.root as App).synth();
  const { tree } = JSON.parse(readFileSync(join(directory, 'tree.json'), 'utf8')) as { tree: TreeNode };
  const shop = tree.children?.Picture?.children?.Shop;
  return Object.values(shop?.children ?? {})
    .filter(({ constructInfo }) => constructInfo?.fqn !== 'aws-cdk-lib.CfnOutput')
    .map(({ id }) => id);
}

const picture = readFileSync(join(ROOT, PICTURE), 'utf8');
const boxes = [...picture.matchAll(/<g id="(\w+)">/g)].map(([, id]) => id);

test('every top-level construct is a box of the picture, under its construct id, and no box is left over', () => {
  const constructs = topLevelConstructs();
  expect(constructs.length).toBeGreaterThan(10);
  expect([...boxes].sort()).toEqual([...constructs].sort());
});

test('every box has its section in the architecture page', () => {
  const [, rooms] = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8').split('\n## The rooms\n');
  const sections = [...rooms.split('\n## ')[0].matchAll(/^### (\w+)$/gm)].map(([, id]) => id);
  expect([...sections].sort()).toEqual([...boxes].sort());
});

test('every box shows its construct id', () => {
  for (const box of boxes) expect(picture).toContain(`class="name">${box}</text>`);
});

test('the README shows the picture', () => {
  expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toMatch(new RegExp(`!\\[[^\\]]+\\]\\(${PICTURE}\\)`));
});
