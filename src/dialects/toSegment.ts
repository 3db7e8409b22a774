import { fromCloudEvent, isCloudEvent } from "./fromCloudEvent.ts";
import { fromMixpanel, isMixpanel } from "./fromMixpanel.ts";
import { fromPosthog, isPosthog } from "./fromPosthog.ts";
import { type Bag, isType } from "./specEvent.ts";

/** An event of one of the dialects in the form that the Segment spec has for it. What is none of them stays as it is. */
export function toSegment(raw: Bag): Bag {
  if (isType(raw.type)) return raw;
  if (isCloudEvent(raw)) return fromCloudEvent(raw);
  if (isMixpanel(raw)) return fromMixpanel(raw);
  if (isPosthog(raw)) return fromPosthog(raw);
  return raw;
}
