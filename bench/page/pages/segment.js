import { AnalyticsBrowser } from "@segment/analytics-next";

const endpoint = { apiKey: "bench", apiHost: `${location.host}/segment`, protocol: "http" };
const analytics = AnalyticsBrowser.load({
  writeKey: "bench",
  cdnSettings: { integrations: { "Segment.io": endpoint } },
});

window.subject = { track: (event, properties) => analytics.track(event, properties) };
