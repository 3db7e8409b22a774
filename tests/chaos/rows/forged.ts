import { hash128 } from "../../../src/sdk/domain/lib/hash.ts";
import type { Row } from "../row.ts";
import type { Run, Row as Stored } from "../run.ts";

const USER = "ann";

/** A report as anybody can make it up who has read the page: its id is no secret, and no token comes with it. */
const forge = (step: number): object => ({
  type: "track",
  event: "Milestone Reached",
  messageId: `mp_${hash128(JSON.stringify(["chaos", "user", USER, "Milestone Reached", `step-${step}`, "0"]))}`,
  userId: USER,
  timestamp: new Date(Date.now() - 60_000).toISOString(),
  properties: { milestone_id: `step-${step}`, forged: true },
  context: {},
});

async function send({ endpoint, writeKey }: Run, batch: readonly object[]): Promise<number> {
  const { origin } = new URL(endpoint);
  const headers = { "content-type": "text/plain", origin };
  const reply = await fetch(endpoint, { method: "POST", headers, body: JSON.stringify({ writeKey, batch }) });
  return ((await reply.json()) as { accepted: string[] }).accepted.length;
}

const isReport = ({ event }: Stored): boolean => event === "Milestone Reached";

function getDisplaced(rows: readonly Stored[], forged: ReadonlySet<string>): string[] {
  return rows.filter(isReport).flatMap(({ id, subject, properties }) => {
    if (!forged.has(id)) return [`${id} was not foreseen: nothing was tried`];
    return subject === USER && !properties.forged ? [] : [`${id} stands as it was forged`];
  });
}

export const forged: Row = {
  name: "forged",
  promise: "reports that somebody forged, under ids that can be foreseen, come first: the genuine ones stand",
  unit: "runs",
  ci: { events: 20, times: 1 },
  full: { events: 100, times: 1 },
  async run({ stand, engine, size: { events } }) {
    const run = stand.begin({ steps: events, signed: true });
    const lies = Array.from({ length: events }, (_, step) => forge(step));
    const broken: string[] = [];
    const profile = await engine.openProfile();
    try {
      const taken = await send(run, lies);
      const before = (await run.rows()).filter(({ subject }) => subject === "").length;
      if (taken !== events || before !== events) broken.push(`${taken} were taken, ${before} stood before`);
      const tab = await profile.open(run.url({ user: USER, token: await run.signing!.sign(USER) }));
      await tab.call("ready");
      for (let step = 0; step < events; step++)
        run.note(await tab.call("track", { from: run.number(1), count: 1, event: `Step ${step}` }));
      await run.settle();
      // Who comes late displaces nothing either.
      await send(run, lies);
      const { faults } = await tab.call("report");
      const ids = new Set(lies.map((lie) => Object(lie).messageId));
      return await run.judge([...broken, ...faults, ...getDisplaced(await run.rows(), ids)]);
    } finally {
      await profile.close();
    }
  },
};
