import type { CfnResource, IPolicyValidationContext, PolicyValidationPluginReport } from 'aws-cdk-lib';
// The package's root loads every pack of cdk-nag; this is all that is needed.
import { NagPack } from 'cdk-nag/lib/nag-pack';
import type { IConstruct } from 'constructs';
import { PACK } from './engine/finding-id';
import { Judge } from './judge';
import { CATALOGUE } from './rules/catalogue';
import { ruleId } from './rules/support/rule';
import type { WellArchitectedChecksProps } from './well-architected-options';

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
export class WellArchitectedChecks extends NagPack {
  /** The name of the pack, which stands before the ids of its rules. */
  public readonly name: string = PACK;

  /** The ids of all rules. */
  public readonly ruleIds?: string[] = CATALOGUE.map(ruleId);

  private readonly judge: Judge;

  /**
   * @param scope the app, or any construct in it
   * @param props what is judged, and by what
   */
  constructor(
    scope: IConstruct,
    private readonly props: WellArchitectedChecksProps = {},
  ) {
    super();
    this.packName = PACK;
    this.judge = Judge.of(scope);
    this.judge.add(props);
  }

  /**
   * Judges the app after its templates are written, and writes the report: called by CDK.
   *
   * @param context what was synthesized
   */
  public override validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    return this.judge.validate(this, context);
  }

  /**
   * Judges what stands below a construct now, without a synth and without a report: for tests. Aspects have not run yet.
   *
   * @param scope what is judged
   */
  public override validateScope(scope: IConstruct): PolicyValidationPluginReport {
    return this.judge.validateScope(scope, this.props);
  }

  /**
   * Does nothing: a rule looks at the whole architecture, not at one resource.
   *
   * @param _node a resource
   */
  protected checkResource(_node: CfnResource): void {
    // Everything happens in `validate`.
  }
}
