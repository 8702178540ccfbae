import { ulid } from 'ulid';
import { WORDINGS } from '../../domain/accounts/consents';
import { Purpose } from '../../domain/marketing/consent';
import { UnitOfWork } from '../../ports/store';

/** Appends a row for what changed, and none for what did not: the table tells when somebody decided. */
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
