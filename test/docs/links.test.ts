import { existsSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import { documentsIn } from '../layout/sources';

const ROOT = join(__dirname, '..', '..');

interface Link {
  readonly from: string;
  readonly target: string;
}

/** Links from one document of the project to another file of it, or to a heading of the same document. */
const links = documentsIn(ROOT).flatMap(({ path, text }): Link[] =>
  [...text.replace(/```[\s\S]*?```/g, '').matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => ({ from: path, target }))
    .filter(({ target }) => !/^[a-z]+:/.test(target)),
);

/** The anchors that GitHub gives to headings, and former ones that a document keeps for links from outside. */
function anchorsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8').replace(/```[\s\S]*?```/g, '');
  const kept = [...text.matchAll(/^<a id="([^"]+)"><\/a>$/gm)].map(([, id]) => id);
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replace(/ /g, '-'),
  );
  return [...kept, ...headings];
}

test('every link between the documents leads to a file and to a heading in it', () => {
  expect(links.length).toBeGreaterThan(50);
  const broken = links.filter(({ from, target }) => {
    const [path, anchor] = target.split('#');
    const file = path === '' ? join(ROOT, from) : join(ROOT, dirname(from), path);
    return !existsSync(file) || (anchor !== undefined && file.endsWith('.md') && !anchorsOf(file).includes(anchor));
  });
  expect(broken).toEqual([]);
});
