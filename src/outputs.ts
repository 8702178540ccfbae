import { CfnOutput, Lazy } from 'aws-cdk-lib';
import type { EcommerceArchitecture } from './ecommerce-architecture';

/** What whoever deploys the shop reads first: its address, and what is left to do, numbered. Never a secret. */
export function describeOutputs(shop: EcommerceArchitecture): void {
  new CfnOutput(shop, 'Url', { value: shop.url, description: "The shop's address" });
  new CfnOutput(shop, 'AlarmTopic', {
    value: shop.monitoring.alarmTopic.topicArn,
    description: 'Every alarm is sent here: subscribe whoever is on call',
  });
  new CfnOutput(shop, 'PaymentSecret', {
    value: shop.commerce.paymentSecret.secretArn,
    description: 'The secret that payment events are signed with: enter its value at the payment provider',
  });
  new CfnOutput(shop, 'NextSteps', {
    value: Lazy.string({
      produce: () =>
        nextSteps(shop)
          .map((step, index) => `${index + 1}. ${step}`)
          .join(' '),
    }),
    description: 'What is left to do',
  });
}

function nextSteps(shop: EcommerceArchitecture): string[] {
  return [
    'Open the address in Url.',
    'Confirm the mail about alarms, or subscribe to AlarmTopic.',
    ...shop.mail.nextSteps,
    shop.commerce._payment._isDemo
      ? 'Payments are for show: set `commerce.payment` and deploy again before the shop opens.'
      : 'Enter PaymentSecret at the payment provider, with Url and /webhooks/payments/signed as the address of its events.',
  ];
}
