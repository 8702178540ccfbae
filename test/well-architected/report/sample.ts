import {
  FRAMEWORK,
  PILLARS,
  practiceOf,
  practicePage,
  questionOf,
  pillarOf,
} from '../../../src/well-architected/framework/best-practices';
import { REPORT_SCHEMA } from '../../../src/well-architected/report/model';
import type { Evidence, PracticeReport, Report, RuleReport } from '../../../src/well-architected/report/model';
import { summaryOf, worst } from '../../../src/well-architected/report/summary';

const SHOP = 'Shop/Ecommerce';
const BACK_OFFICE = 'Größe «Café»/Back "office" & <Co>';
const NESTED = Array.from({ length: 30 }, (_, index) => `VeryLongNestedConstruct${index}`);
const LONG_PATH = `${SHOP}/${NESTED.join('/')}/Resource`;

const ACCEPTED = {
  id: 'WellArchitected::SEC09-BP02-EncryptedInTransit[Listener]',
  reason:
    'No domain yet | the listener moves to HTTPS with it <script>alert("reason")</script>\n' +
    'Agreed with Zoë & Łukasz. until:2027-03-31',
  at: `${SHOP}/Web`,
  location: 'lib/shop.ts:42',
  until: '2027-03-31',
};

function evidence(id: string, given: Partial<Evidence>): Evidence {
  const state = given.state ?? 'compliant';
  return {
    id,
    workload: SHOP,
    path: `${SHOP}/Database/Resource`,
    stack: 'Shop',
    template: 'Shop.template.json',
    logicalId: 'EcommerceDatabase1A2B3C4D',
    type: 'AWS::RDS::DBInstance',
    property: 'Properties.MultiAZ',
    actual: 'true',
    expected: 'true',
    state,
    status: given.acknowledgement ? 'acknowledged' : state,
    level: 'error',
    ...given,
  };
}

function rule(id: string, given: Partial<RuleReport>): RuleReport {
  const seen = given.evidence ?? [];
  return {
    id,
    level: 'error',
    requirement: `What ${id} demands holds.`,
    why: 'The shop stops selling when it does not.',
    fix: 'Set `database.multiAz`, or `MultiAZ` on the instance.',
    docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html',
    status: seen.length === 0 ? 'not-applicable' : worst(seen.map(({ status }) => status)),
    evidence: seen,
    ...given,
  };
}

function practice(id: string, rules: readonly RuleReport[] = []): PracticeReport {
  const known = practiceOf(id);
  return {
    id,
    title: known.title,
    risk: rules.length === 0 ? undefined : known.risk,
    url: practicePage(known),
    status: rules.length === 0 ? 'not-assessable' : worst(rules.map(({ status }) => status)),
    rules,
  };
}

const MULTI_AZ = rule('REL10-BP01-MultiAzEveryTier', {
  requirement: 'Every tier runs in at least two Availability Zones.',
  why: 'The loss of one zone stops the shop until someone restores the tier in another.',
  evidence: [
    evidence('REL10-BP01-MultiAzEveryTier', { state: 'failing', actual: 'false', location: 'lib/shop.ts:17' }),
    evidence('REL10-BP01-MultiAzEveryTier[ReplicaCount]', {
      state: 'failing',
      path: LONG_PATH,
      logicalId: 'EcommerceCacheReplicationGroup0A1B2C3D',
      type: 'AWS::ElastiCache::ReplicationGroup',
      property: 'Properties.NumNodeGroups',
      actual: '{"Fn::Join":["",["<script>alert(1)</script>",{"Ref":"A|B"}]]}',
      expected: 'at least 1 replica & "two" zones',
    }),
    evidence('REL10-BP01-MultiAzEveryTier', {
      workload: BACK_OFFICE,
      path: `${BACK_OFFICE}/Servers`,
      stack: 'Größe',
      template: undefined,
      property: '',
    }),
  ],
});

const PRACTICES: readonly PracticeReport[] = [
  practice('OPS01-BP01'),
  practice('OPS01-BP02'),
  practice('OPS04-BP01', [
    rule('OPS04-BP01-BusinessKpiAlarm', {
      level: 'warning',
      evidence: [
        evidence('OPS04-BP01-BusinessKpiAlarm', {
          state: 'undetermined',
          level: 'warning',
          actual: '{"Ref":"Threshold"}',
          expected: 'a number',
          property: 'Properties.Threshold',
        }),
      ],
    }),
  ]),
  practice('OPS04-BP02', [
    rule('OPS04-BP02-LambdaJsonLogging', { evidence: [evidence('OPS04-BP02-LambdaJsonLogging', {})] }),
  ]),
  practice('SEC02-BP03', [
    rule('SEC02-BP03-NoPlaintextSecrets', {
      level: 'fatal',
      requirement: 'No <script>alert("secret")</script> stands in a template as plain | text.',
      evidence: [
        evidence('SEC02-BP03-NoPlaintextSecrets[DB\'s "PASSWORD"]', {
          state: 'failing',
          level: 'fatal',
          workload: BACK_OFFICE,
          path: `${BACK_OFFICE}/Db\\Main`,
          actual: '`literal`',
          expected: "a 'reference'",
        }),
      ],
    }),
  ]),
  practice('SEC08-BP02', [
    rule('SEC08-BP02-EncryptedAtRest', { evidence: [evidence('SEC08-BP02-EncryptedAtRest', {})] }),
  ]),
  practice('SEC09-BP02', [
    rule('SEC09-BP02-EncryptedInTransit', {
      evidence: [
        evidence('SEC09-BP02-EncryptedInTransit[Listener]', {
          state: 'failing',
          path: `${SHOP}/Web/Listener`,
          type: 'AWS::ElasticLoadBalancingV2::Listener',
          property: 'Properties.Protocol',
          actual: 'HTTP',
          expected: 'HTTPS',
          acknowledgement: ACCEPTED,
        }),
        evidence('SEC09-BP02-EncryptedInTransit', {}),
      ],
    }),
  ]),
  practice('REL06-BP01', [{ ...MULTI_AZ, evidence: [], evidenceAt: 'REL10-BP01' }]),
  practice('REL10-BP01', [MULTI_AZ]),
  practice('REL10-BP02'),
  practice('PERF02-BP01', [
    rule('PERF02-BP01-CurrentGenerationInstances', {
      level: 'info',
      evidence: [
        evidence('PERF02-BP01-CurrentGenerationInstances', {
          state: 'failing',
          level: 'info',
          property: 'Properties.DBInstanceClass',
          actual: 'db.m4.large',
          expected: 'generation 6 or newer',
        }),
      ],
    }),
  ]),
  practice('COST01-BP06', [rule('COST01-BP06-CostAnomalyDetection', { level: 'info' })]),
  practice('COST08-BP02', [
    rule('COST08-BP02-NatCountFitsProfile', {
      level: 'warning',
      evidence: [
        evidence('COST08-BP02-NatCountFitsProfile', {
          state: 'failing',
          level: 'warning',
          property: '',
          actual: '3 NAT gateways',
          expected: '2',
        }),
      ],
    }),
  ]),
  practice('SUS02-BP02', [rule('SUS02-BP02-SlaMatchesProfile', { level: 'info' })]),
];

const PILLAR_REPORTS = PILLARS.map(({ id, name, lensId }) => {
  const practices = PRACTICES.filter((one) => pillarOf(one.id) === id);
  const questions = [...new Set(practices.map((one) => questionOf(one.id)))].map((question) => ({
    id: question.id,
    title: question.title,
    bestPractices: practices.filter((one) => questionOf(one.id) === question),
  }));
  return { id, name, lensId, questions, summary: summaryOf([{ questions }]) };
});

/** A small report with every status and level, and with texts that break a format that does not escape them. */
export const SAMPLE: Report = {
  schema: REPORT_SCHEMA,
  generatedBy: 'cdk-ecommerce-architecture@1.2.3',
  evaluationDate: '2026-11-23',
  framework: FRAMEWORK,
  workloads: [
    { path: SHOP, profile: 'production', enforced: true, resources: 143, exempt: 4 },
    { path: BACK_OFFICE, profile: 'development', enforced: false, resources: 12, exempt: 0 },
  ],
  summary: summaryOf(PILLAR_REPORTS),
  pillars: PILLAR_REPORTS,
  tradeOffs: [
    {
      workload: SHOP,
      favoured: 'REL11-BP05-NatGatewayPerAz',
      against: 'COST08-BP02-NatCountFitsProfile',
      reason: 'A gateway in each zone keeps the others reaching the internet | it costs about 35 $ a month & zone.',
    },
  ],
  acknowledgements: [{ ...ACCEPTED, covers: [`${SHOP}/Web/Listener`] }],
  problems: [
    {
      kind: 'unknown',
      id: 'REL99-BP01-Typo<b>',
      at: SHOP,
      location: 'lib/shop.ts:50',
      message: 'No rule has the id REL99-BP01-Typo<b>; did you mean REL10-BP01-MultiAzEveryTier?',
    },
    {
      kind: 'stale',
      id: 'SEC08-BP02-EncryptedAtRest',
      at: '',
      message: 'No resource below the construct fails this rule: remove the acknowledgement.',
    },
    {
      kind: 'expired',
      id: 'PERF02-BP01-CurrentGenerationInstances',
      at: SHOP,
      message: 'It counted until 2026-01-31: fix the finding, or acknowledge it with a later date.',
    },
    {
      kind: 'without-reason',
      id: 'COST08-BP02-NatCountFitsProfile',
      at: SHOP,
      message: 'It gives no reason, so it does not count.',
    },
    {
      kind: 'fatal',
      id: 'SEC02-BP03-NoPlaintextSecrets',
      at: BACK_OFFICE,
      message: 'The rule cannot be acknowledged: change the resource.',
    },
  ],
};

/** A report without findings, so that the sections about findings are empty. */
export const CLEAN: Report = (() => {
  const pillars = PILLAR_REPORTS.map((pillar) => {
    const questions = pillar.questions.map((question) => ({
      ...question,
      bestPractices: question.bestPractices.map(compliant),
    }));
    return { ...pillar, questions, summary: summaryOf([{ questions }]) };
  });
  return {
    ...SAMPLE,
    pillars,
    summary: summaryOf(pillars),
    tradeOffs: [],
    acknowledgements: [],
    problems: [],
    workloads: SAMPLE.workloads.slice(0, 1),
  };
})();

function compliant(one: PracticeReport): PracticeReport {
  if (one.status === 'not-assessable') return one;
  const rules = one.rules.map((each): RuleReport => ({
    ...each,
    status: 'compliant',
    evidence: each.evidenceAt === undefined ? [evidence(each.id, {})] : [],
  }));
  return { ...one, rules, status: 'compliant' };
}
