import { Pillar } from '../pillar';
import { question } from '../practice';
import type { PillarDefinition } from '../practice';

export const SECURITY: PillarDefinition = {
  id: Pillar.SECURITY,
  name: 'Security',
  lensId: 'security',
  questions: [
    question('SEC01', 'How do you securely operate your workload?', 'sec_securely_operate_', [
      ['SEC01-BP01', 'multi_accounts', 'Separate workloads using accounts'],
      ['SEC01-BP02', 'aws_account', 'Secure account root user and properties'],
      ['SEC01-BP03', 'control_objectives', 'Identify and validate control objectives'],
      ['SEC01-BP04', 'updated_threats', 'Stay up to date with security threats and recommendations'],
      ['SEC01-BP05', 'reduce_management_scope', 'Reduce security management scope', 'MEDIUM'],
      ['SEC01-BP06', 'automate_security_controls', 'Automate deployment of standard security controls'],
      ['SEC01-BP07', 'threat_model', 'Identify threats and prioritize mitigations using a threat model'],
      [
        'SEC01-BP08',
        'implement_services_features',
        'Evaluate and implement new security services and features regularly',
      ],
    ]),
    question('SEC02', 'How do you manage authentication for people and machines?', 'sec_identities_', [
      ['SEC02-BP01', 'enforce_mechanisms', 'Use strong sign-in mechanisms'],
      ['SEC02-BP02', 'unique', 'Use temporary credentials', 'HIGH'],
      ['SEC02-BP03', 'secrets', 'Store and use secrets securely', 'HIGH'],
      ['SEC02-BP04', 'identity_provider', 'Rely on a centralized identity provider'],
      ['SEC02-BP05', 'audit', 'Audit and rotate credentials periodically', 'HIGH'],
      ['SEC02-BP06', 'groups_attributes', 'Employ user groups and attributes'],
    ]),
    question('SEC03', 'How do you manage permissions for people and machines?', 'sec_permissions_', [
      ['SEC03-BP01', 'define', 'Define access requirements'],
      ['SEC03-BP02', 'least_privileges', 'Grant least privilege access', 'HIGH'],
      ['SEC03-BP03', 'emergency_process', 'Establish emergency access process'],
      ['SEC03-BP04', 'continuous_reduction', 'Reduce permissions continuously'],
      ['SEC03-BP05', 'define_guardrails', 'Define permission guardrails for your organization'],
      ['SEC03-BP06', 'lifecycle', 'Manage access based on lifecycle'],
      ['SEC03-BP07', 'analyze_cross_account', 'Analyze public and cross-account access', 'LOW'],
      ['SEC03-BP08', 'share_securely', 'Share resources securely within your organization'],
      ['SEC03-BP09', 'share_securely_third_party', 'Share resources securely with a third party'],
    ]),
    question('SEC04', 'How do you detect and investigate security events?', 'sec_detect_investigate_events_', [
      ['SEC04-BP01', 'app_service_logging', 'Configure service and application logging', 'HIGH'],
      ['SEC04-BP02', 'logs', 'Capture logs, findings, and metrics in standardized locations', 'MEDIUM'],
      ['SEC04-BP03', 'security_alerts', 'Correlate and enrich security alerts'],
      ['SEC04-BP04', 'noncompliant_resources', 'Initiate remediation for non-compliant resources'],
    ]),
    question('SEC05', 'How do you protect your network resources?', 'sec_network_', [
      ['SEC05-BP01', 'protection_create_layers', 'Create network layers', 'HIGH'],
      ['SEC05-BP02', 'protection_layered', 'Control traffic flow within your network layers', 'HIGH'],
      ['SEC05-BP03', 'protection_inspection', 'Implement inspection-based protection', 'MEDIUM'],
      ['SEC05-BP04', 'auto_protect', 'Automate network protection'],
    ]),
    question('SEC06', 'How do you protect your compute resources?', 'sec_protect_compute_', [
      ['SEC06-BP01', 'vulnerability_management', 'Perform vulnerability management', 'HIGH'],
      ['SEC06-BP02', 'hardened_images', 'Provision compute from hardened images'],
      ['SEC06-BP03', 'reduce_manual_management', 'Reduce manual management and interactive access', 'MEDIUM'],
      ['SEC06-BP04', 'validate_software_integrity', 'Validate software integrity'],
      ['SEC06-BP05', 'auto_protection', 'Automate compute protection'],
    ]),
    question('SEC07', 'How do you classify your data?', 'sec_data_classification_', [
      ['SEC07-BP01', 'identify_data', 'Understand your data classification scheme'],
      ['SEC07-BP02', 'define_protection', 'Apply data protection controls based on data sensitivity'],
      ['SEC07-BP03', 'auto_classification', 'Automate identification and classification'],
      ['SEC07-BP04', 'lifecycle_management', 'Define scalable data lifecycle management'],
    ]),
    question('SEC08', 'How do you protect your data at rest?', 'sec_protect_data_rest_', [
      ['SEC08-BP01', 'key_mgmt', 'Implement secure key management', 'HIGH'],
      ['SEC08-BP02', 'encrypt', 'Enforce encryption at rest', 'HIGH'],
      ['SEC08-BP03', 'automate_protection', 'Automate data at rest protection'],
      ['SEC08-BP04', 'access_control', 'Enforce access control', 'HIGH'],
    ]),
    question('SEC09', 'How do you protect your data in transit?', 'sec_protect_data_transit_', [
      ['SEC09-BP01', 'key_cert_mgmt', 'Implement secure key and certificate management', 'HIGH'],
      ['SEC09-BP02', 'encrypt', 'Enforce encryption in transit', 'HIGH'],
      ['SEC09-BP03', 'authentication', 'Authenticate network communications', 'LOW'],
    ]),
    question('SEC10', 'How do you anticipate, respond to, and recover from incidents?', 'sec_incident_response_', [
      ['SEC10-BP01', 'identify_personnel', 'Identify key personnel and external resources'],
      ['SEC10-BP02', 'develop_management_plans', 'Develop incident management plans'],
      ['SEC10-BP03', 'prepare_forensic', 'Prepare forensic capabilities'],
      ['SEC10-BP04', 'playbooks', 'Develop and test security incident response playbooks'],
      ['SEC10-BP05', 'pre_provision_access', 'Pre-provision access'],
      ['SEC10-BP06', 'pre_deploy_tools', 'Pre-deploy tools'],
      ['SEC10-BP07', 'run_game_days', 'Run simulations'],
      ['SEC10-BP08', 'establish_incident_framework', 'Establish a framework for learning from incidents'],
    ]),
    question(
      'SEC11',
      'How do you incorporate and validate the security properties of applications throughout the design, ' +
        'development, and deployment lifecycle?',
      'sec_appsec_',
      [
        ['SEC11-BP01', 'train_for_application_security', 'Train for application security'],
        [
          'SEC11-BP02',
          'automate_testing_throughout_lifecycle',
          'Automate testing throughout the development and release lifecycle',
        ],
        ['SEC11-BP03', 'perform_regular_penetration_testing', 'Perform regular penetration testing'],
        ['SEC11-BP04', 'manual_code_reviews', 'Conduct code reviews'],
        [
          'SEC11-BP05',
          'centralize_services_for_packages_and_dependencies',
          'Centralize services for packages and dependencies',
        ],
        ['SEC11-BP06', 'deploy_software_programmatically', 'Deploy software programmatically'],
        [
          'SEC11-BP07',
          'regularly_assess_security_properties_of_pipelines',
          'Regularly assess security properties of the pipelines',
        ],
        [
          'SEC11-BP08',
          'build_program_that_embeds_security_ownership_in_teams',
          'Build a program that embeds security ownership in workload teams',
        ],
      ],
    ),
  ],
};
