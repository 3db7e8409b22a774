import { describe } from "vitest";
import { getEngineName } from "./engines/engines.ts";
import type { Host } from "./host.ts";
import { CHANGE_PROMISES } from "./promises/changes.ts";
import { getLayerControls, getLayerPromises } from "./promises/layers.ts";
import { LIST_CONTROLS, LIST_PROMISES } from "./promises/lists.ts";
import { PAGE } from "./promises/page.ts";
import { PHONE_PROMISES } from "./promises/phone.ts";
import { type Open, test } from "./stay.ts";

/** What the hosts do by themselves: asked without us, so that what we promise is worth something. */
const CONTROLS = [...getLayerControls("dialog"), ...getLayerControls("drawer"), ...LIST_CONTROLS];

const PROMISES = [
  ...PAGE,
  ...getLayerPromises("dialog"),
  ...getLayerPromises("drawer"),
  ...LIST_PROMISES,
  ...CHANGE_PROMISES,
];

/** All that is promised of all that the host has. A quick look takes its word for the rest, and has no phone. */
export function describeHost(given: Host, isQuick = false): void {
  const host = { ...given, lacks: { ...given.lacks, ...given.lacksIn?.[getEngineName()] } };
  describe(host.name, () => {
    for (const { says, check } of isQuick ? [] : CONTROLS.filter((row) => host.has.includes(row.of)))
      if (host.lacks[says]) test.skip(`without us either it is not so that ${says}: ${host.lacks[says]}`);
      else test(`without us ${says}`, ({ openHost }) => check(() => openHost(host)));
    for (const { says, check } of [...PROMISES, ...(isQuick ? [] : PHONE_PROMISES)].filter((row) =>
      host.has.includes(row.of),
    ))
      test.skipIf(host.lacks[says])(says, ({ openHost }) => {
        const open: Open = (guides = {}, as) =>
          openHost(host, typeof guides === "function" ? guides(host) : guides, as);
        return check(open);
      });
  });
}
