/** The pillars of the AWS Well-Architected Framework. */
export enum Pillar {
  /** Running and observing the workload: alarms, runbooks, safe releases. */
  OPERATIONAL_EXCELLENCE = 'OPS',

  /** Protecting data and systems: identities, encryption, network paths. */
  SECURITY = 'SEC',

  /** Surviving faults: zones, retries, backups, quotas. */
  RELIABILITY = 'REL',

  /** Using resources that fit the load: types, caches, scaling. */
  PERFORMANCE_EFFICIENCY = 'PERF',

  /** Paying for what is needed only: budgets, retention, sizes. */
  COST_OPTIMIZATION = 'COST',

  /** Doing the work with less energy and hardware. */
  SUSTAINABILITY = 'SUS',
}
