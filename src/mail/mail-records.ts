import { Stack } from 'aws-cdk-lib';
import { CfnRecordSetGroup } from 'aws-cdk-lib/aws-route53';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { DmarcPolicy } from './dmarc-policy';
import { belongsTo } from './mail-identity';

const TTL = '1800';

/** Properties of the records. */
export interface MailRecordsProps {
  readonly identity: EmailIdentity;
  readonly domain: string;
  readonly mailFromDomain: string;
  readonly zone: IHostedZone;
  readonly dmarcPolicy?: DmarcPolicy;
  /** Receives the DMARC reports when it is an address of the domain. */
  readonly operator: string;
}

/**
 * The records with which receivers authenticate the shop's mail: DKIM (three), MAIL FROM (MX and SPF) and DMARC.
 *
 * They are one L1 resource, because the L2 for record sets would append the zone's name to DKIM's names, which are
 * complete but known only at deployment.
 */
export class MailRecords extends Construct {
  constructor(scope: Construct, id: string, props: MailRecordsProps) {
    super(scope, id);
    const dkim = props.identity.dkimRecords.map(({ name, value }) => record(name, 'CNAME', value));
    const mailFrom = [
      record(props.mailFromDomain, 'MX', `10 feedback-smtp.${Stack.of(this).region}.amazonses.com`),
      record(props.mailFromDomain, 'TXT', '"v=spf1 include:amazonses.com ~all"'),
    ];
    new CfnRecordSetGroup(this, 'Records', {
      hostedZoneId: props.zone.hostedZoneId,
      comment: 'Mail of the shop: DKIM, MAIL FROM, DMARC',
      recordSets: [...dkim, ...mailFrom, ...dmarc(props)],
    });
  }
}

function dmarc({
  domain,
  operator,
  dmarcPolicy = DmarcPolicy.MONITOR,
}: MailRecordsProps): CfnRecordSetGroup.RecordSetProperty[] {
  if (dmarcPolicy === DmarcPolicy.EXISTING) return [];
  // Receivers send reports to another domain only if a record of that domain agrees.
  const reports = belongsTo(operator.split('@')[1] ?? '', domain) ? `; rua=mailto:${operator}` : '';
  return [record(`_dmarc.${domain}`, 'TXT', `"v=DMARC1; p=${dmarcPolicy}${reports}"`)];
}

function record(name: string, type: string, value: string): CfnRecordSetGroup.RecordSetProperty {
  return { name, type, ttl: TTL, resourceRecords: [value] };
}
