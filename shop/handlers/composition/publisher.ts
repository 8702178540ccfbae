import { VARIABLES } from '../../../src/contract/variables';
import { required } from '../../adapters/configuration/config-error';
import { TopicConfig } from '../../adapters/configuration/shop-config';
import { SnsPublisher } from '../../adapters/topics/sns-publisher';
import { Publisher } from '../../ports/publisher';

/** Creates the publisher. In a separate file, so that only bundles of functions that publish contain the SDK client. */
export function createPublisher(topics: TopicConfig | undefined): Publisher {
  return new SnsPublisher({
    orders: required(topics?.orders, VARIABLES.topics.orders),
    stock: topics?.stock ?? '',
    offers: topics?.offers ?? '',
  });
}
