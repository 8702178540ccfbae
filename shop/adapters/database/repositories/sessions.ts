import { OneTimeTokens } from '../../../ports/repositories/one-time-tokens';
import { Sessions } from '../../../ports/repositories/sessions';
import { Executor, insertNew, removeOldest } from '../engine';

/** Repository of sessions. */
export function sessions(executor: Executor): Sessions {
  const row = (tokenHash: string) => executor.updateTable('session').where('token_hash', '=', tokenHash);
  return {
    async insert({ tokenHash, customerId, cartId, csrfSecret, expiresAt }) {
      await insertNew(executor, 'session', {
        token_hash: tokenHash,
        customer_id: customerId ?? null,
        cart_id: cartId ?? null,
        csrf_secret: csrfSecret,
        expires_at: expiresAt,
      });
    },
    async find(tokenHash) {
      const found = await executor
        .selectFrom('session')
        .selectAll()
        .where('token_hash', '=', tokenHash)
        .executeTakeFirst();
      return (
        found && {
          tokenHash,
          ...(found.customer_id === null ? {} : { customerId: found.customer_id }),
          ...(found.cart_id === null ? {} : { cartId: found.cart_id }),
          csrfSecret: found.csrf_secret,
          expiresAt: found.expires_at,
        }
      );
    },
    async setCart(tokenHash, cartId) {
      await row(tokenHash).set({ cart_id: cartId }).execute();
    },
    async extend(tokenHash, expiresAt) {
      await row(tokenHash).set({ expires_at: expiresAt }).execute();
    },
    async end(tokenHash) {
      await executor.deleteFrom('session').where('token_hash', '=', tokenHash).execute();
    },
    async endAll(customerId) {
      const rows = await executor
        .selectFrom('session')
        .select('token_hash')
        .where('customer_id', '=', customerId)
        .execute();
      await executor.deleteFrom('session').where('customer_id', '=', customerId).execute();
      return rows.map((each) => each.token_hash);
    },
    async removeExpired(now, limit) {
      return removeOldest(executor, 'session', now, limit);
    },
  };
}

/** Repository of one-time tokens. */
export function tokens(executor: Executor): OneTimeTokens {
  return {
    async insert({ tokenHash, purpose, customerId, expiresAt }) {
      await insertNew(executor, 'one_time_token', {
        token_hash: tokenHash,
        purpose,
        customer_id: customerId,
        expires_at: expiresAt,
        used_at: null,
      });
    },
    async take(tokenHash, purpose, now) {
      const result = await executor
        .updateTable('one_time_token')
        .set({ used_at: now })
        .where('token_hash', '=', tokenHash)
        .where('purpose', '=', purpose)
        .where('used_at', 'is', null)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      if (result.numUpdatedRows !== 1n) return undefined;
      const found = await executor
        .selectFrom('one_time_token')
        .select('customer_id')
        .where('token_hash', '=', tokenHash)
        .executeTakeFirst();
      return found?.customer_id;
    },
    async removeExpired(before, limit) {
      return removeOldest(executor, 'one_time_token', before, limit);
    },
  };
}
