/** What the processor has worked, in milliseconds: what waiting and other processes take does not count. */
export function cpuOf<T>(work: () => T): { result: T; milliseconds: number } {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { result, milliseconds: (user + system) / 1000 };
}
