import { describeReports } from './support/describe-report';
import { html } from '../../src/well-architected/report/html';
import { CLEAN, SAMPLE } from '../well-architected/report/sample';

describeReports([
  ['with everything in it', html(SAMPLE)],
  ['without findings', html(CLEAN)],
]);
