import { CfnOutput, Lazy } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Commerce } from './commerce/commerce';
import type { Mail } from './mail/mail';
import type { Monitoring } from './monitoring/monitoring';

/** What the outputs tell of. */
interface Shop {
  readonly url: string;
  readonly monitoring: Monitoring;
  readonly commerce: Commerce;
  readonly mail: Mail;
}

/** What whoever deploys the shop reads first: its address, and what is left to do, numbered. Never a secret. */
export function describeOutputs(scope: Construct, shop: Shop): void {
  new CfnOutput(scope, 'Url', { value: shop.url, description: "The shop's address" });
  new CfnOutput(scope, 'AlarmTopic', {
    value: shop.monitoring.alarmTopic.topicArn,
    description: 'Every alarm is sent here: subscribe whoever is on call',
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
    description: 'What is left to do',
  });
}

function nextSteps(shop: Shop): string[] {
  return [
    'Open the address in Url.',
    'Confirm the mail about alarms, or subscribe to AlarmTopic.',
    ...shop.mail.nextSteps,
    shop.commerce._payment._isDemo
      ? 'Payments are for show: set `commerce.payment` and deploy again before the shop opens.'
      : 'Enter PaymentSecret at the payment provider, with Url and /webhooks/payments/signed as the address of its events.',
  ];
}
