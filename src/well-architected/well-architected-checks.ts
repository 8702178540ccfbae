import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { WellArchitectedChecksProps } from './well-architected-options';
import { WellArchitectedPack } from './well-architected-pack';

/**
 * The six pillars of the AWS Well-Architected Framework as a pack of cdk-nag: rules over what is synthesized, and a report in the assembly.
 *
 * `EcommerceArchitecture` brings it along and judges what is below it. Added by hand it judges a whole app, shop or not. However many are
 * added to an app, everything is judged once, and there is one report: `well-architected/report.html` beside the templates.
 *
 * A finding of the levels fatal and error fails the synth; warnings and notes do not. A finding is accepted by
 * `Validations.of(construct).acknowledge({ id: 'WellArchitected::<id>', reason: '...' })` on the construct or anything above it; a fatal one
 * is not. Every rule is described in docs/well-architected.md.
 *
 * @see https://docs.aws.amazon.com/wellarchitected/latest/framework/welcome.html
 *
 * @example
 * const app = new App();
 * Validations.of(app).addPlugins(new WellArchitectedChecks(app, { pillars: [Pillar.SECURITY, Pillar.RELIABILITY] }));
 */
export class WellArchitectedChecks implements IPolicyValidationPlugin {
  /** The name of the pack, which stands before the ids of its rules. */
  public readonly name: string;

  /** The ids of all rules. */
  public readonly ruleIds?: string[];

  private readonly pack: WellArchitectedPack;

  /**
   * @param scope the app, or any construct in it
   * @param props what is judged, and by what
   */
  constructor(scope: IConstruct, props: WellArchitectedChecksProps = {}) {
    this.pack = new WellArchitectedPack(scope, props);
    this.name = this.pack.name;
    this.ruleIds = this.pack.ruleIds;
  }

  /**
   * Judges the app after its templates are written, and writes the report: called by CDK.
   *
   * @param context what was synthesized
   */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    return this.pack.validate(context);
  }

  /**
   * Judges what stands below a construct now, without a synth and without a report: for tests. Aspects have not run yet.
   *
   * @param scope what is judged
   */
  public validateScope(scope: IConstruct): PolicyValidationPluginReport {
    return this.pack.validateScope(scope);
  }
}
