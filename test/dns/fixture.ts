import type { Stack } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as route53 from 'aws-cdk-lib/aws-route53';

export const domainName = 'shop.example.com';

export function zoneIn(stack: Stack): route53.IHostedZone {
  return route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: 'Z0123456789',
    zoneName: 'example.com',
  });
}

export function certificateIn(stack: Stack, region: string): acm.ICertificate {
  return acm.Certificate.fromCertificateArn(
    stack,
    `Certificate-${region}`,
    `arn:aws:acm:${region}:111122223333:certificate/1`,
  );
}
