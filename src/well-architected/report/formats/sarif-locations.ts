import type { Evidence } from '../model';

/** Where a finding is: in the construct tree, and in the file that made it or, where nobody kept that, in its template. */
export function locationsOf({ path, logicalId, location, template, stack }: Evidence): object {
  return {
    physicalLocation:
      location === undefined
        ? fileLocation(`cdk.out/${template ?? `${stack}.template.json`}`)
        : physicalLocation(location),
    logicalLocations: [{ fullyQualifiedName: path, name: logicalId, kind: 'resource' }],
  };
}

/** `lib/shop.ts:42`. */
export function physicalLocation(location: string): object {
  const [, file = location, line] = /^(.*):(\d+)$/.exec(location) ?? [];
  return fileLocation(file, line === undefined || Number(line) < 1 ? undefined : Number(line));
}

/** Code scanning shows a result at a line of a file: the first, where no line is known. */
function fileLocation(file: string, startLine = 1): object {
  return { artifactLocation: { uri: uri(file) }, region: { startLine } };
}

function uri(file: string): string {
  const path = file.replace(/\\/g, '/').split('/').map(encodeURIComponent).join('/');
  if (path.startsWith('/')) return `file://${path}`;
  return /^[A-Za-z]%3A\//.test(path) ? `file:///${path.replace('%3A', ':')}` : path;
}
