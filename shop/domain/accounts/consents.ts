/** Purposes that customers agree to, with the exact text that each customer was shown. */
import { Purpose } from '../marketing/consent';

/** Text of one consent, as the page shows it. */
export interface Wording {
  readonly purpose: Purpose;
  readonly text: string;
  /** Changes with every change of the text: each stored consent names the version that the customer agreed to. */
  readonly version: string;
}

/** Current wording of each purpose, in the order in which the pages show them. */
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
