import { createLinks } from "../../../src/receiver/keys/ownerLinks.ts";
import { simulateYear } from "../../../src/simulation/simulateYear.ts";
import { HOSTILE } from "../../helpers/hostileTexts.ts";
import { post } from "../../receiver/receiver.ts";
import { forkReceiver } from "../forkReceiver.ts";
import { getQuantile, mb, ms, type Row } from "../row.ts";

const PASSWORD = "a long password";
const SECRET = "sk-attack-0123456789";
const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString("base64")}` });
const asServer = basic(`${SECRET}:`);
const asOperator = basic(`anybody:${PASSWORD}`);
/** What may be said to whom asks for too much, or for what there is not. */
const REFUSALS = [400, 404, 414, 431, 503];
const OWNER = "somebody@acme.example";
/** Kilobytes of what stands in an address, at the most. */
const SIZES = [0.2, 1, 4, 12, 64];

const getFilters = (): string[] => [
  ...HOSTILE.flatMap((text) =>
    ["journey", "segment", "owner", "key", "from"].map((name) => query(name, text)),
  ),
  ...SIZES.map((size) => query("segment", "x".repeat(size * 1_024))),
  ...["-271821-04-20", "+275760-09-13", "0", "-1", "1e400", "NaN", "2026-02-31"].flatMap((time) => [
    query("from", time),
    query("to", time),
  ]),
  `journey=a&${"journey=b&".repeat(500)}`,
];
const query = (name: string, value: string): string => new URLSearchParams({ [name]: value }).toString();

export const figures: Row = {
  name: "figures",
  promise:
    "figures are for who may read them; many questions at once, with filters that nobody has asked before, are answered or refused, and storing goes on",
  full: 1_000,
  small: 30,
  async run({ times }) {
    const { config, rows } = simulateYear({ accounts: 3, days: 40 });
    const keys = { attack: { origins: [], secret: SECRET } };
    const receiver = await forkReceiver({ config, keys, password: PASSWORD });
    const broken: string[] = [];
    const base = `${receiver.url}/v1/figures`;
    const expectStatus = async (what: string, path: string, headers: object, allowed: readonly number[]) => {
      const reply = await fetch(base + path, { headers: { ...headers } }).catch(() => undefined);
      const text = await reply?.text();
      if (!allowed.includes(reply?.status ?? 431)) broken.push(`${what} was answered ${reply?.status}`);
      return text ?? "";
    };
    try {
      const batch = [...rows].map(({ sentAt: _, ...row }) => row);
      await post(`${receiver.url}/v1/batch`, { batch }, asServer);
      const link = createLinks(PASSWORD).create(OWNER, Date.now());
      const others = createLinks("another password").create(OWNER, Date.now());
      for (const path of ["", "/summary", "/users/u-00001-1", "/accounts/a-00001"]) {
        await expectStatus(`${path} without a password`, path, {}, [401]);
        await expectStatus(`${path} with another password`, path, basic("a:another password"), [401, 429]);
        await expectStatus(`${path} with a link of another`, `${path}?link=${others}`, {}, [401]);
      }
      for (const path of ["/summary", "/users/u-00001-1", "/accounts/a-00001", "/programme"])
        await expectStatus(`${path} with a link`, `${path}?link=${link}`, {}, [401]);
      const linked = await expectStatus("a link", `/owners?link=${link}&owner=else`, {}, [200]);
      if (/"owner":"(?!somebody)/.test(linked)) broken.push("a link has shown what others answer for");

      const before = await receiver.look();
      for (const filter of getFilters())
        await expectStatus(filter.slice(0, 80), `/way?${filter}`, asOperator, [200, ...REFUSALS]);
      let tries = getFilters().length;

      const took: number[] = [];
      const asking = Array.from({ length: times }, async (_, i) => {
        const from = new Date(Date.UTC(2026, 0, 1) + i * 61_000).toISOString();
        const begin = performance.now();
        await expectStatus("a view among many", `/gaps?from=${from}`, asOperator, [200, 503]);
        took.push(performance.now() - begin);
      });
      const begin = performance.now();
      const stored = await post(`${receiver.url}/v1/batch`, { batch: batch.slice(0, 50) }, asServer);
      const storing = performance.now() - begin;
      if (stored.status !== 200) broken.push(`a batch meanwhile was answered ${stored.status}`);
      await Promise.all(asking);
      tries += times;
      const { memory } = await receiver.look();
      const rise = memory - before.memory;
      if (rise > 300 * 1_048_576) broken.push(`memory rose by ${mb(rise)}`);
      if (getQuantile(took, 1) > 25_000) broken.push(`a view took ${ms(getQuantile(took, 1))}`);
      const measured = {
        "views p99": ms(getQuantile(took, 0.99)),
        "a batch meanwhile": ms(storing),
        "memory rose by": mb(rise),
      };
      return { tries, figures: measured, broken };
    } finally {
      await receiver.close();
    }
  },
};
