/** The pillars of the AWS Well-Architected Framework. */
export enum Pillar {
  OPERATIONAL_EXCELLENCE = 'OPS',
  SECURITY = 'SEC',
  RELIABILITY = 'REL',
  PERFORMANCE_EFFICIENCY = 'PERF',
  COST_OPTIMIZATION = 'COST',
  SUSTAINABILITY = 'SUS',
}
