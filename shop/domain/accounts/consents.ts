/** What customers agree to, in the words that they were shown. */
import { ulid } from 'ulid';
import { Purpose } from '../../ports/marketing';
import { Unit } from '../../ports/store';

export interface Wording {
  readonly purpose: Purpose;
  readonly text: string;
  /** Goes up with every change of the text: a row says which one was agreed to. */
  readonly version: string;
}

export const WORDINGS: readonly Wording[] = [
  {
    purpose: 'offers',
    version: 'offers-1',
    text: 'Send me offers by e-mail now and then. I can stop them at any time, with a link in each of them or here.',
  },
  {
    purpose: 'reminders',
    version: 'reminders-1',
    text: 'Remind me by e-mail, once, when I have left something in my cart. I can stop it at any time.',
  },
];

/** Appends a row for what changed, and none for what did not: the table tells when somebody decided. */
export async function recordConsents(
  unit: Pick<Unit, 'consents'>,
  customerId: string,
  wanted: ReadonlySet<Purpose>,
  source: string,
  now: Date,
): Promise<void> {
  for (const { purpose, version } of WORDINGS) {
    const granted = wanted.has(purpose);
    if ((await unit.consents.granted(customerId, purpose)) === granted) continue;
    await unit.consents.record({
      id: ulid(),
      customerId,
      purpose,
      granted,
      source,
      textVersion: version,
      recordedAt: now,
    });
  }
}
