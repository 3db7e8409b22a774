import type { Beside } from "../chunks/connect.ts";
import type { Sending } from "../chunks/sending.ts";
import type { Consent, Plan } from "../domain/plan/plan.ts";
import { type MilepostError, whenLoaded } from "../errors.ts";
import type { InitOptions } from "../milepost.ts";
import type { Chunks } from "./world.ts";

export interface LoadReportingOptions {
  readonly plan: Plan;
  readonly consent: Consent;
  readonly options: InitOptions;
  readonly chunks: Chunks;
  onError(error: MilepostError): void;
}

/** Where reports go, and what they need of code that is not in the core. */
export interface ReportingChunks extends Beside {
  readonly endpoint: string;
  readonly sending: Sending;
}

/**
 * Loads what reports need. To be called as early as possible: the rest of the start does not wait for the network.
 * Resolves to `undefined` where nothing is to be sent, also since what sends, masks or forms the reports did not load.
 */
export async function loadReporting({
  plan,
  consent,
  options,
  chunks,
  onError,
}: LoadReportingOptions): Promise<ReportingChunks | undefined> {
  const { report } = plan;
  const { endpoint = report?.endpoint, beforeSend, token } = options;
  if (consent !== "full" || endpoint === undefined) return undefined;
  const isPrepared = report?.format || report?.mask?.length || beforeSend || token !== undefined;
  const asks = token !== undefined && report?.progress;
  try {
    const [sending, reporting, progress] = await Promise.all([
      whenLoaded("what sends reports", chunks.sending()),
      isPrepared ? whenLoaded("what prepares reports", chunks.reporting()) : undefined,
      asks ? whenLoaded("what asks for progress", chunks.remoteProgress()).catch(onError) : undefined,
    ]);
    return { endpoint, sending, ...(reporting && { reporting }), ...(progress && { progress }) };
  } catch (error) {
    onError(error as MilepostError);
    return undefined;
  }
}
