import { type Browser, type BrowserContext, firefox } from "playwright-core";
import { getProgram } from "../../engines/programs.ts";
import { openBrowser } from "../../helpers/chromium.ts";
import { type HostBrowser, PATIENCE } from "./hostPage.ts";

interface Message {
  readonly id: number;
  readonly method: string;
}

/** What Playwright keeps within it of a browser that it drives over WebDriver BiDi. */
interface Driver {
  connectToTransport(
    transport: { send(message: Message): void; onmessage?(answer: object): void },
    ...more: readonly unknown[]
  ): unknown;
}
interface Within {
  readonly _connection: { toImpl(of: unknown): { readonly _bidiFirefox: Driver } };
}

/** What Playwright sets in each page, and Firefox does not know yet: without an answer no page would open. */
const UNKNOWN = "emulation.setMediaFeaturesOverride";

const bearWhatIsUnknown = (): void => {
  const driver = (firefox as unknown as Within)._connection.toImpl(firefox)._bidiFirefox;
  const connect = driver.connectToTransport.bind(driver);
  driver.connectToTransport = (transport, ...more) => {
    const send = transport.send.bind(transport);
    transport.send = (message) => {
      if (message.method !== UNKNOWN) return send(message);
      queueMicrotask(() => transport.onmessage?.({ type: "success", id: message.id, result: {} }));
    };
    return connect(transport, ...more);
  };
};

export const openChromium = async (): Promise<HostBrowser> => toHostBrowser(await openBrowser());

/** Debian's Firefox, or the one that FIREFOX_PATH names, as Playwright drives it: no build of its own is needed. */
export const openFirefox = async (): Promise<HostBrowser> => {
  bearWhatIsUnknown();
  // With a mouse, which a machine without a screen has none of.
  const mouse = { "ui.primaryPointerCapabilities": 6, "ui.allPointerCapabilities": 6 };
  const firefoxUserPrefs = { "ui.prefersReducedMotion": 1, ...mouse };
  return toHostBrowser(
    await firefox.launch({ channel: "moz-firefox", executablePath: getProgram("firefox"), firefoxUserPrefs }),
  );
};

const toHostBrowser = (browser: Browser): HostBrowser => {
  let last: BrowserContext | undefined;
  return {
    async open(viewport) {
      await last?.close();
      last = await browser.newContext({ viewport, reducedMotion: "reduce" });
      const page = await last.newPage();
      page.setDefaultTimeout(PATIENCE);
      // Firefox tells none of the focus but the page in front.
      await page.bringToFront();
      return page;
    },
    close: () => browser.close(),
  };
};
