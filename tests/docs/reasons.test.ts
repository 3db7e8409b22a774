import { describe, expect, test } from "vitest";
import { explainReason } from "../../src/sdk/domain/decide/explain.ts";
import type { Busy, Reason, Waiting, Withheld } from "../../src/sdk/domain/decide/reasons.ts";
import { getCode, getRows, readDocument } from "./document.ts";

const gap = "stuck";
const at = 0;
const until = 0;

/** One of each: a code that is not here does not compile. */
const REASONS: { readonly [C in Reason["code"]]: Reason & { readonly code: C } } = {
  paused: { code: "paused" },
  "not-asked-for": { code: "not-asked-for" },
  page: { code: "page" },
  if: { code: "if" },
  untimely: { code: "untimely" },
  busy: { code: "busy", why: "typing" },
  backoff: { code: "backoff", row: 2, until },
  waiting: { code: "waiting", for: "pointer" },
  undrawn: { code: "undrawn", why: "file" },
  withheld: { code: "withheld", by: "consent" },
  "gap-paused": { code: "gap-paused", gap },
  "gap-not-started": { code: "gap-not-started", gap },
  "gap-bridged": { code: "gap-bridged", gap, at },
  "gap-not-for": { code: "gap-not-for", gap },
  segment: { code: "segment", gap, is: undefined, wanted: ["free"] },
  "gap-not-open": { code: "gap-not-open", gap },
  "not-chosen": { code: "not-chosen", gap, by: "other" },
  "held-out": { code: "held-out", gap },
  completed: { code: "completed", at },
  dismissed: { code: "dismissed", at },
  once: { code: "once", at },
  snoozed: { code: "snoozed", until },
  repeat: { code: "repeat", until },
  outranked: { code: "outranked", by: "other" },
  "waits-for": { code: "waits-for", by: "other" },
  rung: { code: "rung", until },
  capped: { code: "capped", limit: "perDay", count: 1, of: 1 },
  apart: { code: "apart", until },
  unless: { code: "unless" },
  quiet: { code: "quiet" },
  "tips-paused": { code: "tips-paused" },
};

const WITHHELD: Readonly<Record<Withheld, true>> = {
  audience: true,
  consent: true,
  "opt-out": true,
  progress: true,
  pause: true,
  off: true,
  asked: true,
};

const WAITING: { readonly [W in Waiting["for"]]: true } = {
  target: true,
  hidden: true,
  covered: true,
  sight: true,
  pointer: true,
  drawing: true,
};
const UNDRAWN: Readonly<Record<Extract<Reason, { code: "undrawn" }>["why"], true>> = {
  file: true,
  container: true,
  removed: true,
};

const BUSY: Readonly<Record<Busy, true>> = {
  settling: true,
  typing: true,
  acting: true,
  dialog: true,
  "full-screen": true,
  hidden: true,
  "other-tab": true,
  idle: true,
};

const rows = getRows(readDocument("docs/config.md"), "reason");
const named = rows.flatMap(([codes]) => getCode(codes!));
const getAdvice = (code: string): string => rows.find(([codes]) => codes!.includes(`\`${code}\``))?.[1] ?? "";

describe('"When a guide does not show"', () => {
  test("has each reason that keeps a guide away, and no other", () => {
    expect(named.toSorted()).toEqual(Object.keys(REASONS).toSorted());
  });

  test.each(Object.keys(WAITING))("says what a guide waits for: %s", (what) => {
    expect(getCode(getAdvice("waiting"))).toContain(what);
  });

  test.each(Object.keys(WITHHELD))("says what to do where all are withheld by %s", (by) => {
    expect(getCode(getAdvice("withheld"))).toContain(by);
  });

  test.each(Object.keys(UNDRAWN))("says what keeps a guide from being drawn: %s", (why) => {
    expect(getCode(getAdvice("undrawn"))).toContain(why);
  });

  test.each(Object.keys(BUSY))("says when the moment is bad: %s", (why) => {
    expect(getCode(getAdvice("busy"))).toContain(why);
  });
});

test.each(Object.entries(REASONS))("%s has words", (_, reason) => {
  expect(explainReason(reason)).toMatch(/\w+ \w+/);
});
