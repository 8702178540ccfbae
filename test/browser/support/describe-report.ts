import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { pathToFileURL } from 'url';
import { Browser } from 'puppeteer-core';
import { DESKTOP, launch, PHONE, Visitor } from './browser';
import { Pictures } from './pictures';

const WAYS = [
  { way: 'desktop', viewport: DESKTOP, javaScript: true, dark: false },
  { way: 'desktop in the dark', viewport: DESKTOP, javaScript: true, dark: true },
  { way: 'phone', viewport: PHONE, javaScript: true, dark: false },
  { way: 'phone in the dark', viewport: PHONE, javaScript: true, dark: true },
  { way: 'desktop without JavaScript', viewport: DESKTOP, javaScript: false, dark: false },
  { way: 'phone without JavaScript, in the dark', viewport: PHONE, javaScript: false, dark: true },
];

const MOST_TABS = 300;

/** Tests reports that are opened from a disk, without a network. */
export function describeReports(reports: readonly (readonly [name: string, html: string])[]): void {
  let folder: string;
  let browser: Browser;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'well-architected-report-'));
    for (const [index, [, html]] of reports.entries()) writeFileSync(join(folder, `${index}.html`), html);
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  describe.each(reports.map(([name], index) => ({ name, file: `${index}.html` })))(
    'the Well-Architected report, $name',
    ({ name, file }) => {
      describe.each(WAYS)('$way', ({ way, viewport, javaScript, dark }) => {
        let visitor: Visitor;
        let requests: string[];

        beforeEach(async () => {
          visitor = await Visitor.arrive(browser, `${pathToFileURL(folder).href}/`, viewport, { javaScript, dark });
          requests = [];
          visitor.page.on('request', (request) => requests.push(request.url()));
          await visitor.open(file);
        });
        afterEach(async () => {
          expect(visitor.complaints).toEqual([]);
          expect(requests.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([]);
          await visitor.leave();
        });

        test('it has no accessibility problem, closed and with everything open', async () => {
          await new Pictures(visitor, way).take(`report ${name}`);
          expect({ barriers: await visitor.barriers(), overflows: await visitor.overflows() }).toEqual({
            barriers: [],
            overflows: false,
          });
          await visitor.page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');
          expect({ barriers: await visitor.barriers(), overflows: await visitor.overflows() }).toEqual({
            barriers: [],
            overflows: false,
          });
        });

        test('a best practice can be opened by the keyboard', async () => {
          const arrived = async () =>
            (await visitor.page.evaluate('document.activeElement.matches(".practice > summary")')) as boolean;
          for (let tabs = 0; tabs < MOST_TABS && !(await arrived()); tabs++) await visitor.page.keyboard.press('Tab');
          expect(await arrived()).toBe(true);
          expect(await visitor.page.evaluate('document.activeElement.parentElement.open')).toBe(false);
          await visitor.page.keyboard.press('Enter');
          expect(await visitor.page.evaluate('document.activeElement.parentElement.open')).toBe(true);
        });

        test('an address that names a best practice or a rule opens it', async () => {
          const ids = (await visitor.page.evaluate(
            '[".practice .body", ".rule[id]", ".quiet li"]' +
              '.map((one) => [...document.querySelectorAll(one)].at(-1)?.id)',
          )) as string[];
          for (const id of ids.filter(Boolean)) {
            await visitor.open('about:blank');
            await visitor.open(`${file}#${id}`);
            const seen = await visitor.page.evaluate(`(() => {
            const { top, bottom, height } = document.getElementById("${id}").getBoundingClientRect();
            return height > 0 && top < innerHeight && bottom > 0;
          })()`);
            expect({ id, seen }).toEqual({ id, seen: true });
          }
        });

        test(
          javaScript ? 'search and filter show the matching best practices' : 'there is no filter without JavaScript',
          async () => {
            const shown = async () =>
              visitor.page.evaluate(
                '[...document.querySelectorAll("[data-practice]")].filter((one) => !one.hidden).length',
              ) as Promise<number>;
            const all = await shown();
            if (!javaScript) {
              expect(await visitor.page.evaluate('document.getElementById("filter").checkVisibility()')).toBe(false);
              return;
            }
            const id = (await visitor.page.evaluate('document.querySelector(".practice .body").id')) as string;
            await visitor.page.type('#filter-words', id);
            expect(await shown()).toBeGreaterThan(0);
            expect(await shown()).toBeLessThan(all);
            expect(await visitor.page.evaluate('document.getElementById("filter-told").textContent')).toBe(
              `${await shown()} of ${all} best practices match`,
            );
            expect(
              await visitor.page.evaluate('document.querySelector(".practice:not([hidden])").checkVisibility()'),
            ).toBe(true);
            await visitor.page.evaluate('document.getElementById("filter-words").value = ""');
            await visitor.page.select('#filter-status', 'compliant');
            expect(
              await visitor.page.evaluate(
                '[...document.querySelectorAll("[data-status]:not([hidden])")]' +
                  '.every((one) => one.dataset.status === "compliant")',
              ),
            ).toBe(true);
            await visitor.page.select('#filter-status', '');
            expect(await shown()).toBe(all);
          },
        );

        test('a printed report shows everything', async () => {
          await visitor.page.emulateMediaType('print');
          expect(
            await visitor.page.evaluate(
              '[...document.querySelectorAll(".practice .body, .quiet li")]' +
                '.filter((one) => one.getBoundingClientRect().height === 0).length',
            ),
          ).toBe(0);
          expect(await visitor.page.evaluate('document.getElementById("filter").checkVisibility()')).toBe(false);
        });
      });
    },
  );
}
