import { behindTheLoadBalancer } from './behind-the-load-balancer';
import { betweenTheParts } from './between-the-parts';
import { computeAndStorage } from './compute-and-storage';
import { dataAndSignals } from './data-and-signals';
import { traffic } from './traffic';
import type { Row } from '../model';

const order = ({ id }: Row) => (id.startsWith('S') ? 0 : 100) + Number(id.slice(1));

/** The mission's rows in its order: services, then relations. */
export const ROWS: Row[] = [
  ...computeAndStorage,
  ...traffic,
  ...dataAndSignals,
  ...betweenTheParts,
  ...behindTheLoadBalancer,
].sort((one, other) => order(one) - order(other));
