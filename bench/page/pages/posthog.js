import posthog from "posthog-js";

// It takes a headless browser for a robot, whose events it drops.
posthog.init("bench", { api_host: `${location.origin}/posthog`, opt_out_useragent_filter: true });

window.subject = { track: (event, properties) => posthog.capture(event, properties) };
