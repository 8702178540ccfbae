export * from './framework/pillar';
export * from './report/report-format';
export * from './well-architected';
export * from './well-architected-checks';
export * from './well-architected-options';
