import { Subscription } from '../../domain/marketing/consent';
import { StoreReader } from '../../ports/store';

/**
 * Returns the reason why a marketing mail may not be sent to a customer, as the log shows it; undefined when it may be
 * sent. Checked when a mail is created and again when it is sent.
 *
 * @param unit - also a reader outside of a transaction
 */
export async function reasonNotToSend(
  unit: Pick<StoreReader, 'customers' | 'consents'>,
  { customerId, purpose }: Subscription,
): Promise<string | undefined> {
  const customer = await unit.customers.find(customerId);
  if (!customer) return 'no such customer';
  if (customer.mailState !== 'ok') return `mailbox ${customer.mailState}`;
  return (await unit.consents.granted(customerId, purpose)) ? undefined : 'no consent';
}
