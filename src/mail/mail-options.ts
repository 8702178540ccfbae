import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { DmarcPolicy } from './dmarc-policy';
import { belongsTo } from './mail-identity';
import type { MailIdentity } from './mail-identity';
import { invalid, isConcrete, requireMatch } from '../core/validation';
import type { IMonitoring } from '../monitoring/i-monitoring';

const ADDRESS =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;
const DOMAIN = /^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,62}$/;

/** Who the shop's mails come from. */
export interface MailOptions {
  /**
   * The address the shop's mails come from, such as `orders@example.com`.
   *
   * Without `domain` it is verified by itself: SES mails it a link, and until that is opened no mail leaves. Such mails carry no signature
   * of their domain, so many providers file them as spam: give the domain as soon as the shop has one.
   *
   * @default - `orders@` the domain; without a domain no mail leaves and the construct warns
   */
  readonly sender?: string;

  /**
   * The domain the shop's mails come from. It is signed for (DKIM) and has a bounce domain of its own (MAIL FROM).
   *
   * @default - the name of `domainZone`; without one the sender's address alone is verified
   */
  readonly domain?: string;

  /**
   * The hosted zone in which the domain's records are written: three for DKIM, two for the bounce domain, one for DMARC.
   *
   * @default - no records are written; `nextSteps` lists them
   */
  readonly domainZone?: IHostedZone;

  /**
   * Who in the shop is told of things to do, such as a product running low. It also receives the DMARC reports when it is an address of the domain.
   *
   * @default - the sender
   */
  readonly operator?: string;

  /**
   * What receivers are asked to do with mail that claims to be from the domain and is not.
   *
   * @default DmarcPolicy.MONITOR
   */
  readonly dmarcPolicy?: DmarcPolicy;
}

/** The options, checked, with the identity that they ask for. */
export interface MailSettings {
  /** Absent while neither a sender nor a domain is known. */
  readonly identity?: MailIdentity;
  readonly domainZone?: IHostedZone;
  readonly dmarcPolicy?: DmarcPolicy;
}

/** Settings of the mail, and what it needs from other rooms. */
export interface MailProps extends MailSettings {
  /** Encrypts the topic of mail events. */
  readonly encryptionKey: IKey;
  /** Watches the sender's reputation. */
  readonly monitoring: IMonitoring;
}

/** @throws an error that names the option, what it must be, what it is, and the way out */
export function resolveMail(options: MailOptions): MailSettings {
  validateMail(options);
  const { domainZone, dmarcPolicy } = options;
  const domain = options.domain ?? domainZone?.zoneName;
  const sender = options.sender ?? (domain === undefined ? undefined : `orders@${domain}`);
  const identity = sender === undefined ? undefined : { sender, domain, operator: options.operator ?? sender };
  return { identity, domainZone, dmarcPolicy };
}

function validateMail(options: MailOptions): void {
  requireMatch(
    'mail.sender',
    options.sender,
    ADDRESS,
    'an e-mail address',
    'write it as orders@example.com, without a display name',
  );
  requireMatch(
    'mail.operator',
    options.operator,
    ADDRESS,
    'an e-mail address',
    'write it as name@example.com, without a display name',
  );
  requireMatch(
    'mail.domain',
    options.domain,
    DOMAIN,
    'a domain name',
    'write it as example.com, without a protocol or an at sign',
  );
  const zone = options.domainZone?.zoneName;
  if (isConcrete(options.domain) && isConcrete(zone) && !belongsTo(options.domain, zone)) {
    invalid({
      prop: 'mail.domain',
      expected: `the zone's name \`${zone}\` or below it`,
      got: options.domain,
      fix: 'give the hosted zone of that domain as `mail.domainZone`, or remove it and write the records elsewhere',
    });
  }
  const domain = options.domain ?? zone;
  if (isConcrete(options.sender) && isConcrete(domain) && !belongsTo(options.sender.split('@')[1], domain)) {
    invalid({
      prop: 'mail.sender',
      expected: `an address of \`${domain}\` or of a domain below it`,
      got: options.sender,
      fix: `use an address such as orders@${domain}, or give the sender's own domain as \`mail.domain\``,
    });
  }
  if (options.dmarcPolicy !== undefined && options.domainZone === undefined) {
    invalid({
      prop: 'mail.dmarcPolicy',
      expected: 'given together with `mail.domainZone`',
      got: options.dmarcPolicy,
      fix: 'give the hosted zone in which the record is written, or remove the policy',
    });
  }
}
