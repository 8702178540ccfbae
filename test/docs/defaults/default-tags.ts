/** The `@default` of every option, as the sources state it; `API.md` is made from the same texts. */
import { join } from 'path';
import * as ts from 'typescript';
import { sourcesIn } from '../../layout/sources';

export const ROOT = join(__dirname, '..', '..', '..');

export interface DefaultTag {
  /** Interface and member, such as `CacheOptions.nodes`. */
  readonly option: string;
  readonly text: string;
  readonly file: string;
}

/** @returns the options in the order of their files and of the members in each */
export function defaultTags(): DefaultTag[] {
  return sourcesIn(ROOT, 'src').flatMap(({ path, tree }) =>
    tree.statements
      .filter(ts.isInterfaceDeclaration)
      .flatMap((declaration) => declaration.members.flatMap((member) => tagsOf(declaration, member, path))),
  );
}

function tagsOf(declaration: ts.InterfaceDeclaration, member: ts.TypeElement, file: string): DefaultTag[] {
  const name = member.name?.getText();
  return ts
    .getJSDocTags(member)
    .filter(({ tagName }) => tagName.text === 'default')
    .map(({ comment }) => ({
      option: `${declaration.name.text}.${name}`,
      text: (ts.getTextOfJSDocComment(comment) ?? '').replace(/\s+/g, ' ').trim(),
      file,
    }));
}
