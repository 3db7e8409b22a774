import { Webhook as Signer } from "standardwebhooks";
import { expect, it, onTestFinished } from "vitest";
import { listenForWebhooks } from "../../src/receiver/webhooks/listen.ts";
import { milepost } from "../cli/command.ts";

const SECRET = `whsec_${Buffer.alloc(32, "x").toString("base64")}`;
const BODY = JSON.stringify({
  type: "lead.raised",
  timestamp: "2026-03-02T09:00:00.000Z",
  data: { userId: "ana", properties: { lead: "full-serve" } },
});

async function start(more: Partial<Parameters<typeof listenForWebhooks>[0]> = {}) {
  const lines: string[] = [];
  const { url, close } = await listenForWebhooks({ port: "0", print: (line) => lines.push(line), ...more });
  onTestFinished(close);
  const send = async (headers: Record<string, string>, body = BODY): Promise<number> =>
    (await fetch(url, { method: "POST", headers, body })).status;
  return { url, lines, send };
}

/** The headers that a published library gives it. */
const sign = (secret: string, at = Date.now()): Record<string, string> => ({
  "webhook-id": "msg_1",
  "webhook-timestamp": `${Math.floor(at / 1_000)}`,
  "webhook-signature": new Signer(secret).sign("msg_1", new Date(at), BODY),
});

it("prints what comes, and whether it is signed", async () => {
  const { lines, send } = await start({ secret: SECRET });
  expect(await send(sign(SECRET))).toBe(204);
  expect(lines.slice(-2)).toEqual([
    '"lead.raised"  "2026-03-02T09:00:00.000Z"  "msg_1"  signed',
    '  {"userId":"ana","properties":{"lead":"full-serve"}}',
  ]);
  expect(await send(sign(SECRET))).toBe(204);
  expect(lines.at(-2)).toContain("signed, time 2");
  const other = `whsec_${Buffer.alloc(32, "y").toString("base64")}`;
  const both = { ...sign(SECRET), "webhook-signature": `v1,AAAA ${sign(SECRET)["webhook-signature"]}` };
  expect(await send(both)).toBe(204);
  for (const [headers, body, says] of [
    [sign(other), BODY, "not signed with this secret"],
    [sign(SECRET), `${BODY} `, "not signed with this secret"],
    [sign(SECRET, Date.now() - 600_000), BODY, "expected at most 300 s"],
    [{}, BODY, "not signed: found no webhook-id"],
    [{}, "\u001b[2J", "not signed"],
  ] as const) {
    expect(await send(headers, body)).toBe(401);
    expect(lines.at(-2)).toContain(says);
  }
  expect(lines.join("")).not.toContain("\u001b");
});

it("answers as it is told, and makes a secret where it is given none", async () => {
  const { lines, url, send } = await start({ status: "503" });
  const { listen } = JSON.parse(lines.at(-1)!);
  expect(listen).toMatchObject({ url, private: true });
  expect(await send(sign(listen.secrets[0]))).toBe(503);
});

it.each([
  [["webhooks"], "webhooks: found nothing, expected listen"],
  [["webhooks", "lisen"], 'webhooks: found "lisen", expected listen'],
])("is asked for by its name: %j", async (words, says) => {
  const { err, code } = await milepost(...words);
  expect(err).toContain(says);
  expect(code).toBe(1);
});

it.each([
  [{ port: "many" }, '--port: found "many", expected a number from 0 to 65535'],
  [{ status: "7" }, '--status: found "7", expected a number from 200 to 599'],
  [{ secret: "short" }, "--secret: expected whsec_"],
])("does not start with %j, and says why", async (given, says) => {
  await expect(start(given)).rejects.toThrow(says);
});
