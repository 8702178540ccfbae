import { readFileSync } from 'fs';
import puppeteer, { Browser, ElementHandle, Page, Viewport } from 'puppeteer-core';

export const PHONE: Viewport = { width: 390, height: 844, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
export const DESKTOP: Viewport = { width: 1280, height: 900 };

/** A finding that keeps somebody from using a page. */
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

/** A visitor with cookies of their own, whose browser notes everything that it complains about. */
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

  /** Presses what has this name and waits for the page that it leads to. */
  async press(name: string, role: 'button' | 'link' = 'button'): Promise<void> {
    const target = await this.page.$(`::-p-aria([name="${name}"][role="${role}"])`);
    if (!target) throw new Error(`${this.page.url()} has no ${role} ${name}`);
    await Promise.all([this.page.waitForNavigation({ waitUntil: 'load' }), this.click(target)]);
  }

  /** With the mouse where people see it. The driver's own click waits for scripts of the page, which never run for some visitors. */
  private async click(target: ElementHandle): Promise<void> {
    const { x, y } = await target.evaluate((element) => {
      element.scrollIntoView({ block: 'center' });
      const { left, top, width, height } = element.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    });
    await this.page.mouse.click(x, y, { count: 1 });
  }

  /** By the labels that people see; `(optional)` and the like behind them do not matter. */
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

  /** The address of the first link whose words fit. */
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

  /** Opens the page again until it says so: nothing pushes to a browser without JavaScript. */
  async until(said: RegExp, seconds = 30): Promise<void> {
    for (const end = Date.now() + seconds * 1000; !said.test(await this.text());) {
      if (Date.now() > end) throw new Error(`not within ${seconds} s: ${String(said)} in ${await this.text()}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
      await this.page.reload({ waitUntil: 'load' });
    }
  }

  /** What axe, a script, finds serious or critical on the page as it stands. The pages are the same for who runs none. */
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

  /** Whether the page is wider than the screen: somebody would have to scroll sideways. */
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
