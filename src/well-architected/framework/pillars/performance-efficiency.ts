import { Pillar } from '../pillar';
import { question } from '../practice';
import type { PillarDefinition } from '../practice';

export const PERFORMANCE_EFFICIENCY: PillarDefinition = {
  id: Pillar.PERFORMANCE_EFFICIENCY,
  name: 'Performance Efficiency',
  lensId: 'performance',
  questions: [
    question(
      'PERF01',
      'How do you select appropriate cloud resources and architecture for your workload?',
      'perf_architecture_',
      [
        [
          'PERF01-BP01',
          'understand_cloud_services_and_features',
          'Learn about and understand available cloud services and features',
        ],
        [
          'PERF01-BP02',
          'guidance_architecture_patterns_best_practices',
          'Use guidance from your cloud provider or an appropriate partner to learn about architecture patterns and ' +
            'best practices',
        ],
        ['PERF01-BP03', 'factor_cost_into_architectural_decisions', 'Factor cost into architectural decisions'],
        ['PERF01-BP04', 'evaluate_trade_offs', 'Evaluate how trade-offs impact customers and architecture efficiency'],
        ['PERF01-BP05', 'use_policies_and_reference_architectures', 'Use policies and reference architectures'],
        ['PERF01-BP06', 'use_benchmarking', 'Use benchmarking to drive architectural decisions'],
        ['PERF01-BP07', 'use_data_driven_approach', 'Use a data-driven approach for architectural choices'],
      ],
    ),
    question('PERF02', 'How do you select and use compute resources in your workload?', 'perf_compute_hardware_', [
      ['PERF02-BP01', 'select_best_compute_options', 'Select the best compute options for your workload', 'HIGH'],
      [
        'PERF02-BP02',
        'understand_compute_configuration_features',
        'Understand the available compute configuration and features',
        'MEDIUM',
      ],
      ['PERF02-BP03', 'collect_compute_related_metrics', 'Collect compute-related metrics', 'HIGH'],
      [
        'PERF02-BP04',
        'configure_and_right_size_compute_resources',
        'Configure and right-size compute resources',
        'MEDIUM',
      ],
      ['PERF02-BP05', 'scale_compute_resources_dynamically', 'Scale your compute resources dynamically', 'HIGH'],
      ['PERF02-BP06', 'compute_accelerators', 'Use optimized hardware-based compute accelerators'],
    ]),
    question('PERF03', 'How do you store, manage, and access data in your workload?', 'perf_data_', [
      [
        'PERF03-BP01',
        'use_purpose_built_data_store',
        'Use a purpose-built data store that best supports your data access and storage requirements',
      ],
      [
        'PERF03-BP02',
        'evaluate_configuration_options_data_store',
        'Evaluate available configuration options for data store',
        'MEDIUM',
      ],
      [
        'PERF03-BP03',
        'collect_record_data_store_performance_metrics',
        'Collect and record data store performance metrics',
        'HIGH',
      ],
      [
        'PERF03-BP04',
        'implement_strategies_to_improve_query_performance',
        'Implement strategies to improve query performance in data store',
        'MEDIUM',
      ],
      ['PERF03-BP05', 'access_patterns_caching', 'Implement data access patterns that utilize caching', 'MEDIUM'],
    ]),
    question('PERF04', 'How do you select and configure networking resources in your workload?', 'perf_networking_', [
      ['PERF04-BP01', 'understand_how_networking_impacts_performance', 'Understand how networking impacts performance'],
      ['PERF04-BP02', 'evaluate_networking_features', 'Evaluate available networking features', 'HIGH'],
      [
        'PERF04-BP03',
        'choose_appropriate_dedicated_connectivity_or_vpn',
        'Choose appropriate dedicated connectivity or VPN for your workload',
      ],
      [
        'PERF04-BP04',
        'load_balancing_distribute_traffic',
        'Use load balancing to distribute traffic across multiple resources',
        'HIGH',
      ],
      [
        'PERF04-BP05',
        'choose_network_protocols_improve_performance',
        'Choose network protocols to improve performance',
        'MEDIUM',
      ],
      [
        'PERF04-BP06',
        'choose_workload_location_network_requirements',
        "Choose your workload's location based on network requirements",
        'MEDIUM',
      ],
      [
        'PERF04-BP07',
        'optimize_network_configuration_based_on_metrics',
        'Optimize network configuration based on metrics',
      ],
    ]),
    question(
      'PERF05',
      'How do your organizational practices and culture contribute to performance efficiency in your workload?',
      'perf_process_culture_',
      [
        [
          'PERF05-BP01',
          'establish_key_performance_indicators',
          'Establish key performance indicators (KPIs) to measure workload health and performance',
          'HIGH',
        ],
        [
          'PERF05-BP02',
          'use_monitoring_solutions',
          'Use monitoring solutions to understand the areas where performance is most critical',
          'HIGH',
        ],
        ['PERF05-BP03', 'workload_performance', 'Define a process to improve workload performance'],
        ['PERF05-BP04', 'load_test', 'Load test your workload'],
        [
          'PERF05-BP05',
          'automation_remediate_issues',
          'Use automation to proactively remediate performance-related issues',
        ],
        ['PERF05-BP06', 'keep_workload_and_services_up_to_date', 'Keep your workload and services up-to-date', 'LOW'],
        ['PERF05-BP07', 'review_metrics', 'Review metrics at regular intervals'],
      ],
    ),
  ],
};
