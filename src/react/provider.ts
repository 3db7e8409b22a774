import { createElement, type ReactNode, useMemo, useState } from "react";
import { createMilepost, type InitOptions, type Milepost } from "../sdk/index.ts";
import { Lifecycle, type UserProps } from "./lifecycle.ts";
import { createInstanceReader, MilepostContext } from "./milepostContext.ts";

export type MilepostProviderProps = UserProps & { readonly children?: ReactNode } & (
    | {
        /** Looked at when it mounts; other ones later change nothing. */
        readonly options: Omit<InitOptions, "user" | "account">;
        readonly milepost?: never;
      }
    | {
        /** An instance that code outside of React uses too. To `init` and to `destroy` it is then up to you. */
        readonly milepost: Milepost;
        readonly options?: never;
      }
  );

/**
 * Guides the user while it is mounted, and takes everything away when it unmounts. One at the root of your app is
 * enough; under StrictMode, too, it makes one instance.
 */
export function MilepostProvider({ options, milepost, children, ...who }: MilepostProviderProps): ReactNode {
  const [own, setOwn] = useState(createMilepost);
  const reader = useMemo(() => createInstanceReader(milepost ?? own), [milepost, own]);
  return createElement(
    MilepostContext.Provider,
    { value: reader },
    // Before the children, so that their effects find the user named.
    createElement(Lifecycle, { ...who, milepost: reader.milepost, options, onEnd: setOwn }),
    children,
  );
}
