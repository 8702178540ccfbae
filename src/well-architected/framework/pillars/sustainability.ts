import { Pillar } from '../pillar';
import { question } from '../practice';
import type { PillarDefinition } from '../practice';

export const SUSTAINABILITY: PillarDefinition = {
  id: Pillar.SUSTAINABILITY,
  name: 'Sustainability',
  lensId: 'sustainability',
  questions: [
    question('SUS01', 'How do you select Regions for your workload?', 'sus_sus_region_', [
      ['SUS01-BP01', 'a2', 'Choose Region based on both business requirements and sustainability goals', 'MEDIUM'],
    ]),
    question('SUS02', 'How do you align cloud resources to your demand?', 'sus_sus_user_', [
      ['SUS02-BP01', 'a2', 'Scale workload infrastructure dynamically', 'MEDIUM'],
      ['SUS02-BP02', 'a3', 'Align SLAs with sustainability goals', 'LOW'],
      ['SUS02-BP03', 'a4', 'Stop the creation and maintenance of unused assets', 'LOW'],
      [
        'SUS02-BP04',
        'a5',
        'Optimize geographic placement of workloads based on their networking requirements',
        'MEDIUM',
      ],
      ['SUS02-BP05', 'a6', 'Optimize team member resources for activities performed'],
      ['SUS02-BP06', 'a7', 'Implement buffering or throttling to flatten the demand curve', 'LOW'],
    ]),
    question(
      'SUS03',
      'How do you take advantage of software and architecture patterns to support your sustainability goals?',
      'sus_sus_software_',
      [
        ['SUS03-BP01', 'a2', 'Optimize software and architecture for asynchronous and scheduled jobs', 'MEDIUM'],
        ['SUS03-BP02', 'a3', 'Remove or refactor workload components with low or no use'],
        ['SUS03-BP03', 'a4', 'Optimize areas of code that consume the most time or resources'],
        ['SUS03-BP04', 'a5', 'Optimize impact on devices and equipment', 'MEDIUM'],
        [
          'SUS03-BP05',
          'a6',
          'Use software patterns and architectures that best support data access and storage patterns',
          'MEDIUM',
        ],
      ],
    ),
    question(
      'SUS04',
      'How do you take advantage of data management policies and patterns to support your sustainability goals?',
      'sus_sus_data_',
      [
        ['SUS04-BP01', 'a2', 'Implement a data classification policy'],
        ['SUS04-BP02', 'a3', 'Use technologies that support data access and storage patterns', 'LOW'],
        ['SUS04-BP03', 'a4', 'Use policies to manage the lifecycle of your datasets', 'MEDIUM'],
        ['SUS04-BP04', 'a5', 'Use elasticity and automation to expand block storage or file system', 'MEDIUM'],
        ['SUS04-BP05', 'a6', 'Remove unneeded or redundant data'],
        ['SUS04-BP06', 'a7', 'Use shared file systems or storage to access common data'],
        ['SUS04-BP07', 'a8', 'Minimize data movement across networks', 'MEDIUM'],
        ['SUS04-BP08', 'a9', 'Back up data only when difficult to recreate', 'MEDIUM'],
      ],
    ),
    question(
      'SUS05',
      'How do you select and use cloud hardware and services in your architecture to support your sustainability ' +
        'goals?',
      'sus_sus_hardware_',
      [
        ['SUS05-BP01', 'a2', 'Use the minimum amount of hardware to meet your needs', 'MEDIUM'],
        ['SUS05-BP02', 'a3', 'Use instance types with the least impact', 'MEDIUM'],
        ['SUS05-BP03', 'a4', 'Use managed services', 'MEDIUM'],
        ['SUS05-BP04', 'a5', 'Optimize your use of hardware-based compute accelerators'],
      ],
    ),
    question('SUS06', 'How do your organizational processes support your sustainability goals?', 'sus_sus_dev_', [
      ['SUS06-BP01', 'a1', 'Communicate and cascade your sustainability goals'],
      ['SUS06-BP02', 'a2', 'Adopt methods that can rapidly introduce sustainability improvements'],
      ['SUS06-BP03', 'a3', 'Keep your workload up-to-date', 'LOW'],
      ['SUS06-BP04', 'a4', 'Increase utilization of build environments'],
      ['SUS06-BP05', 'a5', 'Use managed device farms for testing'],
    ]),
  ],
};
