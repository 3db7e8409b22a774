/**
 * The forms that a config and its parts may have. The schema says them; a build writes the finished table in the place of
 * this file, so that what checks a config in a page brings no zod along.
 */
import { configSchema } from "./schema.ts";
import { toForms } from "./toForms.ts";

export const forms = toForms(configSchema);
