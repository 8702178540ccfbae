import { AccessCopies } from '../../ports/order-access';

/** Stores no copies of access tokens: links in mails then contain none. */
export const NO_ACCESS_COPIES: AccessCopies = { seal: async () => undefined, open: async () => undefined };
