import { type Browser, firefox } from "playwright-core";
import { getProgram, preparePrograms } from "../engines/programs.ts";
import { getBrowserPath, openBrowser } from "../helpers/chromium.ts";

/** What the hosts can be opened in. */
export interface HostEngine {
  /** It is there before the first test. */
  prepare(): void;
  open(): Promise<Browser>;
}

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

/** Debian's Firefox, or the one that FIREFOX_PATH names, as Playwright drives it: no build of its own is needed. */
const openFirefox = (): Promise<Browser> => {
  bearWhatIsUnknown();
  // With a mouse, which a machine without a screen has none of.
  const mouse = { "ui.primaryPointerCapabilities": 6, "ui.allPointerCapabilities": 6 };
  const firefoxUserPrefs = { "ui.prefersReducedMotion": 1, ...mouse };
  return firefox.launch({ channel: "moz-firefox", executablePath: getProgram("firefox"), firefoxUserPrefs });
};

const ENGINES: Readonly<Record<string, HostEngine>> = {
  chromium: { prepare: () => void getBrowserPath(), open: openBrowser },
  firefox: { prepare: () => preparePrograms(["firefox"]), open: openFirefox },
};

/** The name of the engine that HOSTS_ENGINE gives; Chromium without it. */
export const ENGINE = process.env.HOSTS_ENGINE || "chromium";

/** @throws Error that names what HOSTS_ENGINE may be. */
export function getEngine(): HostEngine {
  const engine = ENGINES[ENGINE];
  if (engine) return engine;
  throw new Error(`HOSTS_ENGINE: found ${ENGINE}, expected one of ${Object.keys(ENGINES).join(", ")}`);
}
