/** What customers agree to, in the words that they were shown. */
import { Purpose } from '../marketing/consent';

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
