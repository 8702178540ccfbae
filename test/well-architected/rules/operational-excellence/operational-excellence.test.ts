import { OPERATIONAL_EXCELLENCE } from '../../../../src/well-architected/rules/operational-excellence';
import { describePillar } from '../../support/describe-rules';

describePillar(__dirname, OPERATIONAL_EXCELLENCE);
