import type { Reading } from "./readMoments.ts";

/** A page pattern in the form of an address: what the address bar shows in letters stands there in percent signs. */
export function readPage(given: unknown): Reading {
  const pattern = `${given}`.trim();
  if (!/^([/*#?]|https?:\/\/)/.test(pattern))
    return { expected: "a path like /invoices", meant: toPath(pattern) };
  const whole = /^https?:\/\/[^/*]+$/.test(pattern) ? `${pattern}/` : pattern;
  return { value: whole.replace(/[^\x21-\x7e]+/g, encodeURIComponent) };
}

function toPath(pattern: string): string {
  const isHost = /^[\w-]+(\.[\w-]+)+(:\d+)?(\/|$)|^localhost\b/.test(pattern);
  // As a regular expression has it too.
  return isHost ? `https://${pattern}` : `/${pattern.replace(/^[.^]*\\?\/|\$$/g, "")}`;
}
