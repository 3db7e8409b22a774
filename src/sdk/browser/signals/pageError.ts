import { readRecord } from "../../domain/lib/readRecord.ts";
import { type Detector, listen } from "./detector.ts";

/** What fails once often fails in a row: that is one trouble, not ten. */
const APART_MS = 5_000;

/**
 * Something went wrong in the page and nobody caught it. Left out is what has no error to show (scripts of other origins,
 * the notices of `ResizeObserver`), requests that were called off, and errors of browser extensions and of Milepost's own
 * files. What it says is not read.
 */
export const detectError: Detector = ({ page, end }, onSignal) => {
  let last = Number.NEGATIVE_INFINITY;
  const note = (fault: unknown, at: number, source = ""): void => {
    const { name, stack = "" } = readRecord(fault);
    if (fault == null || name === "AbortError" || isForeign(`${source} ${stack}`)) return;
    if (at - last < APART_MS) return;
    last = at;
    onSignal();
  };
  listen(page, "error", end, ({ error, filename, timeStamp }) => note(error, timeStamp, filename));
  listen(page, "unhandledrejection", end, ({ reason, timeStamp }) => note(reason, timeStamp));
};

const isForeign = (places: string): boolean =>
  /-extension:|webkit-masked-url:|\/milepost(-\w+-[\w-]+)?\.js\b/.test(places);
