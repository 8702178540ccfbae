import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { DmarcPolicy } from './dmarc-policy';
import { belongsTo } from './mail-identity';
import type { MailIdentity } from './mail-identity';
import { invalid, isConcrete, requireMatch } from '../core/validation';
import type { IMonitoring } from '../monitoring/i-monitoring';

const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = '[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const ADDRESS = new RegExp(`^${ATOM}(\\.${ATOM})*@(${LABEL}\\.)+[A-Za-z]{2,63}$`);
const DOMAIN = new RegExp(`^(${LABEL}\\.)+[A-Za-z][A-Za-z0-9-]{0,62}$`);

/** Options of the shop's mail: the sender, and the records of its domain. */
export interface MailOptions {
  /**
   * The sender's address, such as `orders@example.com`, without a display name.
   *
   * Without `domain`, SES verifies the address alone: it mails a link to the address and sends no other mail until the
   * link is opened. Such mails carry no signature of the domain, so many providers treat them as spam. Set the domain
   * as soon as the shop has one.
   *
   * @default - `orders@` the domain; without a domain the shop sends no mail and the construct warns
   */
  readonly sender?: string;

  /**
   * The domain of the sender's address. SES signs mails for it (DKIM), and `mail.` below it becomes the bounce domain
   * (MAIL FROM).
   *
   * @default - the name of `domainZone`; without one SES verifies the sender's address alone
   */
  readonly domain?: string;

  /**
   * The hosted zone in which the construct creates the domain's records: three for DKIM, two for the bounce domain, one
   * for DMARC.
   *
   * @default - no records are created; `nextSteps` lists the records to create
   */
  readonly domainZone?: IHostedZone;

  /**
   * The operator's address, for mails about tasks such as a low stock. It also receives the DMARC reports when it is an
   * address of the domain.
   *
   * @default - the sender
   */
  readonly operator?: string;

  /**
   * The treatment that the domain requests for mail that claims to be from it and is not authenticated. It requires
   * `domainZone`.
   *
   * @default DmarcPolicy.MONITOR
   */
  readonly dmarcPolicy?: DmarcPolicy;
}

/** Validated options, and the sender that follows from them. */
export interface MailSettings {
  /** Undefined when neither a sender nor a domain is given. */
  readonly identity?: MailIdentity;
  readonly domainZone?: IHostedZone;
  readonly dmarcPolicy?: DmarcPolicy;
}

/** Settings of the mail, and what it needs from other rooms. */
export interface MailProps extends MailSettings {
  /** Encrypts the topic of mail events. */
  readonly encryptionKey: IKey;
  /** Receives the alarms on the sender's reputation. */
  readonly monitoring: IMonitoring;
}

/**
 * Validates the options and derives the sender from them.
 *
 * @throws an error when an option is invalid: it names the option, the expected and the given value, and the fix
 */
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
      fix: 'give the hosted zone of that domain as `mail.domainZone`, or remove it and create the records elsewhere',
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
      fix: 'give the hosted zone in which the record is created, or remove the policy',
    });
  }
}
