import { init } from "@flows/js";
import { setupJsComponents } from "@flows/js-components";
import { BasicsV2Tooltip } from "@flows/js-components/tour-components";

setupJsComponents({ components: {}, tourComponents: { BasicsV2Tooltip }, surveyComponents: {} });
document.body.append(document.createElement("flows-floating-blocks"));
const begin = (environment) =>
  init({ organizationId: "o", environment, userId: "u", apiUrl: location.origin, debug: false });
// On a page that only starts, nothing is to show; elsewhere its server says at the start what is.
if (document.documentElement.dataset.for === "start") begin("none");

window.subject = {
  start: () => begin("tour"),
  card: () => document.querySelector(".flows_basicsV2_tooltip_tooltip"),
  next: () =>
    [...document.querySelectorAll(".flows_basicsV2_tooltip_tooltip button")].find(
      (one) => one.textContent.trim() === "Next",
    ),
  wait: () => begin("never"),
};
