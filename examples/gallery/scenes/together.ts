import { aChecklist, aHelp, aHotspot, anItem, aTooltip } from "../views.ts";
import type { Chapter } from "./scene.ts";

/** What may stand on one page at the same time: one thing that interrupts, and what was asked for. */
export const together: Chapter = {
  title: "Together",
  scenes: [
    {
      name: "together",
      title: "On one page",
      views: [
        aTooltip({
          title: "Start here",
          body: "Hi {{user.firstName|there}}, this makes a **new invoice**. It is a draft until you press Send.",
        }),
        aChecklist(
          [
            anItem("Create your workspace", { done: true }),
            anItem("Send your first invoice", { body: "About two minutes.", guide: "how-to-send" }),
            anItem("Get paid"),
          ],
          {},
          { title: "Get paid in three steps" },
        ),
        aHotspot({ title: "Late fees" }),
        aHelp({}),
      ],
    },
  ],
};
