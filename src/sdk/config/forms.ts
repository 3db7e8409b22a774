/**
 * The forms that a config, its parts and a playbook may have. The schemas say them; a build writes the finished tables in
 * the place of this file, so that what checks a config brings no zod along, in a page or on a command line.
 */
import * as z from "zod/mini";
import type { Form } from "./form.ts";
import { PARAMETER_TYPES, type ParameterType, playbookSchema } from "./playbookSchema.ts";
import { configSchema, useSchema } from "./schema.ts";
import { toForms } from "./toForms.ts";

export const forms = toForms(configSchema);

export const useForms = toForms(useSchema);

export const playbookForms = toForms(playbookSchema);

/** The form of `{ value }` for each type: a condition may hold itself, and such a form cannot be the first of a table. */
export const parameterForms = Object.fromEntries(
  Object.entries(PARAMETER_TYPES).map(([type, value]) => [type, toForms(z.strictObject({ value }))]),
) as Readonly<Record<ParameterType, readonly Form[]>>;
