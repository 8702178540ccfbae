import { invalid, isConcrete, requireMatch } from '../core/validation';

/** The window of the nightly snapshot (UTC). */
export const SNAPSHOT_WINDOW = '02:00-03:00';

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const DAY = 24 * 60;
const WEEK = 7 * DAY;
const SHORTEST = 60;

/**
 * Requires a maintenance window of at least an hour outside of the snapshot window; ElastiCache refuses overlaps.
 *
 * @param prop - path of the option, for the error message
 * @param window - `ddd:hh:mm-ddd:hh:mm` in UTC; undefined and tokens are accepted
 * @throws an error when the window is malformed, too short, or overlaps the snapshot window
 */
export function validateMaintenanceWindow(prop: string, window: string | undefined): void {
  const time = '([a-z]{3}):([01]\\d|2[0-3]):([0-5]\\d)';
  const expected = 'a window in UTC such as sun:05:00-sun:06:00';
  requireMatch(prop, window, new RegExp(`^${time}-${time}$`), expected, 'give day and time of its begin and its end');
  if (!isConcrete(window)) return;
  const [begin, end] = window.split('-').map(minuteOfWeek);
  if (Number.isNaN(begin + end)) {
    invalid({ prop, expected, got: window, fix: `write the day as one of ${DAYS.join(', ')}` });
  }
  const length = (end - begin + WEEK) % WEEK;
  if (length < SHORTEST) {
    invalid({ prop, expected: 'at least 60 minutes long', got: window, fix: 'let it end later' });
  }
  if (touchesSnapshot(begin, length)) {
    invalid({
      prop,
      expected: `outside of the snapshot window, ${SNAPSHOT_WINDOW} each day`,
      got: window,
      fix: 'move it to another hour',
    });
  }
}

function minuteOfWeek(point: string): number {
  const [day, hour, minute] = point.split(':');
  const index = DAYS.indexOf(day);
  return index < 0 ? NaN : index * DAY + Number(hour) * 60 + Number(minute);
}

function touchesSnapshot(begin: number, length: number): boolean {
  const [from, to] = SNAPSHOT_WINDOW.split('-').map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
  // Two weeks, so that a window across the end of the week is compared with the following days too.
  return Array.from({ length: 14 }, (_, day) => day * DAY).some(
    (midnight) => begin < midnight + to && midnight + from < begin + length,
  );
}
