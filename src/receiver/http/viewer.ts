/** A server-sent event. */
export interface Message {
  readonly event: string;
  readonly data: string;
  readonly id?: string;
  readonly retry?: number;
}

/** A page that is open somewhere, and reads as fast as it can. */
export interface Viewer {
  /** Sends them, or, while it has not taken what was sent before, the latest state in their place once it has. */
  send(messages: readonly Message[]): void;
  end(): void;
  /** Resolves when nobody looks any more. */
  readonly ended: Promise<void>;
}

export interface ViewerOptions {
  /** What it is told first. */
  readonly begin: () => Promise<readonly Message[]>;
  /** Resolves once it is taken. */
  readonly write: (message: Message) => Promise<void>;
  /** All that somebody has to know who has missed something. */
  readonly catchUp: () => Promise<readonly Message[]>;
  readonly onError: (error: unknown) => void;
}

/** Milliseconds after which a page that takes nothing is given up; it comes again by itself. */
const PATIENCE = 30_000;

/** Of each page no more waits here than one message of a kind, and only until it is given up. */
export function createViewer({ begin, write, catchUp, onError }: ViewerOptions): Viewer {
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  let isBusy = false;
  let hasMissed = false;
  /** The last of those that say how things are, by kind: it makes those before it needless. */
  const states = new Map<string, Message>();

  async function drain(messages: Promise<readonly Message[]>): Promise<void> {
    isBusy = true;
    try {
      for (let next = await messages; next.length > 0; next = await takeMissed()) await writeAll(next);
      isBusy = false;
    } catch (error) {
      onError(error);
      end();
    }
  }

  async function writeAll(messages: readonly Message[]): Promise<void> {
    const timer = setTimeout(end, PATIENCE);
    try {
      for (const message of messages) await write(message);
    } finally {
      clearTimeout(timer);
    }
  }

  async function takeMissed(): Promise<readonly Message[]> {
    const missed = hasMissed;
    hasMissed = false;
    const rows = missed ? await catchUp() : [];
    const next = [...rows, ...states.values()];
    states.clear();
    return next;
  }

  void drain(begin());
  return {
    ended,
    end: () => end(),
    send(messages) {
      if (!isBusy) return void drain(Promise.resolve(messages));
      for (const message of messages) {
        if (message.event === "overview" || message.event === "figures") states.set(message.event, message);
        else hasMissed = true;
      }
    },
  };
}
