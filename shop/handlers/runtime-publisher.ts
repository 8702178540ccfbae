import { VARIABLES } from '../../src/contract/variables';
import { SnsPublisher } from '../adapters/aws/publisher';
import { required, TopicConfig } from '../config';
import { Publisher } from '../ports';

/** A file of its own, so that only the bundles of publishing functions carry the client. */
export function createPublisher(topics: TopicConfig | undefined): Publisher {
  return new SnsPublisher({
    orders: required(topics?.orders, VARIABLES.topics.orders),
    stock: topics?.stock ?? '',
    offers: topics?.offers ?? '',
  });
}
