/**
 * Starts a built file of the script tag in a page that is none, and prints which of its functions were called: a list of
 * the first and last places in its code. `node build/startCalls.mjs FILE CONTENT`: what is in FILE once it is written.
 */
import { readFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";

const [file, content] = process.argv.slice(2).map((path) => pathToFileURL(resolve(path)).href);

const always = { kind: "all", of: [] };
const milestone = (id) => ({ id, title: id, level: "user", when: { kind: "event", counter: id }, was: [] });
const PLAN = {
  format: 1,
  product: "start",
  version: "1",
  for: always,
  status: "live",
  consent: "guide-only",
  locale: { default: "en", available: [] },
  counters: ["one", "other"].map((key) => ({ key, events: [key], where: [], count: 1 })),
  signals: [],
  elements: [],
  sessions: 1,
  milestones: [milestone("one"), milestone("other")],
  segments: [],
  journeys: [{ id: "way", title: "Way", milestones: ["one", "other"] }],
  gaps: [
    {
      id: "gap",
      from: "one",
      to: "other",
      bridge: [{ show: ["tip"] }],
      holdout: { share: 0 },
      status: "live",
    },
  ],
  guides: [
    {
      id: "tip",
      type: "tooltip",
      target: [{ css: "a" }],
      repeat: "once",
      priority: 0,
      actions: [],
      status: "live",
    },
  ],
  docs: [],
  needs: [],
  watched: { on: {}, ofAccount: [] },
  limits: { interruptions: {}, byType: {} },
};

const listener = { addEventListener() {}, removeEventListener() {} };
class HTMLScriptElement {
  src = file;
  dataset = { config: "/plan.json", debug: "off" };
}

/** What is there of a user who is left alone: most pages start so. */
const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const rest = {
  of: [version, PLAN.version, PLAN.consent, new Date().getTimezoneOffset()].join(" "),
  active: Date.now() - 1_000,
  until: Number.POSITIVE_INFINITY,
  session: Date.now() - 1_000,
  admits: true,
  events: ["one", "other"],
  said: [],
  progress: { milestones: { one: null, other: null }, journeys: [], gaps: [], segment: null },
  facts: [],
};

/** As much of a database as a page asks for. */
const records = new Map([["who", { anonymousId: "a", replica: "r", rest }]]);
const answer = (result) => {
  const request = { result };
  queueMicrotask(() => request.onsuccess?.());
  return request;
};
const store = {
  get: (key) => answer(records.get(key)),
  put: (value, key) => void records.set(key, value),
  delete: (key) => void records.delete(key),
};
const database = {
  createObjectStore() {},
  transaction() {
    const transaction = { db: database, objectStore: () => ({ ...store, transaction }) };
    setTimeout(() => transaction.oncomplete?.(), 5);
    return transaction;
  },
};
const indexedDB = {
  open() {
    const request = answer(database);
    queueMicrotask(() => request.onupgradeneeded?.());
    return request;
  },
};

const kept = new Map();
const localStorage = {
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, value) => void kept.set(key, value),
  removeItem: (key) => void kept.delete(key),
};
const document = {
  ...listener,
  currentScript: new HTMLScriptElement(),
  documentElement: { lang: "en" },
  baseURI: "https://app.example/",
  visibilityState: "visible",
};
const page = {
  ...listener,
  document,
  localStorage,
  indexedDB,
  HTMLScriptElement,
  navigator: { languages: ["en"], onLine: true },
  location: { href: "https://app.example/", hostname: "app.example" },
  history: {},
  navigation: listener,
  fetch: async () => new Response(JSON.stringify(PLAN)),
  window: globalThis,
};
for (const [name, value] of Object.entries(page))
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });

/** What is said of a start is that it did not come about: nothing is then known of it. */
function refuse(line) {
  console.error(line);
  process.exit(1);
}
console.warn = refuse;

const session = new Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });

const { start } = await import(content);
if (start)
  await start({
    options: { config: "/plan.json", debug: false },
    since: Date.now(),
    createId: () => "id",
    reply: page.fetch(),
    listeners: { on: () => () => {} },
    warn: refuse,
    refuse,
    getSaidConsent() {},
    onRun: (run) => run?.begin(),
    isMore: () => false,
    onReport() {},
    onProgress() {},
    onError: refuse,
    onFault: refuse,
  });
await pause(200);

const { result } = await session.post("Profiler.takePreciseCoverage");
const { functions } = result.find(({ url }) => url === content);
const called = functions.filter(({ ranges: [whole] }) => whole.count > 0);
console.log(
  JSON.stringify(called.map(({ ranges: [{ startOffset, endOffset }] }) => [startOffset, endOffset])),
);
process.exit();
