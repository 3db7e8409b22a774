import { readFile } from "node:fs/promises";
import { parse } from "../../../src/sdk/config/parse.ts";
import type { Plan } from "../../../src/sdk/domain/plan.ts";

/**
 * The plan in the file at `path`: a config, or what it was compiled to.
 * @throws where the file is missing or no config.
 */
export async function readPlan(path: string): Promise<Plan> {
  const value: unknown = JSON.parse(await readFile(path, "utf8"));
  const isCompiled = typeof value === "object" && value !== null && "format" in value && value.format === 1;
  return isCompiled ? (value as Plan) : parse(value).plan;
}
