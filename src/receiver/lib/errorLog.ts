import type { WriteLine } from "./lines.ts";

/** Lines a minute: whoever finds a way to an error shall not fill the disk with it. */
const MOST = 10;
const MINUTE = 60_000;
/** Characters of a message. */
const LONGEST = 300;
/** Lines of where it happened. */
const FRAMES = 3;

/** Notes an error that nobody expected, without what anybody has sent. */
export type ErrorLog = (error: unknown) => void;

/** @param now Epoch milliseconds. @param write Takes one entry. */
export function createErrorLog(now: () => number, write: WriteLine): ErrorLog {
  let began = Number.NEGATIVE_INFINITY;
  let written = 0;
  let left = 0;
  return (error) => {
    const at = now();
    if (Math.abs(at - began) >= MINUTE) {
      if (left > 0) write(`${left} more errors were not written down`, "error");
      [began, written, left] = [at, 0, 0];
    }
    if (written < MOST) write(describeError(error), "error");
    else left += 1;
    written += 1;
  };
}

/**
 * Its name, its code and its message. A database quotes in its message, and tells beside it, what it was given: the
 * first is cut, and the second, with its stack, is left out.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return `Something was thrown that is no error: ${typeof error}`;
  const code = "code" in error ? ` (${String(error.code).slice(0, 40)})` : "";
  const isOfDatabase = "query" in error || "severity" in error || "routine" in error;
  const where = isOfDatabase ? [] : getFrames(error);
  return [`${error.name}${code}: ${cut(error.message)}`, ...where].join("\n");
}

/** Also a quotation that does not end. */
const cut = (message: string): string =>
  message
    .replace(/(["'`])(?:(?!\1).)*(?:\1|$)/gs, "$1…$1")
    .replace(/\p{Cc}+/gu, " ")
    .slice(0, LONGEST);

const getFrames = ({ stack = "" }: Error): string[] =>
  stack
    .split("\n")
    .filter((line) => /^ {4}at /.test(line))
    .slice(0, FRAMES);
