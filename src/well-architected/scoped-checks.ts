import { App, Stage, Validations } from 'aws-cdk-lib';
import type { IPolicyValidationContext, PolicyValidationPluginReport } from 'aws-cdk-lib';
// The package's root loads every pack; this one is all that is needed.
import { AwsSolutionsChecks } from 'cdk-nag/lib/packs/aws-solutions';
import type { IConstruct } from 'constructs';

type Violation = PolicyValidationPluginReport['violations'][number];

const ATTACHED = Symbol.for('cdk-ecommerce-architecture.checks');
const FAILING = new Set(['error', 'fatal']);

/** AwsSolutions on what is below our constructs and on nothing else: one for an app, however many shops and Stages it has. */
export class ScopedChecks extends AwsSolutionsChecks {
  static attach(scope: IConstruct, failing: boolean): void {
    const host = hostOf(scope);
    const existing: unknown = Reflect.get(host, ATTACHED);
    const checks = existing instanceof ScopedChecks ? existing : new ScopedChecks();
    if (checks !== existing) {
      Reflect.defineProperty(host, ATTACHED, { value: checks });
      Validations.of(host).addPlugins(checks);
    }
    checks.scopes.set(scope, failing);
  }

  private readonly scopes = new Map<IConstruct, boolean>();

  override validate(_context: IPolicyValidationContext): PolicyValidationPluginReport {
    const byRule = new Map<string, Violation>();
    for (const [scope, failing] of this.scopes) {
      for (const violation of this.validateScope(scope).violations) {
        const severity = failing ? violation.severity : 'warning';
        const key = `${severity} ${violation.ruleName}`;
        const seen = byRule.get(key)?.violatingResources ?? [];
        byRule.set(key, { ...violation, severity, violatingResources: [...seen, ...violation.violatingResources] });
      }
    }
    const violations = [...byRule.values()];
    return { success: !violations.some(({ severity = '' }) => FAILING.has(severity)), violations };
  }
}

/** Plugins run for the app; a Stage that stands alone is the next best. */
function hostOf(scope: IConstruct): IConstruct {
  const root = scope.node.root;
  return App.isApp(root) ? root : Stage.of(scope) ?? root;
}
