import { afterAll, afterEach, beforeAll, describe, expect } from "vitest";
import { toProduct } from "../../src/receiver/settings/readProduct.ts";
import { type RunningReceiver, startReceiver } from "../../src/receiver/startReceiver.ts";
import type { Milepost } from "../../src/sdk/milepost.ts";
import { test as visitorTest } from "../helpers/browserTest.ts";
import { openTab, type Tab } from "../helpers/visitor.ts";
import { SHARED_SECRET, signToken } from "../receiver/signing.ts";
import { findPostgres, startPostgres, type TemporaryPostgres } from "../receiver/temporaryPostgres.ts";

declare const window: Window & { readonly milepost: Milepost };

const CONFIG = {
  version: 1,
  product: "acme",
  consent: "full",
  milestones: {
    workspace: { title: "Make a workspace", when: { event: "Workspace Created" } },
    team: { title: "Invite somebody", level: "account", when: { event: "Member Invited" } },
  },
  guides: {
    list: {
      type: "checklist",
      if: { page: "/" },
      title: "First steps",
      items: [{ milestone: "workspace" }, { milestone: "team" }],
    },
  },
};
const PAGE =
  '<!doctype html><html lang="en"><title>Acme</title><script src="/dist/milepost.js"></script><body>';
const programs = findPostgres();
let postgres: TemporaryPostgres;
let both: RunningReceiver[] = [];

/** A page of a user's in a browser of its own, that reports to one of the receivers and asks it. */
type Open = (which: number, user: string) => Promise<Tab>;

const test = visitorTest.extend("siteOptions", { config: undefined, whole: { "/": PAGE } }).extend(
  "open",
  ({ site, visit }): Open =>
    async (which, user) => {
      if (both.length === 0) {
        const keys = { acme: { origins: [site.url], tokens: { secret: SHARED_SECRET } } };
        const given = { port: 0, origins: [], keys, databaseUrl: postgres.url, ...toProduct(CONFIG) };
        both = [await startReceiver(given), await startReceiver(given)];
      }
      const { url } = both[which]!;
      const report = { endpoint: `${url}/v1/batch`, progress: `${url}/v1/progress`, writeKey: "acme" };
      const tab = await openTab(await visit(), site);
      await tab.page.evaluate(
        ([config, name, token]) => {
          window.milepost.init({ config, user: name, account: "studio", token });
        },
        [{ ...CONFIG, report }, user, await signToken({ sub: user })] as const,
      );
      await tab.page.locator("milepost-root .checklist").waitFor();
      return tab;
    },
);

const seeDone = ({ page }: Tab, count: number): Promise<void> =>
  page.locator("milepost-root .checklist").getByText(`${count} of 2 done`).waitFor({ timeout: 10_000 });

describe.runIf(programs)("two browsers, each at another receiver of one database", () => {
  beforeAll(async () => {
    postgres = await startPostgres(programs!);
  });
  afterEach(async () => {
    for (const receiver of both) await receiver.close();
    both = [];
  });
  afterAll(() => postgres?.stop());

  test("tick off what the same user does in the other", async ({ open }) => {
    const [desk, phone] = [await open(0, "ana"), await open(1, "ana")];
    await seeDone(phone, 0);
    await desk.track("Workspace Created");
    await seeDone(phone, 1);
    expect([...desk.thrown, ...phone.thrown]).toEqual([]);
  });

  test("tick off what a colleague of the same account does in the other", async ({ open }) => {
    const [ben, cy] = [await open(0, "ben"), await open(1, "cy")];
    await ben.track("Member Invited");
    await seeDone(cy, 1);
  });
});
