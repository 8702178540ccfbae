import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { WellArchitectedChecksProps } from './well-architected-options';
import { WellArchitectedPack } from './well-architected-pack';

/**
 * Checks of an app against the six pillars of the AWS Well-Architected Framework, as a pack of cdk-nag. Rules read the
 * synthesized templates, and a report is written into the assembly.
 *
 * `EcommerceArchitecture` adds the checks by itself and assesses the resources below it. Added by hand, they assess a
 * whole app, with or without a shop. However many are added to an app, each resource is assessed once, and there is one
 * report: `well-architected/report.html` beside the templates.
 *
 * A finding of the levels fatal and error fails the synth; warnings and notes do not. To accept a finding, call
 * `Validations.of(construct).acknowledge({ id: 'WellArchitected::<id>', reason: '...' })` on the construct or on one of
 * its parents. A fatal finding cannot be accepted. Every rule is described in docs/well-architected.md.
 *
 * @see https://docs.aws.amazon.com/wellarchitected/latest/framework/welcome.html
 *
 * @example
 * const app = new App();
 * Validations.of(app).addPlugins(new WellArchitectedChecks(app, { pillars: [Pillar.SECURITY, Pillar.RELIABILITY] }));
 */
export class WellArchitectedChecks implements IPolicyValidationPlugin {
  /** Name of the pack, which prefixes the ids of its rules. */
  public readonly name: string;

  /** Ids of all rules. */
  public readonly ruleIds?: string[];

  private readonly pack: WellArchitectedPack;

  /**
   * @param scope the app, or any construct in it
   * @param props scopes, pillars and thresholds of the assessment
   */
  constructor(scope: IConstruct, props: WellArchitectedChecksProps = {}) {
    this.pack = new WellArchitectedPack(scope, props);
    this.name = this.pack.name;
    this.ruleIds = this.pack.ruleIds;
  }

  /**
   * Assesses the app after its templates are written, and writes the report. CDK calls this method.
   *
   * @param context the synthesized app
   */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    return this.pack.validate(context);
  }

  /**
   * Assesses the resources below a construct now, without a synth and without a report: for tests. Aspects have not run
   * yet.
   *
   * @param scope the construct whose resources are assessed
   */
  public validateScope(scope: IConstruct): PolicyValidationPluginReport {
    return this.pack.validateScope(scope);
  }
}
