import { AccessCopies } from '../../ports/order-access';

export const NO_ACCESS_COPIES: AccessCopies = { seal: async () => undefined, open: async () => undefined };
