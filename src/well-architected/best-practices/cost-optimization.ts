import type { Pillar } from './framework';

export const COST_OPTIMIZATION: Pillar = {
  id: 'COST',
  name: 'Cost Optimization',
  lensId: 'costOptimization',
  questions: [
    {
      id: 'COST01',
      title: 'How do you implement cloud financial management?',
      bestPractices: [
        {
          id: 'COST01-BP01',
          page: 'cost_cloud_financial_management_function',
          title: 'Establish ownership of cost optimization',
        },
        {
          id: 'COST01-BP02',
          page: 'cost_cloud_financial_management_partnership',
          title: 'Establish a partnership between finance and technology',
        },
        {
          id: 'COST01-BP03',
          page: 'cost_cloud_financial_management_budget_forecast',
          title: 'Establish cloud budgets and forecasts',
          risk: 'HIGH',
        },
        {
          id: 'COST01-BP04',
          page: 'cost_cloud_financial_management_cost_awareness',
          title: 'Implement cost awareness in your organizational processes',
        },
        {
          id: 'COST01-BP05',
          page: 'cost_cloud_financial_management_usage_report',
          title: 'Report and notify on cost optimization',
        },
        {
          id: 'COST01-BP06',
          page: 'cost_cloud_financial_management_proactive_process',
          title: 'Monitor cost proactively',
          risk: 'MEDIUM',
        },
        {
          id: 'COST01-BP07',
          page: 'cost_cloud_financial_management_scheduled',
          title: 'Keep up-to-date with new service releases',
        },
        { id: 'COST01-BP08', page: 'cost_cloud_financial_management_culture', title: 'Create a cost-aware culture' },
        {
          id: 'COST01-BP09',
          page: 'cost_cloud_financial_management_quantify_value',
          title: 'Quantify business value from cost optimization',
        },
      ],
    },
    {
      id: 'COST02',
      title: 'How do you govern usage?',
      bestPractices: [
        {
          id: 'COST02-BP01',
          page: 'cost_govern_usage_policies',
          title: 'Develop policies based on your organization requirements',
        },
        { id: 'COST02-BP02', page: 'cost_govern_usage_goal_target', title: 'Implement goals and targets' },
        { id: 'COST02-BP03', page: 'cost_govern_usage_account_structure', title: 'Implement an account structure' },
        { id: 'COST02-BP04', page: 'cost_govern_usage_groups_roles', title: 'Implement groups and roles' },
        { id: 'COST02-BP05', page: 'cost_govern_usage_controls', title: 'Implement cost controls', risk: 'MEDIUM' },
        { id: 'COST02-BP06', page: 'cost_govern_usage_track_lifecycle', title: 'Track project lifecycle' },
      ],
    },
    {
      id: 'COST03',
      title: 'How do you monitor your cost and usage?',
      bestPractices: [
        {
          id: 'COST03-BP01',
          page: 'cost_monitor_usage_detailed_source',
          title: 'Configure detailed information sources',
        },
        {
          id: 'COST03-BP02',
          page: 'cost_monitor_usage_org_information',
          title: 'Add organization information to cost and usage',
          risk: 'MEDIUM',
        },
        {
          id: 'COST03-BP03',
          page: 'cost_monitor_usage_define_attribution',
          title: 'Identify cost attribution categories',
        },
        { id: 'COST03-BP04', page: 'cost_monitor_usage_define_kpi', title: 'Establish organization metrics' },
        {
          id: 'COST03-BP05',
          page: 'cost_monitor_usage_config_tools',
          title: 'Configure billing and cost management tools',
          risk: 'HIGH',
        },
        {
          id: 'COST03-BP06',
          page: 'cost_monitor_usage_allocate_outcome',
          title: 'Allocate costs based on workload metrics',
        },
      ],
    },
    {
      id: 'COST04',
      title: 'How do you decommission resources?',
      bestPractices: [
        {
          id: 'COST04-BP01',
          page: 'cost_decomissioning_resources_track',
          title: 'Track resources over their lifetime',
        },
        {
          id: 'COST04-BP02',
          page: 'cost_decomissioning_resources_implement_process',
          title: 'Implement a decommissioning process',
        },
        {
          id: 'COST04-BP03',
          page: 'cost_decomissioning_resources_decommission',
          title: 'Decommission resources',
          risk: 'MEDIUM',
        },
        {
          id: 'COST04-BP04',
          page: 'cost_decomissioning_resources_decomm_automated',
          title: 'Decommission resources automatically',
          risk: 'LOW',
        },
        {
          id: 'COST04-BP05',
          page: 'cost_decomissioning_resources_data_retention',
          title: 'Enforce data retention policies',
          risk: 'MEDIUM',
        },
      ],
    },
    {
      id: 'COST05',
      title: 'How do you evaluate cost when you select services?',
      bestPractices: [
        {
          id: 'COST05-BP01',
          page: 'cost_select_service_requirements',
          title: 'Identify organization requirements for cost',
        },
        { id: 'COST05-BP02', page: 'cost_select_service_analyze_all', title: 'Analyze all components of the workload' },
        {
          id: 'COST05-BP03',
          page: 'cost_select_service_thorough_analysis',
          title: 'Perform a thorough analysis of each component',
        },
        {
          id: 'COST05-BP04',
          page: 'cost_select_service_licensing',
          title: 'Select software with cost-effective licensing',
          risk: 'LOW',
        },
        {
          id: 'COST05-BP05',
          page: 'cost_select_service_select_for_cost',
          title: 'Select components of this workload to optimize cost in line with organization priorities',
        },
        {
          id: 'COST05-BP06',
          page: 'cost_select_service_analyze_over_time',
          title: 'Perform cost analysis for different usage over time',
        },
      ],
    },
    {
      id: 'COST06',
      title: 'How do you meet cost targets when you select resource type, size and number?',
      bestPractices: [
        { id: 'COST06-BP01', page: 'cost_type_size_number_resources_cost_modeling', title: 'Perform cost modeling' },
        {
          id: 'COST06-BP02',
          page: 'cost_type_size_number_resources_data',
          title: 'Select resource type, size, and number based on data',
          risk: 'MEDIUM',
        },
        {
          id: 'COST06-BP03',
          page: 'cost_type_size_number_resources_metrics',
          title: 'Select resource type, size, and number automatically based on metrics',
          risk: 'LOW',
        },
        { id: 'COST06-BP04', page: 'cost_type_size_number_resources_shared', title: 'Consider using shared resources' },
      ],
    },
    {
      id: 'COST07',
      title: 'How do you use pricing models to reduce cost?',
      bestPractices: [
        { id: 'COST07-BP01', page: 'cost_pricing_model_analysis', title: 'Perform pricing model analysis' },
        {
          id: 'COST07-BP02',
          page: 'cost_pricing_model_region_cost',
          title: 'Choose Regions based on cost',
          risk: 'MEDIUM',
        },
        {
          id: 'COST07-BP03',
          page: 'cost_pricing_model_third_party',
          title: 'Select third-party agreements with cost-efficient terms',
        },
        {
          id: 'COST07-BP04',
          page: 'cost_pricing_model_implement_models',
          title: 'Implement pricing models for all components of this workload',
          risk: 'LOW',
        },
        {
          id: 'COST07-BP05',
          page: 'cost_pricing_model_master_analysis',
          title: 'Perform pricing model analysis at the management account level',
        },
      ],
    },
    {
      id: 'COST08',
      title: 'How do you plan for data transfer charges?',
      bestPractices: [
        { id: 'COST08-BP01', page: 'cost_data_transfer_modeling', title: 'Perform data transfer modeling' },
        {
          id: 'COST08-BP02',
          page: 'cost_data_transfer_optimized_components',
          title: 'Select components to optimize data transfer cost',
          risk: 'MEDIUM',
        },
        {
          id: 'COST08-BP03',
          page: 'cost_data_transfer_implement_services',
          title: 'Implement services to reduce data transfer costs',
          risk: 'MEDIUM',
        },
      ],
    },
    {
      id: 'COST09',
      title: 'How do you manage demand, and supply resources?',
      bestPractices: [
        {
          id: 'COST09-BP01',
          page: 'cost_manage_demand_resources_cost_analysis',
          title: 'Perform an analysis on the workload demand',
        },
        {
          id: 'COST09-BP02',
          page: 'cost_manage_demand_resources_buffer_throttle',
          title: 'Implement a buffer or throttle to manage demand',
          risk: 'MEDIUM',
        },
        {
          id: 'COST09-BP03',
          page: 'cost_manage_demand_resources_dynamic',
          title: 'Supply resources dynamically',
          risk: 'LOW',
        },
      ],
    },
    {
      id: 'COST10',
      title: 'How do you evaluate new services?',
      bestPractices: [
        {
          id: 'COST10-BP01',
          page: 'cost_evaluate_new_services_review_process',
          title: 'Develop a workload review process',
        },
        {
          id: 'COST10-BP02',
          page: 'cost_evaluate_new_services_review_workload',
          title: 'Review and analyze this workload regularly',
        },
      ],
    },
    {
      id: 'COST11',
      title: 'How do you evaluate the cost of effort?',
      bestPractices: [
        {
          id: 'COST11-BP01',
          page: 'cost_evaluate_cost_effort_automations_operations',
          title: 'Perform automation for operations',
        },
      ],
    },
  ],
};
