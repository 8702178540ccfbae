import { readFileSync } from 'fs';
import puppeteer, { Browser, ElementHandle, Page, Viewport } from 'puppeteer-core';

export const PHONE: Viewport = { width: 390, height: 844, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
export const DESKTOP: Viewport = { width: 1280, height: 900 };

/** An accessibility problem that axe rates serious or critical. */
export interface Barrier {
  readonly page: string;
  readonly rule: string;
  readonly targets: readonly string[];
}

export async function launch(): Promise<Browser> {
  return puppeteer.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
}

/** A visitor with separate cookies, whose browser records its errors. */
export class Visitor {
  static async arrive(
    browser: Browser,
    url: string,
    viewport: Viewport,
    options: { readonly javaScript: boolean; readonly dark?: boolean },
  ): Promise<Visitor> {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport(viewport);
    await page.setJavaScriptEnabled(options.javaScript);
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: options.dark ? 'dark' : 'light' }]);
    return new Visitor(page, url, options.javaScript);
  }

  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly url: string,
    private readonly javaScript: boolean,
  ) {
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  async open(path: string): Promise<number> {
    const response = await this.page.goto(new URL(path, this.url).href, { waitUntil: 'load' });
    return response?.status() ?? 0;
  }

  /** Clicks the element with this role and name, and waits for the next page. */
  async press(name: string, role: 'button' | 'link' = 'button'): Promise<void> {
    const target = await this.page.$(`::-p-aria([name="${name}"][role="${role}"])`);
    if (!target) throw new Error(`${this.page.url()} has no ${role} ${name}`);
    await Promise.all([this.page.waitForNavigation({ waitUntil: 'load' }), this.click(target)]);
  }

  /** Clicks where people see the element. Puppeteer's click waits for scripts, which some visitors do not run. */
  private async click(target: ElementHandle): Promise<void> {
    const { x, y } = await target.evaluate((element) => {
      element.scrollIntoView({ block: 'center' });
      const { left, top, width, height } = element.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    });
    await this.page.mouse.click(x, y, { count: 1 });
  }

  /** Fills in fields by the beginning of their labels, without additions such as `(optional)`. */
  async fill(values: Readonly<Record<string, string>>): Promise<void> {
    for (const [label, text] of Object.entries(values)) {
      const field = await this.page.$(
        `::-p-xpath(//main//input[@id = //label[starts-with(normalize-space(.), "${label}")]/@for])`,
      );
      if (!field) throw new Error(`${this.page.url()} has no field ${label}`);
      await field.evaluate((input) => (input as unknown as { select(): void }).select());
      await field.focus();
      await this.page.keyboard.type(text);
    }
  }

  async search(words: string): Promise<void> {
    await this.page.focus('input[type=search]');
    await this.page.keyboard.type(words);
    await Promise.all([this.page.waitForNavigation({ waitUntil: 'load' }), this.page.keyboard.press('Enter')]);
  }

  /** Returns the address of the first link whose text matches. */
  async firstLink(words: RegExp): Promise<string> {
    const links = (await this.page.evaluate(
      '[...document.querySelectorAll("main a")].map((link) => [link.innerText, link.getAttribute("href")])',
    )) as [string, string][];
    const found = links.find(([text]) => words.test(text));
    if (!found) throw new Error(`${this.page.url()} has no link ${String(words)}`);
    return found[1];
  }

  async text(): Promise<string> {
    return (await this.page.evaluate('document.querySelector("main").innerText')) as string;
  }

  /** Reloads the page until it has the text, because without JavaScript a page does not update. */
  async until(said: RegExp, seconds = 90): Promise<void> {
    for (const end = performance.now() + seconds * 1000; !said.test(await this.text());) {
      if (performance.now() > end) throw new Error(`not within ${seconds} s: ${String(said)} in ${await this.text()}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
      await this.page.reload({ waitUntil: 'load' });
    }
  }

  /** Returns the serious and critical findings of axe. It needs JavaScript; the pages are the same without it. */
  async barriers(): Promise<readonly Barrier[]> {
    if (!this.javaScript) return [];
    await this.page.evaluate(AXE);
    const { violations } = (await this.page.evaluate('axe.run()')) as AxeResults;
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => ({
        page: this.page.url(),
        rule: id,
        targets: nodes.map(({ target }) => target.join(' ')),
      }));
  }

  /** True when the page is wider than the screen. */
  async overflows(): Promise<boolean> {
    return (await this.page.evaluate('document.documentElement.scrollWidth > window.innerWidth + 1')) as boolean;
  }

  async leave(): Promise<void> {
    await this.page.browserContext().close();
  }
}

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string;
    readonly nodes: readonly { readonly target: readonly string[] }[];
  }[];
}

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
