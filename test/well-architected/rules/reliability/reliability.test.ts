import { RELIABILITY } from '../../../../src/well-architected/rules/reliability';
import { describePillar } from '../../support/describe-rules';

describePillar(__dirname, RELIABILITY);
