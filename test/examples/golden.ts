import { existsSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';

const FOLDER = join(__dirname, '..', 'golden');

/** Returns the golden file of an example. Each has a separate file, because one file for all could not be reviewed. */
export function goldenFile(name: string): string {
  return join(FOLDER, `${name}.json`);
}

/**
 * Compares a value with its golden file, which was reviewed. `jest --updateSnapshot` writes the new value; without it a
 * difference or a missing file fails.
 */
export function expectGolden(name: string, value: unknown): void {
  const file = goldenFile(name);
  if (updating()) writeFileSync(file, `${JSON.stringify(value, undefined, 1)}\n`);
  if (!existsSync(file)) {
    throw new Error(`${file} is missing: look at what is new, then run \`npx projen test:update\``);
  }
  expect(value).toEqual(JSON.parse(readFileSync(file, 'utf8')));
}

/** Returns the golden files without an example; when snapshots are updated, removes them instead. */
export function unexpectedGolden(present: string[], expected: string[]): string[] {
  const unexpected = present.filter((name) => !expected.includes(name));
  if (!updating()) return unexpected;
  unexpected.forEach((name) => rmSync(goldenFile(name)));
  return [];
}

/** True when Jest runs with `--updateSnapshot`. */
function updating(): boolean {
  const { snapshotState } = expect.getState() as unknown as {
    snapshotState: { _updateSnapshot: 'all' | 'new' | 'none' };
  };
  return snapshotState._updateSnapshot === 'all';
}

/**
 * Masks the hashes of assets, which change with every line of uploaded code and do not show the architecture. CDK
 * minimizes policies and sorts their resources by text, and so by hash: such lists are sorted again without hashes.
 */
export function withoutHashes<T>(value: T): T {
  const masked = JSON.stringify(value).replace(/[0-9a-f]{64}/g, '<hash>');
  return JSON.parse(masked, (_, each: unknown) =>
    Array.isArray(each) && each.length > 1 && each.every(isAssetArn) ? [...each].sort(byText) : each,
  ) as T;
}

function isAssetArn(value: unknown): boolean {
  return isReference(value) && JSON.stringify(value).includes('/<hash>');
}

function byText(one: unknown, other: unknown): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}

function isReference(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'))
  );
}

/** Returns every place in which two values differ, as `path: one → other`. */
export function differences(one: unknown, other: unknown, path = ''): string[] {
  if (isRecord(one) && isRecord(other)) {
    const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
    return keys.flatMap((key) => differences(one[key], other[key], `${path}/${key}`));
  }
  const [from, to] = [one, other].map((value) => JSON.stringify(value) ?? 'absent');
  return from === to ? [] : [`${path}: ${from} → ${to}`];
}

/** A reference is compared as one value, because its parts mean nothing alone. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !isReference(value);
}
