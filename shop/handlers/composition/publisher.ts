import { VARIABLES } from '../../../src/contract/variables';
import { required } from '../../adapters/configuration/config-error';
import { TopicConfig } from '../../adapters/configuration/shop-config';
import { SnsPublisher } from '../../adapters/topics/sns-publisher';
import { Publisher } from '../../ports/publisher';

/** A file of its own, so that only the bundles of publishing functions carry the client. */
export function createPublisher(topics: TopicConfig | undefined): Publisher {
  return new SnsPublisher({
    orders: required(topics?.orders, VARIABLES.topics.orders),
    stock: topics?.stock ?? '',
    offers: topics?.offers ?? '',
  });
}
