import { ulid } from 'ulid';
import { WORDINGS } from '../../domain/accounts/consents';
import { Purpose } from '../../domain/marketing/consent';
import { UnitOfWork } from '../../ports/store';

/**
 * Stores a row for each purpose whose consent has changed, and none for the others, so that the table shows when the
 * customer decided.
 *
 * @param wanted - purposes that the customer agrees to; all others are withdrawn
 * @param source - place where the customer decided, such as `account`
 * @param now - time that is recorded as the decision
 */
export async function recordConsents(
  unit: Pick<UnitOfWork, 'consents'>,
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
