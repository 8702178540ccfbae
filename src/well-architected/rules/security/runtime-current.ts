import type { Resource } from '../../workload/resource';
import { assess } from '../support/finding';
import type { Finding } from '../support/finding';
import { DEPRECATED_RUNTIMES, NEWEST_RUNTIMES } from '../support/lambda-runtimes';
import type { Rule } from '../support/rule';
import { versionOf } from '../support/versions';

/** Functions use runtimes that receive security patches. */
export const runtimeCurrent: Rule = {
  name: 'RuntimeCurrent',
  practice: 'SEC06-BP01',
  also: ['PERF05-BP06', 'SUS06-BP03'],
  level: 'warning',
  requirement: 'Functions use the newest runtime of their language.',
  why:
    'A runtime that is no longer supported gets no security patches, and after a while AWS rejects changes of the ' +
    'function. A bug in the checkout then cannot be fixed before the code is migrated.',
  fix:
    'The functions of the shop are updated with this package. For your functions set `runtime` in the function that ' +
    'you pass to `addFunction()`, in CloudFormation `Runtime`, to the newest one of the language.',
  docs: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html',
  check: (workload) => workload.ofType('AWS::Lambda::Function').flatMap(findingsOf),
};

/** A function from a container image has no runtime. A family that is not in the list is not assessed. */
function findingsOf(fn: Resource): Finding[] {
  const values = fn.values('Runtime');
  const isKnown = values.every(
    ({ known, value }) =>
      !known || (typeof value === 'string' && (DEPRECATED_RUNTIMES.has(value) || familyOf(value) in NEWEST_RUNTIMES)),
  );
  if (!isKnown) return [];
  const runtimes = values.flatMap(({ known, value }) => (known ? [String(value)] : []));
  return [
    assess(fn, 'Properties.Runtime', values, {
      expected:
        runtimes.map((runtime) => NEWEST_RUNTIMES[familyOf(runtime)] ?? 'a runtime that is supported')[0] ??
        'the newest of its language',
      holds: (value) => isNewest(String(value)),
      // Only a note for a runtime that is supported but not the newest.
      level: runtimes.some((runtime) => DEPRECATED_RUNTIMES.has(runtime)) ? undefined : 'info',
    }),
  ];
}

function familyOf(runtime: string): string {
  return runtime.replace(/\d.*$/, '');
}

function isNewest(runtime: string): boolean {
  return !DEPRECATED_RUNTIMES.has(runtime) && versionOf(runtime) >= versionOf(NEWEST_RUNTIMES[familyOf(runtime)]);
}
