import type { Config } from "../../sdk/config/schema.ts";
import type { FiguresOptions } from "./startFigures.ts";

interface Given extends Pick<FiguresOptions, "rebuild"> {
  readonly config?: Config | undefined;
  /** One that is open already. */
  readonly database?: unknown;
  readonly databaseUrl?: string | undefined;
  /** By write key: one that has a plan of its own, and no config, has no figures. */
  readonly keys?:
    | Readonly<
        Record<
          string,
          { readonly plan?: unknown; readonly config?: Config | undefined; readonly tokens?: unknown }
        >
      >
    | undefined;
}

/** What of the options figures are made with. */
export const toFigures = ({
  config,
  keys,
  database,
  databaseUrl,
  rebuild,
}: Given): Pick<FiguresOptions, "config" | "databaseUrl" | "rebuild" | "keys"> => ({
  config,
  databaseUrl: database === undefined ? databaseUrl : undefined,
  rebuild,
  keys:
    keys &&
    Object.fromEntries(
      Object.entries(keys).map(([writeKey, { plan, config: own, tokens }]) => [
        writeKey,
        // A plan of its own without a config has none to make figures with.
        { config: own ?? (plan === undefined ? undefined : null), verified: tokens !== undefined },
      ]),
    ),
});
