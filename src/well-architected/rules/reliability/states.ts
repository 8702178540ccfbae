import type { Finding } from '../../workload/finding';

/** Where one of several places is enough: the one that is right, else one that nobody knows yet, else the first. */
export function anyOf(findings: readonly Finding[]): Finding {
  return findings.find(({ state }) => state === 'compliant') ?? findings.find(({ state }) => state === 'undetermined') ?? findings[0];
}

/** Where all of several must hold: one that does not, else one that nobody knows yet, else the first. */
export function allOf(findings: readonly Finding[]): Finding[] {
  const shown = findings.find(({ state }) => state === 'failing') ?? findings.find(({ state }) => state === 'undetermined') ?? findings[0];
  return shown ? [shown] : [];
}

/** Several looks at one thing, each with another value beside it: sure only where all come to the same verdict. */
export function agreed(findings: readonly Finding[]): Finding[] {
  const [first] = findings;
  if (!first) return [];
  return [findings.every(({ state }) => state === first.state) ? first : { ...first, state: 'undetermined' }];
}
