/** One of the three, by its name: npx tsx examples/webhooks/serve.ts crm. What each needs stands in the environment. */
import { readFileSync } from "node:fs";
import { createChatDelivery } from "./chat/deliver.ts";
import { createCrmDelivery } from "./crm/deliver.ts";
import { createDoor, type Deliver } from "./door.ts";
import { createMailDelivery } from "./mail/deliver.ts";

function read(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name}: found nothing; the README beside this file says what it is`);
  return value;
}

const DELIVERIES: Readonly<Record<string, () => Deliver>> = {
  mail() {
    const people: Readonly<Record<string, string>> = JSON.parse(readFileSync(read("PEOPLE"), "utf8"));
    return createMailDelivery({
      url: read("SMTP_URL"),
      from: read("MAIL_FROM"),
      team: read("MAIL_TEAM"),
      findAddress: (user) => (Object.hasOwn(people, user) ? people[user] : undefined),
    });
  },
  crm: () => createCrmDelivery({ url: read("CRM_URL"), token: read("CRM_TOKEN") }),
  chat: () => createChatDelivery({ url: read("CHAT_URL") }),
};

const [name = ""] = process.argv.slice(2);
if (!Object.hasOwn(DELIVERIES, name))
  throw new Error(`found ${JSON.stringify(name)}, expected one of ${Object.keys(DELIVERIES).join(", ")}`);
const secrets = read("WEBHOOK_SECRETS").split(" ");
const port = Number(process.env.PORT ?? 4200);
createDoor({ secrets, deliver: DELIVERIES[name]!() }).listen(port, "127.0.0.1", () => {
  console.log(`${name}   http://127.0.0.1:${port}`);
});
