/** What only some reports need: other formats than Segment's, masks, the page's hook, tokens. */

import type { Format } from "../delivery/batches.ts";
import { createFilter, type Filter } from "../delivery/beforeSend.ts";
import { cloudevents } from "../delivery/formats/cloudevents.ts";
import { posthog } from "../delivery/formats/posthog.ts";
import { rudderstack } from "../delivery/formats/rudderstack.ts";
import { createTokens, type Tokens, type TokensOptions } from "../delivery/tokens.ts";
import type { Plan, ReportFormat } from "../domain/plan/plan.ts";
import type { InitOptions } from "../milepost.ts";

const FORMATS: Readonly<Record<ReportFormat, Format>> = { rudderstack, posthog, cloudevents };

export interface Reporting {
  readonly format: Format | undefined;
  readonly filter: Filter | undefined;
  readonly tokens: Tokens | undefined;
}

export interface ReportingOptions extends Omit<TokensOptions, "source"> {
  readonly options: Pick<InitOptions, "beforeSend" | "token">;
  readonly plan: Pick<Plan, "report">;
}

export function createReporting({ options, plan, ...given }: ReportingOptions): Reporting {
  const { report } = plan;
  const format = report?.format;
  const mask = report?.mask ?? [];
  const { beforeSend, token: source } = options;
  return {
    format: format && FORMATS[format],
    filter: beforeSend || mask.length > 0 ? createFilter({ mask, beforeSend }) : undefined,
    tokens: source === undefined ? undefined : createTokens({ source, ...given }),
  };
}
