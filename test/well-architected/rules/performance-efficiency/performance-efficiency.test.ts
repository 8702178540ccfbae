import { PERFORMANCE_EFFICIENCY } from '../../../../src/well-architected/rules/performance-efficiency';
import { describePillar } from '../../support/describe-rules';

describePillar(__dirname, PERFORMANCE_EFFICIENCY);
