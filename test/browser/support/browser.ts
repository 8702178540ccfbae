import { readFileSync } from 'fs';
import puppeteer, { Browser, Page, Viewport } from 'puppeteer-core';

export const PHONE: Viewport = { width: 390, height: 844, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
export const DESKTOP: Viewport = { width: 1280, height: 900 };

/** A finding that keeps somebody from using a page. */
export interface Barrier {
  readonly page: string;
  readonly rule: string;
  readonly targets: readonly string[];
}

export async function launch(): Promise<Browser> {
  return puppeteer.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
}

/** A visitor with cookies of their own, whose browser notes everything that it complains about. */
export class Visitor {
  static async arrive(browser: Browser, url: string, viewport: Viewport, options: { readonly javaScript: boolean; readonly dark?: boolean }): Promise<Visitor> {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport(viewport);
    await page.setJavaScriptEnabled(options.javaScript);
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: options.dark ? 'dark' : 'light' }]);
    return new Visitor(page, url);
  }

  readonly complaints: string[] = [];

  private constructor(readonly page: Page, private readonly url: string) {
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
    await Promise.all([this.page.waitForNavigation({ waitUntil: 'load' }), this.page.locator(`::-p-aria([name="${name}"][role="${role}"])`).click()]);
  }

  async type(label: string, text: string): Promise<void> {
    await this.page.locator(`::-p-aria([name="${label}"][role="textbox"])`).fill(text);
  }

  async text(): Promise<string> {
    return this.page.$eval('main', (main) => main.innerText);
  }

  /** Opens the page again until it says so: nothing pushes to a browser without JavaScript. */
  async until(said: RegExp, seconds = 30): Promise<void> {
    for (const end = Date.now() + seconds * 1000; !said.test(await this.text());) {
      if (Date.now() > end) throw new Error(`not within ${seconds} s: ${String(said)} in ${await this.text()}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
      await this.page.reload({ waitUntil: 'load' });
    }
  }

  /** What axe finds serious or critical on the page as it stands. */
  async barriers(): Promise<readonly Barrier[]> {
    await this.page.evaluate(AXE);
    const { violations } = await this.page.evaluate(async () => (window as unknown as { axe: Axe }).axe.run());
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => ({ page: this.page.url(), rule: id, targets: nodes.map(({ target }) => target.join(' ')) }));
  }

  /** Whether the page is wider than the screen: somebody would have to scroll sideways. */
  async overflows(): Promise<boolean> {
    return this.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1);
  }

  async leave(): Promise<void> {
    await this.page.browserContext().close();
  }
}

interface Axe {
  run(): Promise<{ readonly violations: readonly { readonly id: string; readonly impact: string; readonly nodes: readonly { readonly target: readonly string[] }[] }[] }>;
}

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
