/** Says how far a command has come with its logs. */
export interface Meter {
  /** So many bytes are to be read, from now on. Where logs are read again, it begins again. */
  begin(bytes: number): void;
  /** Read since the last call. */
  read(bytes: number, lines: number): void;
  /** Takes away what it has written. */
  end(): void;
}

export interface MeterOptions {
  /** Writes to a terminal. */
  readonly write: (text: string) => void;
  /** Milliseconds of a clock that does not jump. */
  readonly now: () => number;
}

/** Nobody watches. */
export const NO_METER: Meter = { begin() {}, read() {}, end() {} };

/** What is over sooner needs no bar; it is drawn anew as often as an eye follows, in milliseconds. */
const SHORT = 500;
const PAUSE = 100;
const WIDTH = 24;
/** To the start of the line, and all of it away. */
const CLEAR = "\r\u001b[K";

/** A bar on one line of a terminal: bytes of bytes, and lines in a second. */
export function createMeter({ write, now }: MeterOptions): Meter {
  const start = now();
  let pass = { since: start, total: 0, bytes: 0, lines: 0 };
  let drawn = start + SHORT - PAUSE;
  let isShown = false;
  return {
    begin(total) {
      pass = { since: now(), total, bytes: 0, lines: 0 };
    },
    read(bytes, lines) {
      pass.bytes += bytes;
      pass.lines += lines;
      const at = now();
      if (at - drawn < PAUSE) return;
      drawn = at;
      isShown = true;
      write(`${CLEAR}${describePass({ ...pass, ms: at - pass.since })}`);
    },
    end() {
      if (isShown) write(CLEAR);
      isShown = false;
    },
  };
}

interface Pass {
  readonly total: number;
  readonly bytes: number;
  readonly lines: number;
  readonly ms: number;
}

const COUNT = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

function describePass({ total, bytes, lines, ms }: Pass): string {
  const share = total === 0 ? 1 : Math.min(1, bytes / total);
  const full = Math.round(share * WIDTH);
  const bar = `${"█".repeat(full)}${"░".repeat(WIDTH - full)}`;
  const rate = COUNT.format((lines / Math.max(ms, 1)) * 1000);
  return `${bar} ${formatBytes(bytes)} of ${formatBytes(total)}, ${rate} lines/s`;
}

const UNITS = ["B", "kB", "MB", "GB", "TB"] as const;

function formatBytes(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const value = bytes / 1000 ** power;
  return `${value.toFixed(power > 0 && value < 10 ? 1 : 0)} ${UNITS[power]}`;
}
