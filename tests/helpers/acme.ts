/** A small product's config and pages: one gap with a tooltip, one with a checklist, a tour over two pages. */
export const acme = (more: Record<string, unknown> = {}) => ({
  version: 1,
  product: "acme",
  consent: "full",
  report: { endpoint: "/v1/batch", writeKey: "acme-web" },
  milestones: {
    workspace: { title: "Create your workspace", when: { event: "Workspace Created" } },
    "first-invoice": {
      title: "Send your first invoice",
      when: { event: "Invoice Sent", where: { total: { above: 0 } } },
    },
    "first-payment": { title: "Get paid", when: { event: "Payment Received" } },
  },
  journeys: {
    activation: { title: "Get paid", milestones: ["workspace", "first-invoice", "first-payment"] },
  },
  gaps: {
    "no-first-invoice": { from: "workspace", to: "first-invoice", bridge: ["tip"] },
    "not-paid-yet": {
      from: "workspace",
      to: "first-payment",
      opens: { event: "List Wanted" },
      bridge: ["setup"],
    },
  },
  guides: {
    tip: {
      type: "tooltip",
      on: ["/", "/invoices*"],
      target: "[data-tour=new-invoice]",
      title: "Start here",
      body: "Hi {{user.firstName|there}}, this makes a **new invoice**.",
    },
    setup: {
      type: "checklist",
      title: "Get paid in three steps",
      items: [
        { milestone: "workspace" },
        { milestone: "first-invoice", guide: "invoice-tour" },
        { milestone: "first-payment", doc: "getting-paid" },
      ],
    },
    "invoice-tour": {
      type: "tour",
      steps: [
        { target: "[data-tour=new-invoice]", title: "One", body: "Press it.", advance: { click: "target" } },
        { target: "#total", title: "Two", body: "Fill it in.", advance: { input: "target" } },
        {
          target: { role: "button", name: "Send" },
          title: "Three",
          body: "Send it.",
          advance: { event: "Invoice Sent" },
        },
      ],
    },
    spot: {
      type: "hotspot",
      if: { page: "/spot" },
      target: "[data-tour=new-invoice]",
      title: "New",
      doc: "getting-paid",
    },
  },
  docs: [
    {
      id: "getting-paid",
      title: "Get paid faster",
      body: "Send a *reminder* after [a week](https://acme.example/why).",
    },
  ],
  ...more,
});

export const pages = {
  "/": `<main><h1>Acme</h1><a href="/invoices/new" data-tour="new-invoice" id="new">New invoice</a><p>Text.</p></main>`,
  "/invoices/new": `<main><h1>New</h1><label>Total <input id="total"></label> <button id="send">Send</button></main>`,
};
