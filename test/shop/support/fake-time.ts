/**
 * Time that passes only when a test lets it, for code that waits by timers: nothing depends on how busy the machine is.
 *
 *   beforeEach(() => fakeTime());
 *   afterEach(() => jest.useRealTimers());
 *   await passes(100);                                             // what is due within 100 ms happens
 *   await until(() => calls.length === 2, 'a second call');        // as much time as that takes
 */

/** Faked time after which what a test waits for does not come any more. */
const LONGEST_MS = 600_000;
const STEP_MS = 5;

/** Replaces timers and dates; callbacks of promises, sockets and files stay as they are. */
export function fakeTime(): void {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'performance'] });
}

export async function passes(milliseconds: number): Promise<void> {
  await jest.advanceTimersByTimeAsync(milliseconds);
}

export async function until(condition: () => boolean, what: string): Promise<void> {
  for (let passed = 0; !condition(); passed += STEP_MS) {
    if (passed > LONGEST_MS) throw new Error(`not within ${LONGEST_MS / 1_000} s of the test's time: ${what}`);
    await passes(STEP_MS);
  }
}
