/**
 * Newest runtimes of AWS Lambda as of 2026-02-10. The list is part of this package, so that the rule gives the same
 * result with every version of CDK. A runtime that is newer than the list counts as the newest.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */
export const NEWEST_RUNTIMES: Readonly<Record<string, string>> = {
  nodejs: 'nodejs24.x',
  python: 'python3.14',
  java: 'java25',
  dotnet: 'dotnet10',
  ruby: 'ruby3.4',
};

/**
 * Runtimes without patches, or without patches after the spring of 2026. A family that was withdrawn has a successor in
 * another family.
 */
export const DEPRECATED_RUNTIMES: ReadonlySet<string> = new Set([
  'nodejs',
  'nodejs4.3',
  'nodejs4.3-edge',
  'nodejs6.10',
  'nodejs8.10',
  'nodejs10.x',
  'nodejs12.x',
  'nodejs14.x',
  'nodejs16.x',
  'nodejs18.x',
  'nodejs20.x',
  'python2.7',
  'python3.6',
  'python3.7',
  'python3.8',
  'python3.9',
  'java8',
  'dotnetcore1.0',
  'dotnetcore2.0',
  'dotnetcore2.1',
  'dotnetcore3.1',
  'dotnet5.0',
  'dotnet6',
  'dotnet7',
  'ruby2.5',
  'ruby2.7',
  'ruby3.2',
  'go1.x',
  'provided',
]);
