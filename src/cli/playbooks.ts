import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createFault, formatFault } from "../sdk/config/faults.ts";
import { suggest } from "../sdk/config/suggest.ts";
import { CommandError, tryFile } from "./commandError.ts";
import type { Answer } from "./simulateCommand.ts";

/** The package's own, from what is built and from the source. */
const FOLDER = ["../playbooks", "../../playbooks"]
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((path) => existsSync(join(path, "activation")))!;

/**
 * Writes a config that uses a playbook, as an example of an invoicing product does, and the playbook beside it.
 * @param name That of the playbook; `list` names all.
 * @throws {CommandError} where there is none of that name, or one of the files is there already.
 */
export function startFromPlaybook(operands: readonly string[], name: string): Answer {
  const [file = "milepost.json", ...others] = operands;
  if (others.length > 0) throw new CommandError("--playbook: expected one file at most");
  const names = readdirSync(FOLDER).toSorted();
  if (name === "list") return { out: names.map(describe), err: [], ok: true };
  if (!names.includes(name)) {
    const found = JSON.stringify(name);
    throw new CommandError(
      formatFault(createFault(["--playbook"], found, ["list", ...names], suggest(name, names))),
    );
  }
  const book = join(dirname(file), `${name}.playbook.json`);
  for (const path of [file, book])
    if (existsSync(path)) throw new CommandError(`${path}: found a file, expected none: it is left as it is`);
  copy(join(FOLDER, name, "milepost.json"), file);
  copy(join(FOLDER, name, basename(book)), book);
  const { use } = readObject(file) as { readonly use: readonly [{ readonly as: string }] };
  return {
    out: [
      `written to ${file} and ${book}: ${readObject(book).title}`,
      "",
      `In ${file}, \`with\` has what differs from product to product: events, pages, elements, words. Make it yours.`,
      `What the playbook calls a guide or a milestone is "${use[0].as}-..." for your page, your reports and the rest.`,
      `npx milepost check ${file} looks at it, npx milepost compile ${file} -o milepost.plan.json makes what a page loads.`,
    ],
    err: [],
    ok: true,
  };
}

const copy = (from: string, to: string): void =>
  tryFile(to, () => writeFileSync(to, readFileSync(from), { flag: "wx" }));

const readObject = (path: string): Readonly<Record<string, unknown>> =>
  JSON.parse(readFileSync(resolve(path), "utf8"));

function describe(name: string): string {
  const { title, about } = readObject(join(FOLDER, name, `${name}.playbook.json`));
  return `${name}\n  ${title}. ${about}`;
}
