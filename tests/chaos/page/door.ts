/** What the pages here offer to whoever drives them: methods that take and give JSON, so that any browser's driver will do. */
import type { Milepost } from "../../../src/sdk/milepost.ts";
import { createRandom } from "../../../src/testing/createRandom.ts";
import { type BentTime, bendTime } from "./bendTime.ts";
import { breakStorage, STORAGES } from "./breakStorage.ts";
import { mutateRecords, type Stored, takeStock } from "./records.ts";

/** Events that carry their numbers, so that the receiver's rows can be held against them. */
export interface Burst {
  readonly from: number;
  readonly count: number;
  readonly event?: string;
  /** Properties of all of them. */
  readonly with?: Readonly<Record<string, unknown>>;
  /** Length of a text that each carries. */
  readonly pad?: number;
  /** Place of one that carries `poison`. */
  readonly poison?: number;
}

/** Bursts of 1 to `most` events, up to `pause` ms apart. After each `urgent` events comes one that reaches a milestone. */
export interface Stream extends Burst {
  readonly seed: number;
  readonly most: number;
  readonly pause: number;
  readonly urgent?: number;
  /** The next milestone's number. */
  readonly step: number;
}

/** An event of a burst and the id that `track` resolved to; what was refused has none. */
export type Resolved = readonly [n: number, id: string | null];

export interface Door {
  ready(): Promise<void>;
  /** Tracks all in one task. */
  track(burst: Burst): Promise<Resolved[]>;
  /** As `track`, without waiting for it. */
  begin(burst: Burst): void;
  stream(stream: Stream): Promise<Resolved[]>;
  call(method: "identify" | "group" | "reset" | "optIn" | "optOut" | "destroy", ...given: string[]): void;
  /** Whether requests to the endpoint fail at once, as behind a content blocker. */
  block(blocked: boolean): void;
  /** Whether the browser says that it has a network; without one, requests fail. */
  connect(online: boolean): void;
  move(ms: number): void;
  skip(ms: number): void;
  /** Everything that came to be uncaught in this page, and how many timers ran. */
  report(): { readonly faults: string[]; readonly ran: number; readonly asked: number };
  stock(): Promise<Stored>;
  mutate(seed: number, share: number): Promise<{ ids: string[]; count: number }>;
}

declare global {
  interface Window {
    chaos: Door;
    /** Where a driver listens: the numbers of events that were resolved, which outlive the page's process. */
    told?: (numbers: number[]) => unknown;
  }
}

const STEP = "Step";
/** Of the machine's time. */
const READY_MS = 15_000;
/** Chance does not get smaller when a database packs it. */
const createText = (length: number): string =>
  Array.from({ length: Math.ceil(length / 8) }, () => Math.random().toString(36).slice(2, 10).padEnd(8, "x"))
    .join("")
    .slice(0, length);

const getMilepost = (): Milepost => window.milepost as Milepost;

/** Who is signed in at the vendor's own server. */
interface Session {
  user: string;
}

function createDoor(time: BentTime, faults: readonly string[], network: Network, session: Session): Door {
  const send = (n: number, event: string, properties: object): Promise<Resolved> =>
    getMilepost()
      .track(event, { ...properties, n })
      .then((id) => {
        if (id !== undefined) void window.told?.([n]);
        return [n, id ?? null];
      });

  const track = ({ from, count, event = "Thing Done", with: more, pad, poison }: Burst) =>
    Promise.all(
      Array.from({ length: count }, (_, i) =>
        send(from + i, event, {
          ...more,
          ...(pad && { pad: createText(pad) }),
          ...(i === poison && { poison: true }),
        }),
      ),
    );

  async function stream({ seed, most, pause, urgent = 50, step, ...burst }: Stream): Promise<Resolved[]> {
    const random = createRandom(seed);
    const all: Array<Promise<Resolved[]>> = [];
    let left = urgent;
    for (let done = 0; done < burst.count; ) {
      const count = Math.min(1 + Math.floor(random() * most), burst.count - done);
      const isUrgent = (left -= count) <= 0;
      if (isUrgent) left = urgent;
      const event = isUrgent ? { event: `${STEP} ${step++}` } : {};
      all.push(track({ ...burst, ...event, from: burst.from + done, count }));
      done += count;
      await new Promise((resolve) => network.pause(resolve, random() * pause));
    }
    return (await Promise.all(all)).flat();
  }

  return {
    ready: () =>
      new Promise((resolve, reject) => {
        network.pause(() => reject(new Error("never ready")), READY_MS);
        getMilepost().ready().then(resolve, reject);
      }),
    track,
    begin: (burst) => void track(burst),
    stream,
    call(method, ...given) {
      if (method === "identify") session.user = given[0]!;
      if (method === "reset") session.user = "";
      (getMilepost() as unknown as Record<string, (...given: string[]) => void>)[method]!(...given);
    },
    block: (blocked) => void (network.blocked = blocked),
    connect: (online) => void (network.online = online),
    move: time.move,
    skip: time.skip,
    report: () => ({ faults: [...faults], ran: time.ran(), asked: network.asked }),
    stock: takeStock,
    mutate: mutateRecords,
  };
}

interface Network {
  blocked: boolean;
  online: boolean;
  /** Requests that the page began. */
  asked: number;
  /** The machine's own timer. */
  pause(run: (value: unknown) => void, ms: number): void;
}

/** Requests to the endpoint, before the SDK comes to know `fetch`. */
function bendNetwork(page: Window & typeof globalThis): Network {
  const { fetch, setTimeout } = page;
  const network: Network = {
    blocked: false,
    online: true,
    asked: 0,
    pause: (run, ms) => void setTimeout(run, ms, undefined),
  };
  Object.defineProperty(page.navigator, "onLine", { get: () => network.online });
  page.fetch = (to, init) => {
    const isReport = init?.method === "POST";
    if (isReport) network.asked++;
    return isReport && (network.blocked || !network.online)
      ? Promise.reject(new TypeError("Failed to fetch"))
      : fetch(to, init);
  };
  return network;
}

/** Begins as a page does whose server signs who is at work; without a network there is no token. */
function beginSigned(session: Session, network: Network): void {
  const { pathname } = location;
  const token = async (): Promise<string> => {
    if (!network.online) throw new TypeError("Failed to fetch");
    return (await fetch(`${pathname}token?user=${session.user}`)).text();
  };
  window.milepost = [["init", { config: `${pathname}milepost.json`, token }]];
}

/** All that nobody has caught. What the SDK warns of is not among it. */
function gatherFaults(page: Window): string[] {
  const faults: string[] = [];
  page.addEventListener("error", ({ message }) => faults.push(message));
  page.addEventListener("unhandledrejection", ({ reason }) => faults.push(`unhandled: ${reason}`));
  return faults;
}

const asked = new URLSearchParams(location.search);
const storage = STORAGES.find((one) => one === asked.get("storage"));
if (storage) breakStorage(window, storage);
if (asked.has("lockless")) Object.defineProperty(navigator, "locks", { value: undefined });
const network = bendNetwork(window);
const session: Session = { user: asked.get("tokens") ?? "" };
if (asked.has("tokens")) beginSigned(session, network);
window.chaos = createDoor(
  bendTime(window, Number(asked.get("speed") ?? 1), Number(asked.get("ahead") ?? 0)),
  gatherFaults(window),
  network,
  session,
);
