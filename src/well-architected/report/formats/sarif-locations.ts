import type { Evidence } from '../model';

/**
 * Returns the locations of a finding: its construct path, and the source file that created it or, where that is
 * unknown, its template.
 */
export function locationsOf({ path, logicalId, location, template, stack }: Evidence): object {
  return {
    physicalLocation:
      location === undefined
        ? fileLocation(`cdk.out/${template ?? `${stack}.template.json`}`)
        : physicalLocation(location),
    logicalLocations: [{ fullyQualifiedName: path, name: logicalId, kind: 'resource' }],
  };
}

/** Returns the location of a place such as `lib/shop.ts:42`. */
export function physicalLocation(location: string): object {
  const [, file = location, line] = /^(.*):(\d+)$/.exec(location) ?? [];
  return fileLocation(file, line === undefined || Number(line) < 1 ? undefined : Number(line));
}

/** Returns the location of a line. Code scanning needs a line, so the first one is used where none is known. */
function fileLocation(file: string, startLine = 1): object {
  return { artifactLocation: { uri: uri(file) }, region: { startLine } };
}

function uri(file: string): string {
  const path = file.replace(/\\/g, '/').split('/').map(encodeURIComponent).join('/');
  if (path.startsWith('/')) return `file://${path}`;
  return /^[A-Za-z]%3A\//.test(path) ? `file:///${path.replace('%3A', ':')}` : path;
}
