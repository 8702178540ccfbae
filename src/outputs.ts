import { CfnOutput, Lazy } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Commerce } from './commerce/commerce';
import type { Mail } from './mail/mail';
import type { Monitoring } from './monitoring/monitoring';

/** The parts of the architecture that the outputs describe. */
interface Shop {
  readonly url: string;
  readonly monitoring: Monitoring;
  readonly commerce: Commerce;
  readonly mail: Mail;
}

/**
 * Adds the stack's outputs: the shop's URL, the ARNs that an operator needs, and the numbered next steps.
 *
 * @param scope - the outputs are its children, so its path is part of their logical ids
 * @param shop - read at synthesis; no output holds a secret value
 */
export function describeOutputs(scope: Construct, shop: Shop): void {
  new CfnOutput(scope, 'Url', { value: shop.url, description: "The shop's address" });
  new CfnOutput(scope, 'AlarmTopic', {
    value: shop.monitoring.alarmTopic.topicArn,
    description: 'Every alarm is sent here: subscribe the people on call',
  });
  new CfnOutput(scope, 'PaymentSecret', {
    value: shop.commerce.paymentSecret.secretArn,
    description: 'The secret that payment events are signed with: enter its value at the payment provider',
  });
  new CfnOutput(scope, 'NextSteps', {
    value: Lazy.string({
      produce: () =>
        nextSteps(shop)
          .map((step, index) => `${index + 1}. ${step}`)
          .join(' '),
    }),
    description: 'Next steps after the deployment',
  });
}

function nextSteps(shop: Shop): string[] {
  return [
    'Open the address in Url.',
    'Confirm the mail about alarms, or subscribe to AlarmTopic.',
    ...shop.mail.nextSteps,
    shop.commerce._payment._isDemo
      ? 'Payments are simulated: set `commerce.payment` and deploy again before the shop opens.'
      : 'Enter PaymentSecret at the payment provider, with Url and /webhooks/payments/signed as the address of its ' +
        'events.',
  ];
}
