import { CfnParameter } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { CfnEventSourceMapping, CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { idempotentConsumers } from '../../../../src/well-architected/rules/reliability/idempotent-consumers';
import type { Build, RuleCases } from '../../support/cases';

const consumer =
  (variables: Record<string, string>, fifoQueue?: boolean): Build =>
  (stack) => {
    const queue = new CfnQueue(stack, 'Queue', { fifoQueue });
    const fn = new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn', environment: { variables } });
    new CfnEventSourceMapping(stack, 'Mapping', { functionName: fn.ref, eventSourceArn: queue.attrArn });
  };

const withTable =
  (variables: Record<string, string>): Build =>
  (stack) => {
    const table = new CfnTable(stack, 'IdempotencyTable', { keySchema: [{ attributeName: 'id', keyType: 'HASH' }] });
    consumer({ TABLE: table.ref, ...variables })(stack);
  };

export const cases: RuleCases = {
  rule: idempotentConsumers,
  compliant: {
    'a queue that keeps order': consumer({}, true),
    'a function with the settings of Powertools': consumer({ POWERTOOLS_IDEMPOTENCY_TABLE: 'done' }),
    'a function with a table for it': withTable({}),
    'a switch that is off': consumer({ POWERTOOLS_IDEMPOTENCY_DISABLED: 'false' }),
  },
  failing: {
    'a switch that is on': consumer({ POWERTOOLS_IDEMPOTENCY_DISABLED: 'true' }),
    'a switch in another spelling': withTable({ POWERTOOLS_IDEMPOTENCY_DISABLED: '1' }),
    'a switch behind a queue that keeps order': consumer({ POWERTOOLS_IDEMPOTENCY_DISABLED: 'Yes' }, true),
  },
  notApplicable: {
    'a consumer whose code may do it': consumer({ TABLE: 'orders' }),
    'a function without a queue': (stack) => {
      new CfnFunction(stack, 'Function', {
        code: { zipFile: '' },
        role: 'arn',
        environment: { variables: { POWERTOOLS_IDEMPOTENCY_DISABLED: 'true' } },
      });
    },
    'a consumer of a stream': (stack) => {
      const fn = new CfnFunction(stack, 'Function', {
        code: { zipFile: '' },
        role: 'arn',
        environment: { variables: { IDEMPOTENCY_TABLE: 'done' } },
      });
      new CfnEventSourceMapping(stack, 'Mapping', {
        functionName: fn.ref,
        eventSourceArn: 'arn:aws:kinesis:us-east-1:111111111111:stream/clicks',
      });
    },
  },
  token: (stack) => consumer({ POWERTOOLS_IDEMPOTENCY_DISABLED: new CfnParameter(stack, 'Off').valueAsString })(stack),
  override: {
    state: 'failing',
    build: (stack) => {
      consumer({ POWERTOOLS_IDEMPOTENCY_DISABLED: 'false' })(stack);
      (stack.node.findChild('Function') as CfnFunction).addPropertyOverride(
        'Environment.Variables.POWERTOOLS_IDEMPOTENCY_DISABLED',
        'true',
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [id, { Type: type, Properties: properties }] of Object.entries(main.Resources)) {
        if (type === 'AWS::Lambda::Function' && /OrderProcessing/.test(id)) {
          properties.Environment.Variables.POWERTOOLS_IDEMPOTENCY_DISABLED = 'true';
        }
      }
    },
  },
};
