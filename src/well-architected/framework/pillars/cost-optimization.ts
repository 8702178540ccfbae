import { Pillar } from '../pillar';
import { question } from '../practice';
import type { PillarDefinition } from '../practice';

export const COST_OPTIMIZATION: PillarDefinition = {
  id: Pillar.COST_OPTIMIZATION,
  name: 'Cost Optimization',
  lensId: 'costOptimization',
  questions: [
    question('COST01', 'How do you implement cloud financial management?', 'cost_cloud_financial_management_', [
      ['COST01-BP01', 'function', 'Establish ownership of cost optimization'],
      ['COST01-BP02', 'partnership', 'Establish a partnership between finance and technology'],
      ['COST01-BP03', 'budget_forecast', 'Establish cloud budgets and forecasts', 'HIGH'],
      ['COST01-BP04', 'cost_awareness', 'Implement cost awareness in your organizational processes'],
      ['COST01-BP05', 'usage_report', 'Report and notify on cost optimization'],
      ['COST01-BP06', 'proactive_process', 'Monitor cost proactively', 'MEDIUM'],
      ['COST01-BP07', 'scheduled', 'Keep up-to-date with new service releases'],
      ['COST01-BP08', 'culture', 'Create a cost-aware culture'],
      ['COST01-BP09', 'quantify_value', 'Quantify business value from cost optimization'],
    ]),
    question('COST02', 'How do you govern usage?', 'cost_govern_usage_', [
      ['COST02-BP01', 'policies', 'Develop policies based on your organization requirements'],
      ['COST02-BP02', 'goal_target', 'Implement goals and targets'],
      ['COST02-BP03', 'account_structure', 'Implement an account structure'],
      ['COST02-BP04', 'groups_roles', 'Implement groups and roles'],
      ['COST02-BP05', 'controls', 'Implement cost controls', 'MEDIUM'],
      ['COST02-BP06', 'track_lifecycle', 'Track project lifecycle'],
    ]),
    question('COST03', 'How do you monitor your cost and usage?', 'cost_monitor_usage_', [
      ['COST03-BP01', 'detailed_source', 'Configure detailed information sources'],
      ['COST03-BP02', 'org_information', 'Add organization information to cost and usage', 'MEDIUM'],
      ['COST03-BP03', 'define_attribution', 'Identify cost attribution categories'],
      ['COST03-BP04', 'define_kpi', 'Establish organization metrics'],
      ['COST03-BP05', 'config_tools', 'Configure billing and cost management tools', 'HIGH'],
      ['COST03-BP06', 'allocate_outcome', 'Allocate costs based on workload metrics'],
    ]),
    question('COST04', 'How do you decommission resources?', 'cost_decomissioning_resources_', [
      ['COST04-BP01', 'track', 'Track resources over their lifetime'],
      ['COST04-BP02', 'implement_process', 'Implement a decommissioning process'],
      ['COST04-BP03', 'decommission', 'Decommission resources', 'MEDIUM'],
      ['COST04-BP04', 'decomm_automated', 'Decommission resources automatically', 'LOW'],
      ['COST04-BP05', 'data_retention', 'Enforce data retention policies', 'MEDIUM'],
    ]),
    question('COST05', 'How do you evaluate cost when you select services?', 'cost_select_service_', [
      ['COST05-BP01', 'requirements', 'Identify organization requirements for cost'],
      ['COST05-BP02', 'analyze_all', 'Analyze all components of the workload'],
      ['COST05-BP03', 'thorough_analysis', 'Perform a thorough analysis of each component'],
      ['COST05-BP04', 'licensing', 'Select software with cost-effective licensing', 'LOW'],
      [
        'COST05-BP05',
        'select_for_cost',
        'Select components of this workload to optimize cost in line with organization priorities',
      ],
      ['COST05-BP06', 'analyze_over_time', 'Perform cost analysis for different usage over time'],
    ]),
    question(
      'COST06',
      'How do you meet cost targets when you select resource type, size and number?',
      'cost_type_size_number_resources_',
      [
        ['COST06-BP01', 'cost_modeling', 'Perform cost modeling'],
        ['COST06-BP02', 'data', 'Select resource type, size, and number based on data', 'MEDIUM'],
        ['COST06-BP03', 'metrics', 'Select resource type, size, and number automatically based on metrics', 'LOW'],
        ['COST06-BP04', 'shared', 'Consider using shared resources'],
      ],
    ),
    question('COST07', 'How do you use pricing models to reduce cost?', 'cost_pricing_model_', [
      ['COST07-BP01', 'analysis', 'Perform pricing model analysis'],
      ['COST07-BP02', 'region_cost', 'Choose Regions based on cost', 'MEDIUM'],
      ['COST07-BP03', 'third_party', 'Select third-party agreements with cost-efficient terms'],
      ['COST07-BP04', 'implement_models', 'Implement pricing models for all components of this workload', 'LOW'],
      ['COST07-BP05', 'master_analysis', 'Perform pricing model analysis at the management account level'],
    ]),
    question('COST08', 'How do you plan for data transfer charges?', 'cost_data_transfer_', [
      ['COST08-BP01', 'modeling', 'Perform data transfer modeling'],
      ['COST08-BP02', 'optimized_components', 'Select components to optimize data transfer cost', 'MEDIUM'],
      ['COST08-BP03', 'implement_services', 'Implement services to reduce data transfer costs', 'MEDIUM'],
    ]),
    question('COST09', 'How do you manage demand, and supply resources?', 'cost_manage_demand_resources_', [
      ['COST09-BP01', 'cost_analysis', 'Perform an analysis on the workload demand'],
      ['COST09-BP02', 'buffer_throttle', 'Implement a buffer or throttle to manage demand', 'MEDIUM'],
      ['COST09-BP03', 'dynamic', 'Supply resources dynamically', 'LOW'],
    ]),
    question('COST10', 'How do you evaluate new services?', 'cost_evaluate_new_services_review_', [
      ['COST10-BP01', 'process', 'Develop a workload review process'],
      ['COST10-BP02', 'workload', 'Review and analyze this workload regularly'],
    ]),
    question('COST11', 'How do you evaluate the cost of effort?', 'cost_evaluate_cost_effort_automations_', [
      ['COST11-BP01', 'operations', 'Perform automation for operations'],
    ]),
  ],
};
