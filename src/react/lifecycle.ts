import { useEffect, useRef } from "react";
import { createMilepost, type InitOptions, type Milepost, type Properties } from "../sdk/index.ts";

export interface UserProps {
  /** Who is signed in. From a user to none is a logout, and starts a new anonymous person. */
  readonly user?: string | null | undefined;
  readonly traits?: Properties | undefined;
  /** The account that the user works in. */
  readonly account?: string | null | undefined;
  readonly accountTraits?: Properties | undefined;
}

interface LifecycleProps extends UserProps {
  readonly milepost: Milepost;
  /** Left out: others begin and end the instance. */
  readonly options: InitOptions | undefined;
  /** Called when the instance has ended, with the one for the case that React shows the same tree again. */
  onEnd(next: Milepost): void;
}

/** Draws nothing: tells the instance what React knows. */
export function Lifecycle({
  milepost,
  options,
  onEnd,
  user,
  traits,
  account,
  accountTraits,
}: LifecycleProps): null {
  const first = useRef(options);
  const mounted = useRef(false);
  const before = useRef(user);

  useEffect(() => {
    if (!first.current) return;
    mounted.current = true;
    milepost.init(first.current);
    return () => {
      mounted.current = false;
      // StrictMode and hot reloading unmount and mount again within one task: that is no end.
      queueMicrotask(() => {
        if (mounted.current) return;
        milepost.destroy();
        onEnd(createMilepost());
      });
    };
  }, [milepost, onEnd]);

  useEffect(() => {
    if (user) milepost.identify(user, traits);
    else if (before.current) milepost.reset();
    before.current = user;
  }, [milepost, user, traits]);

  useEffect(() => {
    if (account) milepost.group(account, accountTraits);
  }, [milepost, account, accountTraits]);

  return null;
}
