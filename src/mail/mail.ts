import { Annotations, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import * as ses from 'aws-cdk-lib/aws-ses';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { watchMail } from './mail-alarms';
import type { MailIdentity } from './mail-identity';
import type { MailProps } from './mail-options';
import { MailRecords } from './mail-records';
import { VARIABLES } from '../contract/variables';
import type { IClient } from '../core/i-client';

/**
 * The shop's mail: a configuration set that every mail goes through, and the identity it comes from.
 *
 * The configuration set delivers over TLS only, measures the reputation and sends nothing to addresses that bounced or complained.
 * An identity needs `sender` or `domain`; until one is given no mail leaves, the orders complete all the same, and the construct warns.
 * A mail costs USD 0.0001 (https://aws.amazon.com/ses/pricing/).
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

  /** Every mail of the shop goes through it. */
  public readonly configurationSet: ses.ConfigurationSet;

  /** The verified address or domain; undefined while neither `sender` nor `domain` is given. */
  public readonly identity?: ses.EmailIdentity;

  /** The address the mails come from; undefined while neither `sender` nor `domain` is given. */
  public readonly sender?: string;

  /**
   * Tells of each mail of the shop that was sent, bounced or reported as spam, as SES writes it; undefined while neither `sender` nor `domain` is given.
   * A send event tells that a mail has left whose sender died before it could say so; a bounce or a complaint ends offers to that address.
   */
  public readonly eventTopic?: sns.ITopic;

  /** What is left to do by hand before mail reaches customers, each in one sentence, in order. */
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
      watchMail(props.monitoring);
    } else {
      Annotations.of(this).addWarningV2(
        'cdk-ecommerce-architecture:mail-without-sender',
        'No mail leaves the shop, because nobody is given as its sender: set `mail.sender`, `mail.domain` or `mail.domainZone`.',
      );
    }
    this.nextSteps = this.steps(props);
  }

  /**
   * Lets a client send mail from the shop's address: permission on the identity and the configuration set, and environment (`MAIL_SENDER`,
   * `MAIL_OPERATOR`, `MAIL_CONFIGURATION_SET`). Without an identity nothing is granted and the client skips its mails.
   * SES is reached through the network's way out, so no security group is opened.
   *
   * @param client a server or a function
   */
  public connect(client: IClient): void {
    client.addEnvironment(VARIABLES.mail.configurationSet, this.configurationSet.configurationSetName);
    if (!this.identity || !this.sender || !this.operator) return;
    client.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['ses:SendEmail'],
        resources: [this.identity.emailIdentityArn, this.configurationSetArn],
        // A verified domain would let the client write as anybody of that domain.
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
      // While the records are on their way mail leaves with SES's own bounce domain rather than not at all.
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
    // The L2 lets SES publish for this configuration set of this account alone, and before the destination is made.
    this.configurationSet.addEventDestination('Events', {
      destination: ses.EventDestination.snsTopic(topic),
      events: [ses.EmailSendingEvent.SEND, ses.EmailSendingEvent.BOUNCE, ses.EmailSendingEvent.COMPLAINT],
    });
    return topic;
  }

  private steps({ identity: wanted, domainZone }: MailProps): string[] {
    if (!wanted) return ['Mail: none leaves yet; set `mail.sender` or `mail.domain` and deploy again.'];
    const steps: string[] = [];
    if (wanted.domain === undefined) {
      steps.push(`Mail: open the link that Amazon SES has sent to ${wanted.sender}; until then no mail leaves.`);
    } else if (!domainZone) {
      const cname = (this.identity?.dkimRecords ?? []).map(({ name, value }) => `${name} CNAME ${value}`);
      const mailFrom = `mail.${wanted.domain}`;
      const others = [
        `${mailFrom} MX 10 feedback-smtp.${Stack.of(this).region}.amazonses.com`,
        `${mailFrom} TXT v=spf1 include:amazonses.com ~all`,
        `_dmarc.${wanted.domain} TXT v=DMARC1; p=none`,
      ];
      steps.push(
        `Mail: write these records where ${wanted.domain} is managed; until then no mail leaves: ${[...cname, ...others].join(', ')}.`,
      );
    }
    return [
      ...steps,
      'Mail: a new account may write to verified addresses only (the sandbox); request production access in the console of Amazon SES.',
    ];
  }
}
