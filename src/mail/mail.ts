import { Annotations, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import * as ses from 'aws-cdk-lib/aws-ses';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { addMailAlarms } from './mail-alarms';
import type { MailIdentity } from './mail-identity';
import type { MailProps } from './mail-options';
import { MailRecords } from './mail-records';
import { VARIABLES } from '../contract/variables';
import type { IClient } from '../core/i-client';

/**
 * The shop's mail: a configuration set of SES for every mail, and the identity of the sender.
 *
 * The configuration set delivers over TLS only, publishes reputation metrics, and sends nothing to addresses that
 * bounced or complained. An identity requires `sender` or `domain`. Without one the shop sends no mail, orders still
 * complete, and the construct warns. A mail costs USD 0.0001 (https://aws.amazon.com/ses/pricing/).
 *
 * @example
 * declare const zone: route53.IHostedZone;
 *
 * const shop = new EcommerceArchitecture(this, 'Shop', {
 *   mail: { domainZone: zone, sender: 'orders@example.com', operator: 'owner@example.com' },
 * });
 * new CfnOutput(this, 'MailSteps', { value: shop.mail.nextSteps.join(' ') });
 */
export class Mail extends Construct {
  /** @internal */
  public static _create(scope: Construct, id: string, props: MailProps): Mail {
    return new Mail(scope, id, props);
  }

  /** The configuration set of every mail that the shop sends. */
  public readonly configurationSet: ses.ConfigurationSet;

  /** The verified address or domain; undefined when neither `sender` nor `domain` is given. */
  public readonly identity?: ses.EmailIdentity;

  /** The sender's address; undefined when neither `sender` nor `domain` is given. */
  public readonly sender?: string;

  /**
   * The topic for SES's events about the shop's mails: sent, bounced, reported as spam. A send event confirms a mail
   * whose function ended before it recorded the mail; a bounce or a complaint ends offers to that address. Undefined
   * when neither `sender` nor `domain` is given.
   */
  public readonly eventTopic?: sns.ITopic;

  /** The manual steps that remain before mail reaches customers, in order, one sentence each. */
  public readonly nextSteps: string[];

  private readonly operator?: string;

  private constructor(scope: Construct, id: string, props: MailProps) {
    super(scope, id);
    this.configurationSet = new ses.ConfigurationSet(this, 'ConfigurationSet', {
      tlsPolicy: ses.ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: ses.SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    const wanted = props.identity;
    if (wanted) {
      this.sender = wanted.sender;
      this.operator = wanted.operator;
      this.identity = this.createIdentity(wanted, props);
      this.eventTopic = this.createEventTopic(props.encryptionKey);
      addMailAlarms(props.monitoring);
    } else {
      Annotations.of(this).addWarningV2(
        'cdk-ecommerce-architecture:mail-without-sender',
        'The shop sends no mail, because it has no sender: set `mail.sender`, `mail.domain` or `mail.domainZone`.',
      );
    }
    this.nextSteps = this.steps(props);
  }

  /**
   * Allows a client to send mail from the shop's address. It grants permission on the identity and the configuration
   * set, and sets `MAIL_SENDER`, `MAIL_OPERATOR` and `MAIL_CONFIGURATION_SET`. Without an identity it grants nothing
   * and sets `MAIL_CONFIGURATION_SET` only, and the sample functions skip their mails. The client reaches SES through
   * NAT or an interface endpoint, so no security group is opened.
   *
   * @param client a server fleet or a function
   */
  public connect(client: IClient): void {
    client.addEnvironment(VARIABLES.mail.configurationSet, this.configurationSet.configurationSetName);
    if (!this.identity || !this.sender || !this.operator) return;
    client.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['ses:SendEmail'],
        resources: [this.identity.emailIdentityArn, this.configurationSetArn],
        // Without the condition the client could use any sender address of a verified domain.
        conditions: { StringEquals: { 'ses:FromAddress': this.sender } },
      }),
    );
    client.addEnvironment(VARIABLES.mail.sender, this.sender);
    client.addEnvironment(VARIABLES.mail.operator, this.operator);
  }

  private get configurationSetArn(): string {
    const resourceName = this.configurationSet.configurationSetName;
    return Stack.of(this).formatArn({ service: 'ses', resource: 'configuration-set', resourceName });
  }

  private createIdentity({ sender, domain, operator }: MailIdentity, props: MailProps): ses.EmailIdentity {
    if (domain === undefined) {
      return new ses.EmailIdentity(this, 'Sender', {
        identity: ses.Identity.email(sender),
        configurationSet: this.configurationSet,
      });
    }
    const mailFromDomain = `mail.${domain}`;
    const identity = new ses.EmailIdentity(this, 'Domain', {
      identity: ses.Identity.domain(domain),
      configurationSet: this.configurationSet,
      mailFromDomain,
      // Until the records are published, mail is sent with SES's own bounce domain instead of being refused.
      mailFromBehaviorOnMxFailure: ses.MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
    });
    if (props.domainZone) {
      const { domainZone: zone, dmarcPolicy } = props;
      new MailRecords(this, 'Records', {
        identity,
        domain,
        mailFromDomain,
        zone,
        dmarcPolicy,
        operator,
      });
    }
    return identity;
  }

  private createEventTopic(masterKey: IKey): sns.Topic {
    const topic = new sns.Topic(this, 'Events', { masterKey, enforceSSL: true });
    // The L2 allows SES to publish for this configuration set of this account only, and does so before it adds the
    // destination.
    this.configurationSet.addEventDestination('Events', {
      destination: ses.EventDestination.snsTopic(topic),
      events: [ses.EmailSendingEvent.SEND, ses.EmailSendingEvent.BOUNCE, ses.EmailSendingEvent.COMPLAINT],
    });
    return topic;
  }

  private steps({ identity: wanted, domainZone }: MailProps): string[] {
    if (!wanted) return ['Mail: none is sent yet; set `mail.sender` or `mail.domain` and deploy again.'];
    const steps: string[] = [];
    if (wanted.domain === undefined) {
      steps.push(`Mail: open the link that Amazon SES has sent to ${wanted.sender}; until then no mail is sent.`);
    } else if (!domainZone) {
      const cname = (this.identity?.dkimRecords ?? []).map(({ name, value }) => `${name} CNAME ${value}`);
      const mailFrom = `mail.${wanted.domain}`;
      const others = [
        `${mailFrom} MX 10 feedback-smtp.${Stack.of(this).region}.amazonses.com`,
        `${mailFrom} TXT v=spf1 include:amazonses.com ~all`,
        `_dmarc.${wanted.domain} TXT v=DMARC1; p=none`,
      ];
      steps.push(
        `Mail: create these records where ${wanted.domain} is managed; until then no mail is sent: ` +
          `${[...cname, ...others].join(', ')}.`,
      );
    }
    return [
      ...steps,
      'Mail: a new account can send to verified addresses only (the sandbox); request production access in the ' +
        'console of Amazon SES.',
    ];
  }
}
