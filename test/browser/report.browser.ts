import { describeReports } from './support/describe-report';
import { html } from '../../src/well-architected/report/formats/html';
import { loadExample } from '../support/example';
import { SAMPLE } from '../well-architected/report/sample';

describeReports([
  ['with everything in it', html(SAMPLE)],
  ['of a shop', html(loadExample('minimal').report)],
]);
