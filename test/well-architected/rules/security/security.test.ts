import { SECURITY } from '../../../../src/well-architected/rules/security';
import { describePillar } from '../../support/describe-rules';

describePillar(__dirname, SECURITY);
