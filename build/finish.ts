/** The last step of a build: the themes, the JSON Schema, the integrity list, and the sizes. */
import { createHash } from "node:crypto";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createSchema } from "./schema.ts";
import { formatSizes, measureSizes } from "./sizes.ts";

const DIST = "dist";

const PAGE = "receiver/page";
for (const file of readdirSync(`src/${PAGE}`).filter((name) => /\.(css|html|json|svg)$/.test(name)))
  cpSync(`src/${PAGE}/${file}`, `${DIST}/server/${PAGE}/${file}`);
const THREAD = "receiver/database/embeddedWorker.mjs";
cpSync(`src/${THREAD}`, `${DIST}/server/${THREAD}`);
cpSync("src/widgets/themes", `${DIST}/themes`, { recursive: true });
writeFileSync(`${DIST}/milepost.schema.json`, `${JSON.stringify(createSchema(), null, 2)}\n`);

const scripts = readdirSync(DIST).filter((file) => file.endsWith(".js"));
const integrity = Object.fromEntries(
  scripts.map((file) => [
    file,
    `sha384-${createHash("sha384")
      .update(readFileSync(`${DIST}/${file}`))
      .digest("base64")}`,
  ]),
);
writeFileSync(`${DIST}/integrity.json`, `${JSON.stringify(integrity, null, 2)}\n`);

console.log(formatSizes(measureSizes(DIST)));
