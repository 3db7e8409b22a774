import type { About } from "../overview/getOverview.ts";
import { element } from "./dom.ts";

/** What to do while nothing has arrived. */
export function drawStart({ product, sample }: About): readonly HTMLElement[] {
  const send = `curl ${location.origin}/v1/track -H 'content-type: application/json' \\
  -d '{"writeKey":"demo","userId":"ana","event":"Invoice Sent","properties":{"total":40}}'`;
  const open =
    product === undefined
      ? element(
          "li",
          {},
          "Point report.endpoint of your milepost.json at ",
          code(`${location.origin}/v1/batch`),
          ".",
        )
      : element(
          "li",
          {},
          "Open ",
          element("a", { href: product }, "the product"),
          " and create a workspace. What happens there shows up here at once.",
        );
  return [
    open,
    element("li", {}, "Or send an event from a terminal:", element("pre", { tabindex: "0" }, code(send))),
    ...(sample === undefined
      ? []
      : [
          element(
            "li",
            {},
            "Or look at ",
            element("a", { href: sample }, "a year that is made up"),
            ", to see what this page says once there are customers.",
          ),
        ]),
  ];
}

function code(text: string): HTMLElement {
  return element("code", {}, text);
}
