import { COST_OPTIMIZATION } from '../../../../src/well-architected/rules/cost-optimization';
import { describePillar } from '../../support/describe-rules';

describePillar(__dirname, COST_OPTIMIZATION);
