import type { Pillar } from './framework';

export const PERFORMANCE_EFFICIENCY: Pillar = {
  id: 'PERF',
  name: 'Performance Efficiency',
  lensId: 'performance',
  questions: [
    {
      id: 'PERF01',
      title: 'How do you select appropriate cloud resources and architecture for your workload?',
      bestPractices: [
        {
          id: 'PERF01-BP01',
          page: 'perf_architecture_understand_cloud_services_and_features',
          title: 'Learn about and understand available cloud services and features',
        },
        {
          id: 'PERF01-BP02',
          page: 'perf_architecture_guidance_architecture_patterns_best_practices',
          title:
            'Use guidance from your cloud provider or an appropriate partner to learn about architecture patterns and best practices',
        },
        {
          id: 'PERF01-BP03',
          page: 'perf_architecture_factor_cost_into_architectural_decisions',
          title: 'Factor cost into architectural decisions',
        },
        {
          id: 'PERF01-BP04',
          page: 'perf_architecture_evaluate_trade_offs',
          title: 'Evaluate how trade-offs impact customers and architecture efficiency',
        },
        {
          id: 'PERF01-BP05',
          page: 'perf_architecture_use_policies_and_reference_architectures',
          title: 'Use policies and reference architectures',
        },
        {
          id: 'PERF01-BP06',
          page: 'perf_architecture_use_benchmarking',
          title: 'Use benchmarking to drive architectural decisions',
        },
        {
          id: 'PERF01-BP07',
          page: 'perf_architecture_use_data_driven_approach',
          title: 'Use a data-driven approach for architectural choices',
        },
      ],
    },
    {
      id: 'PERF02',
      title: 'How do you select and use compute resources in your workload?',
      bestPractices: [
        {
          id: 'PERF02-BP01',
          page: 'perf_compute_hardware_select_best_compute_options',
          title: 'Select the best compute options for your workload',
          risk: 'HIGH',
        },
        {
          id: 'PERF02-BP02',
          page: 'perf_compute_hardware_understand_compute_configuration_features',
          title: 'Understand the available compute configuration and features',
          risk: 'MEDIUM',
        },
        {
          id: 'PERF02-BP03',
          page: 'perf_compute_hardware_collect_compute_related_metrics',
          title: 'Collect compute-related metrics',
          risk: 'HIGH',
        },
        {
          id: 'PERF02-BP04',
          page: 'perf_compute_hardware_configure_and_right_size_compute_resources',
          title: 'Configure and right-size compute resources',
          risk: 'MEDIUM',
        },
        {
          id: 'PERF02-BP05',
          page: 'perf_compute_hardware_scale_compute_resources_dynamically',
          title: 'Scale your compute resources dynamically',
          risk: 'HIGH',
        },
        {
          id: 'PERF02-BP06',
          page: 'perf_compute_hardware_compute_accelerators',
          title: 'Use optimized hardware-based compute accelerators',
        },
      ],
    },
    {
      id: 'PERF03',
      title: 'How do you store, manage, and access data in your workload?',
      bestPractices: [
        {
          id: 'PERF03-BP01',
          page: 'perf_data_use_purpose_built_data_store',
          title: 'Use a purpose-built data store that best supports your data access and storage requirements',
        },
        {
          id: 'PERF03-BP02',
          page: 'perf_data_evaluate_configuration_options_data_store',
          title: 'Evaluate available configuration options for data store',
          risk: 'MEDIUM',
        },
        {
          id: 'PERF03-BP03',
          page: 'perf_data_collect_record_data_store_performance_metrics',
          title: 'Collect and record data store performance metrics',
          risk: 'HIGH',
        },
        {
          id: 'PERF03-BP04',
          page: 'perf_data_implement_strategies_to_improve_query_performance',
          title: 'Implement strategies to improve query performance in data store',
          risk: 'MEDIUM',
        },
        {
          id: 'PERF03-BP05',
          page: 'perf_data_access_patterns_caching',
          title: 'Implement data access patterns that utilize caching',
          risk: 'MEDIUM',
        },
      ],
    },
    {
      id: 'PERF04',
      title: 'How do you select and configure networking resources in your workload?',
      bestPractices: [
        {
          id: 'PERF04-BP01',
          page: 'perf_networking_understand_how_networking_impacts_performance',
          title: 'Understand how networking impacts performance',
        },
        {
          id: 'PERF04-BP02',
          page: 'perf_networking_evaluate_networking_features',
          title: 'Evaluate available networking features',
          risk: 'HIGH',
        },
        {
          id: 'PERF04-BP03',
          page: 'perf_networking_choose_appropriate_dedicated_connectivity_or_vpn',
          title: 'Choose appropriate dedicated connectivity or VPN for your workload',
        },
        {
          id: 'PERF04-BP04',
          page: 'perf_networking_load_balancing_distribute_traffic',
          title: 'Use load balancing to distribute traffic across multiple resources',
          risk: 'HIGH',
        },
        {
          id: 'PERF04-BP05',
          page: 'perf_networking_choose_network_protocols_improve_performance',
          title: 'Choose network protocols to improve performance',
          risk: 'MEDIUM',
        },
        {
          id: 'PERF04-BP06',
          page: 'perf_networking_choose_workload_location_network_requirements',
          title: "Choose your workload's location based on network requirements",
          risk: 'MEDIUM',
        },
        {
          id: 'PERF04-BP07',
          page: 'perf_networking_optimize_network_configuration_based_on_metrics',
          title: 'Optimize network configuration based on metrics',
        },
      ],
    },
    {
      id: 'PERF05',
      title: 'How do your organizational practices and culture contribute to performance efficiency in your workload?',
      bestPractices: [
        {
          id: 'PERF05-BP01',
          page: 'perf_process_culture_establish_key_performance_indicators',
          title: 'Establish key performance indicators (KPIs) to measure workload health and performance',
          risk: 'HIGH',
        },
        {
          id: 'PERF05-BP02',
          page: 'perf_process_culture_use_monitoring_solutions',
          title: 'Use monitoring solutions to understand the areas where performance is most critical',
          risk: 'HIGH',
        },
        {
          id: 'PERF05-BP03',
          page: 'perf_process_culture_workload_performance',
          title: 'Define a process to improve workload performance',
        },
        { id: 'PERF05-BP04', page: 'perf_process_culture_load_test', title: 'Load test your workload' },
        {
          id: 'PERF05-BP05',
          page: 'perf_process_culture_automation_remediate_issues',
          title: 'Use automation to proactively remediate performance-related issues',
        },
        {
          id: 'PERF05-BP06',
          page: 'perf_process_culture_keep_workload_and_services_up_to_date',
          title: 'Keep your workload and services up-to-date',
          risk: 'LOW',
        },
        {
          id: 'PERF05-BP07',
          page: 'perf_process_culture_review_metrics',
          title: 'Review metrics at regular intervals',
        },
      ],
    },
  ],
};
