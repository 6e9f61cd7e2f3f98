import puppeteer, { type Browser, type Page } from "puppeteer-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const MACOS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
const ROOT = 0;

/** Path of a Chromium of this machine; undefined where there is none. */
export function findChromium(): string | undefined {
  const folders = (Deno.env.get("PATH") ?? "").split(":").filter(Boolean);
  const paths = folders.flatMap((folder) => NAMES.map((name) => `${folder}/${name}`));
  return [...paths, MACOS].find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
}

/** A browser without a window; it ends when this test ends. */
export class Chromium implements AsyncDisposable {
  readonly #browser: Browser;

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** @param path Of its program. */
  static async start(path: string): Promise<Chromium> {
    // The sandbox refuses to work for root, whom tests in a container often are.
    const args = Deno.uid() === ROOT ? ["--no-sandbox"] : [];
    return new Chromium(await puppeteer.launch({ executablePath: path, args }));
  }

  /** Opens a file in a window of that width, in pixels. */
  async open(file: string, width: number): Promise<Tab> {
    return await Tab.open(await this.#browser.newPage(), `file://${file}`, width);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
  }
}

/** A page, and whatever it should not do. */
export class Tab implements AsyncDisposable {
  readonly page: Page;
  /** What it said on the console, and errors that nobody caught. */
  readonly messages: string[] = [];
  /** Addresses that it asked for besides its own. */
  readonly requests: string[] = [];

  private constructor(page: Page, address: string) {
    this.page = page;
    page.on("console", (message) => this.messages.push(message.text()));
    page.on("pageerror", (error) => this.messages.push(String(error)));
    page.on("request", (request) => {
      // Whatever is in the page itself goes nowhere.
      const url = request.url();
      if (url !== address && !url.startsWith("data:")) this.requests.push(url);
    });
  }

  static async open(page: Page, address: string, width: number): Promise<Tab> {
    const tab = new Tab(page, address);
    await page.setViewport({ width, height: 844 });
    await page.goto(address, { waitUntil: "load" });
    return tab;
  }

  /** Runs an expression in the page. */
  async evaluate<T>(expression: string): Promise<T> {
    return await this.page.evaluate(expression) as T;
  }

  /** Shows the page as a dark screen or a dark printer's preview would. */
  async darken(media: "print" | "screen"): Promise<void> {
    // Both at once: one call of its own for each would undo the other.
    const features = [{ name: "prefers-color-scheme", value: "dark" }];
    const session = await this.page.createCDPSession();
    await session.send("Emulation.setEmulatedMedia", { media, features });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.close();
  }
}
