import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import type { StoredRecord } from "../../database/people/people.ts";
import type { About, PersonFile } from "./personFile.ts";

const STYLES = `
:root { color-scheme: light dark; font: 15px/23px system-ui, sans-serif; font-variant-numeric: tabular-nums;
  --text: #16181d; --muted: #5b6270; --line: #e3e6eb; --page: #ffffff; }
@media (prefers-color-scheme: dark) {
  :root { --text: #eef0f4; --muted: #a5acba; --line: #343945; --page: #121419; }
}
* { box-sizing: border-box; }
body { max-inline-size: 900px; margin: 0 auto; padding: 32px 24px 64px; background: var(--page); color: var(--text);
  overflow-wrap: anywhere; -webkit-text-size-adjust: 100%; }
h1 { font-size: 22px; line-height: 30px; margin: 0; }
h2 { font-size: 18px; line-height: 26px; margin: 40px 0 8px; }
p { margin: 4px 0 0; color: var(--muted); }
dl { display: grid; grid-template-columns: minmax(120px, max-content) 1fr; gap: 4px 20px; margin: 0; }
dt { color: var(--muted); }
dd { margin: 0; min-inline-size: 0; }
ol { list-style: none; margin: 0; padding: 0; }
li { padding: 12px 0; border-block-start: 1px solid var(--line); break-inside: avoid; }
li dl { margin-block-start: 4px; font-size: 13px; line-height: 19px; }
h3 { font-size: 15px; line-height: 22px; margin: 0; display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 12px; }
time { font-weight: 400; color: var(--muted); }
@media (max-width: 520px) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-block-end: 6px; } }
`;

/** It loads nothing and runs nothing: not even what somebody may have sent as a name. Its style is let in by its hash. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLES).digest("base64")}'; base-uri 'none'; form-action 'none'`;

/** One page to be read by the person whom it is of, with nothing beside it. */
export const htmlFile: PersonFile = {
  contentType: "text/html; charset=utf-8",
  begin: (about) =>
    `${html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>What is stored of ${about.id}</title>
<style>${raw(STYLES)}</style>
</head>
<body>
<h1>What is stored of ${about.id}</h1>
<p>As of ${toDay(about.made)}. All times are in UTC. No address and no name of a browser is stored.</p>
${drawKept(about)}<h2>In short</h2>
${toList(describe(about))}
${drawMilestones(about)}
<h2>All events, the earliest to arrive first</h2>
<ol>`}\n`,
  add: (records) => records.map((record) => `${drawRecord(record)}\n`).join(""),
  end: () => "</ol>\n</body>\n</html>\n",
};

/** `2026-03-02 09:00:00`. */
const toDay = (iso: string): string => iso.slice(0, 19).replace("T", " ");

type Pair = readonly [name: string, value: string];

const describe = ({ kind, events, first, last, userIds, anonymousIds, groupIds }: About): Pair[] => [
  ["Events", `${events}`],
  ["First", first === null ? "none" : toDay(first)],
  ["Last", last === null ? "none" : toDay(last)],
  [kind === "user" ? "Known as" : "People", userIds.join(", ") || "none"],
  ["Before signing in, as", anonymousIds.join(", ") || "none"],
  [kind === "user" ? "In accounts" : "Account", groupIds.join(", ") || "none"],
];

const drawKept = ({ keptSince }: About) =>
  keptSince === undefined
    ? ""
    : html`<p>What happened before ${toDay(keptSince)} is deleted, but for what the product has noted of it.</p>\n`;

const drawMilestones = ({ milestones }: About) =>
  milestones.length === 0
    ? ""
    : html`<h2>Milestones reached</h2>\n${toList(milestones.map(({ id, at }) => [id, toDay(at)]))}`;

const drawRecord = (record: StoredRecord) =>
  html`<li><h3>${getName(record)} <time datetime="${record.timestamp}">${toDay(record.timestamp)}</time></h3>${toList(getPairs(record))}</li>`;

/** Of a deleted event the time and the ids may be left: the first and the last of somebody. */
const getName = ({ event, type }: StoredRecord): string =>
  event ?? (type === "track" ? "An event that is deleted" : type);

/** What it says beside its name and its time; of what it says nothing, nothing. */
function getPairs({ properties, traits, context, ...record }: StoredRecord): Pair[] {
  const ids = (["userId", "anonymousId", "previousId", "groupId"] as const).flatMap((name): Pair[] => {
    const id = record[name];
    return id === null ? [] : [[name, id]];
  });
  return [
    ...ids,
    ...[properties, traits, context].flatMap((said) =>
      Object.entries(said).flatMap(([name, value]) => toPairs(name, value)),
    ),
    ["messageId", record.messageId],
    ["received", toDay(record.receivedAt)],
    ["verified", record.verified ? "yes" : "no"],
  ];
}

/** What lies deeper by its path: `page.path`. Storing lets nothing be more than 20 deep. */
function toPairs(name: string, value: unknown): Pair[] {
  if (typeof value === "string") return [[name, value]];
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return [[name, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, inner]) => toPairs(`${name}.${key}`, inner));
}

const toList = (pairs: readonly Pair[]) =>
  html`<dl>${pairs.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
