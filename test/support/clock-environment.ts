/**
 * Returns the variables by which a process sees another time than the machine's (see `test/clock/run.sh`). A process
 * that a test starts with a separate environment needs them as well: it and the test must agree on the time.
 */
export function clockEnvironment(): Record<string, string> {
  const given = Object.entries(process.env).filter(([name]) => /^(LD_PRELOAD|(DONT_)?FAKE\w*)$/.test(name));
  return Object.fromEntries(given) as Record<string, string>;
}
