import { SUSTAINABILITY } from '../../../../src/well-architected/rules/sustainability';
import { describePillar } from '../../support/describe-rules';

describePillar(__dirname, SUSTAINABILITY);
