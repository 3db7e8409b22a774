import { AnalyticsBrowser } from "@segment/analytics-next";
import { driver } from "driver.js";

const STEPS = [
  { page: "/", element: "#invite", title: "Work together", description: "Invite somebody to your team." },
  {
    page: "/team",
    element: "#email",
    title: "Whom do you work with?",
    description: "They get a mail with a link.",
  },
];

const { user, account } = document.documentElement.dataset;
const apiHost = `${location.host}/collect/v1`;
const protocol = location.protocol.slice(0, -1);
const segment = { apiKey: "acme", apiHost, protocol };
const analytics = AnalyticsBrowser.load({
  writeKey: "acme",
  cdnSettings: { integrations: { "Segment.io": segment } },
});
analytics.identify(user);
analytics.group(account);
analytics.page();

const tabs = new BroadcastChannel("onboarding");
const say = (what) => fetch("/onboarding", { method: "POST", body: JSON.stringify(what), keepalive: true });

let shown;
let watch;

function leave() {
  watch?.disconnect();
  const card = shown;
  shown = undefined;
  card?.tour.destroy();
}

function end(how) {
  leave();
  say({ [how]: true });
  tabs.postMessage("ended");
}

/** Stands beside the step's element, whenever that comes, and beside the one that comes in its place. */
function show(step) {
  const { element, title, description } = STEPS[step];
  const look = () => {
    const target = document.querySelector(element);
    if (!target || shown?.target === target) return;
    const former = shown;
    shown = undefined;
    former?.tour.destroy();
    const tour = driver({
      overlayOpacity: 0,
      animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      overlayClickBehavior: () => {},
      onDestroyStarted: () => (shown?.tour === tour ? end("dismissed") : tour.destroy()),
    });
    shown = { target, tour };
    tour.highlight({ element: target, popover: { title, description, showButtons: ["close"] } });
    analytics.track("Onboarding Shown", { step });
  };
  watch = new MutationObserver(look);
  watch.observe(document.documentElement, { childList: true, subtree: true });
  look();
}

document.addEventListener("invited", ({ detail }) => {
  analytics.track("Teammate Invited", detail);
  end("done");
});
tabs.addEventListener("message", leave);

async function start() {
  const reply = await fetch("/onboarding");
  if (!reply.ok) return;
  const { step, arm, isNew, isOver } = await reply.json();
  if (isOver) return;
  if (isNew) analytics.track("Onboarding Triggered", { arm });
  if (arm === "held-out") return;
  new EventSource("/onboarding/ended").addEventListener("message", leave);
  const here = STEPS.findIndex(({ page }) => page === location.pathname);
  // The second page is a step of the tour for who was led there.
  const next = here === step + 1 ? here : step;
  if (next !== step) say({ step: next });
  if (next === here) show(here);
}
start();
