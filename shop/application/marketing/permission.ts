import { Subscription } from '../../domain/marketing/consent';
import { StoreReader } from '../../ports/store';

/** Why a mail may not go to a customer, in the words of the log; undefined when it may. Asked when a mail is made and again when it is sent. */
export async function reasonNotToSend(
  unit: Pick<StoreReader, 'customers' | 'consents'>,
  { customerId, purpose }: Subscription,
): Promise<string | undefined> {
  const customer = await unit.customers.find(customerId);
  if (!customer) return 'no such customer';
  if (customer.mailState !== 'ok') return `mailbox ${customer.mailState}`;
  return (await unit.consents.granted(customerId, purpose)) ? undefined : 'no consent';
}
