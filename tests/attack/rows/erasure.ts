import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { openDatabase } from "../../../src/receiver/database/openDatabase.ts";
import { createEvent, post, readLive } from "../../receiver/receiver.ts";
import { type ForkedReceiver, forkReceiver } from "../forkReceiver.ts";
import type { Attempt, Outcome, Row } from "../row.ts";

/** Whatever a person can have told, in whatever place: each text is one that nothing else has. */
function createPerson(n: number) {
  const mark = (name: string) => `${name}-of-person-${n}-${Math.random().toString(36).slice(2)}`;
  const [user, former, visitor, older, device] = ["user", "former", "visitor", "older", "device"].map(
    mark,
  ) as [string, string, string, string, string];
  const said = (event: string) => ({
    event,
    properties: { note: mark("note"), milestone_id: "first" },
    context: { replica: device, page: { path: `/${mark("path")}` }, delivery: { dropped: { rate: 2 } } },
  });
  const events = [
    createEvent({ ...said("As A Visitor"), anonymousId: visitor }),
    createEvent({ ...said("Earlier Still"), anonymousId: older }),
    createEvent({ ...said("Under A Former Id"), userId: former, anonymousId: visitor }),
    createEvent({ type: "alias", event: null, userId: user, previousId: former, anonymousId: visitor }),
    createEvent({ type: "alias", event: null, userId: user, previousId: older, anonymousId: visitor }),
    createEvent({
      type: "identify",
      event: null,
      userId: user,
      anonymousId: visitor,
      traits: { name: mark("name"), email: `${mark("mail")}@example.org` },
    }),
    createEvent({ ...said("Milestone Reached"), userId: user, anonymousId: visitor, groupId: "an-account" }),
  ];
  const texts = new Set(JSON.stringify(events).match(/[a-z]+-of-person-\d+-[a-z0-9]+/g));
  return { user, events, texts: [...texts] };
}

const findIn = (place: string, content: string, texts: readonly string[]): string[] =>
  texts.filter((text) => content.includes(text)).map((text) => `${text} is still in ${place}`);

/** Names and bytes of all files. */
function* readFiles(folder: string): Generator<readonly [path: string, content: string]> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    yield [path.slice(folder.length), readFileSync(path, "latin1")];
  }
}

async function findInTables(
  options: { readonly dataDir: string } | { readonly databaseUrl: string },
  texts: readonly string[],
): Promise<string[]> {
  const database = await openDatabase(options);
  try {
    const tables = await database.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = current_schema()",
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const rows = await database.query<{ text: string }>(
        `select string_agg(t::text, ' ') as text from ${name} t`,
      );
      found.push(...findIn(`the table ${name}`, rows[0]?.text ?? "", texts));
    }
    return found;
  } finally {
    await database.close();
  }
}

/** What a page that is open would show, after each message. */
function watch(url: string) {
  let shown = "";
  let isOver = false;
  const done = (async () => {
    for await (const { event, data } of readLive(url)) {
      if (event === "anew") shown = data;
      else if (event === "rows") shown += data;
      if (isOver) return;
    }
  })().catch(() => {});
  const end = (): Promise<void> => {
    isOver = true;
    return done;
  };
  return { shown: () => shown, end };
}

async function eraseAll(receiver: ForkedReceiver, times: number, broken: string[]): Promise<string[]> {
  const page = watch(receiver.url);
  const all: string[] = [];
  for (let n = 0; n < times; n++) {
    const { user, events, texts } = createPerson(n);
    all.push(...texts);
    await post(`${receiver.url}/v1/batch`, { writeKey: "attack", batch: events });
    for (let turn = 0; turn < 100 && !page.shown().includes(user); turn++) await wait(50);
    if (!page.shown().includes(user)) broken.push("an open page did not show the person at all");
    const authorization = `Basic ${Buffer.from("attack:").toString("base64")}`;
    const reply = await fetch(`${receiver.url}/v1/users/${user}`, {
      method: "DELETE",
      headers: { authorization },
    });
    const { deleted } = await reply.json();
    if (deleted !== events.length) broken.push(`${deleted} of ${events.length} rows were deleted`);
    for (let turn = 0; turn < 100 && page.shown().includes(user); turn++) await wait(50);
    broken.push(...findIn("an open page", page.shown(), texts));
  }
  return all;
}

export const erasure: Row = {
  name: "erasure",
  promise:
    "after an erasure nothing of the person is in a table, a file of the embedded database, or an open page",
  full: 20,
  small: 1,
  async run({ times, startPostgres }: Attempt): Promise<Outcome> {
    const broken: string[] = [];
    const folder = mkdtempSync(join(tmpdir(), "milepost-erasure-"));
    const dataDir = join(folder, "data");
    const postgres = await startPostgres();
    let searched = 0;
    try {
      const embedded = await forkReceiver({ dataDir });
      const texts = await eraseAll(embedded, times, broken);
      for (const [path, content] of readFiles(dataDir))
        broken.push(...findIn(`${path}, at work`, content, texts));
      await embedded.close();
      for (const [path, content] of readFiles(dataDir)) broken.push(...findIn(path, content, texts));
      broken.push(...(await findInTables({ dataDir }, texts)));
      searched += texts.length;
      if (postgres) {
        const receiver = await forkReceiver({ databaseUrl: postgres.url });
        const others = await eraseAll(receiver, times, broken);
        await receiver.close();
        broken.push(...(await findInTables({ databaseUrl: postgres.url }, others)));
        searched += others.length;
      }
    } finally {
      postgres?.stop();
      rmSync(folder, { recursive: true, force: true });
    }
    return {
      tries: times,
      figures: { "texts searched for": `${searched}` },
      broken: [...new Set(broken)].slice(0, 20),
    };
  },
};
