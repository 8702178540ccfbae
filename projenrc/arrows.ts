interface Zone {
  readonly target: string | string[];
  readonly from: string | string[];
  readonly except?: string[];
  readonly message: string;
}

// Each row may import the rows before it, and rooms of one row do not import each other. `test/layout/arrows.test.ts`
// breaks every arrow and expects the error.
const ROOMS = [
  ['core'],
  ['contract'],
  ['monitoring', 'well-architected'],
  ['network', 'storage'],
  ['database', 'cache', 'mail', 'messaging'],
  ['commerce'],
  ['web'],
  ['edge'],
  ['dns'],
];

const CHECKS = [['framework'], ['workload'], ['rules'], ['engine'], ['report']];

const PILLARS = [
  'operational-excellence',
  'security',
  'reliability',
  'performance-efficiency',
  'cost-optimization',
  'sustainability',
];

const SHOP = [
  ['domain'],
  ['ports'],
  ['application'],
  ['adapters', 'presentation'],
  ['migrations'],
  ['handlers'],
  ['local', 'access'],
];

/** Files of the main construct, which may import all rooms. */
const ROOT = './src/*.ts';

const ROOM_MESSAGE = 'rooms depend one way only (docs/architecture.md, "How the code is laid out")';

/** Zones of the lint rule `import/no-restricted-paths`. */
export function arrows(): Zone[] {
  return [
    ...rowsOf('./src', ROOMS, ROOM_MESSAGE),
    { target: ROOMS.flat().map((room) => `./src/${room}`), from: ROOT, message: ROOM_MESSAGE },
    { target: './src/contract', from: './src/core', message: 'the contract imports nothing' },
    {
      target: [
        ROOT,
        ...ROOMS.flat()
          .filter((room) => room !== 'well-architected')
          .map((room) => `./src/${room}`),
      ],
      from: './src/well-architected',
      except: ['./index.ts'],
      message: 'the checks have one door: src/well-architected/index.ts',
    },
    {
      target: [ROOT, ...ROOMS.flat().map((room) => `./src/${room}`)],
      from: './src/cli',
      message: 'nothing of a command loads in a synth',
    },
    ...rowsOf('./src/well-architected', CHECKS, 'the checks depend one way only: from the framework to the report'),
    {
      target: CHECKS.flat().map((floor) => `./src/well-architected/${floor}`),
      from: './src/well-architected/*.ts',
      message: 'the floors know nothing of the plugin that stands on them',
    },
    ...rowsOf('./src/well-architected/rules', [['support'], PILLARS], 'rules share what is in rules/support only'),
    ...rowsOf('./shop', SHOP, 'the layers of the shop depend one way only: from the domain to the entry points'),
    { target: './bench/hand-written', from: './src', message: 'what the library is compared with does not use it' },
    { target: './src', from: './shop', message: 'constructs never import what runs on them' },
    {
      target: './shop',
      from: './src',
      except: ['./contract'],
      message: 'what runs on the architecture shares only the contract with the constructs',
    },
  ];
}

function rowsOf(folder: string, rows: readonly string[][], message: string): Zone[] {
  return rows.flatMap((row, level) =>
    row.flatMap((part) => {
      const unseen = [...row.filter((other) => other !== part), ...rows.slice(level + 1).flat()];
      const from = unseen.map((other) => `${folder}/${other}`);
      return from.length === 0 ? [] : [{ target: `${folder}/${part}`, from, message }];
    }),
  );
}
