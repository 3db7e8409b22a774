/** A config with which nothing is wrong, as somebody would write it. */
export const SOUND = `{
  "version": 1,
  "product": "acme",
  "locale": { "default": "en", "available": ["en", "de"] },
  "report": { "endpoint": "https://in.acme.example/v1/batch" },
  "outcomes": {
    "paid": { "title": "Invoices are paid", "owner": "success@acme.example" }
  },
  "milestones": {
    "workspace": { "title": "A workspace", "outcome": "paid", "when": { "event": "Workspace Created" } },
    "invoice": { "title": "An invoice", "outcome": "paid", "when": { "event": "Invoice Sent", "count": 2, "within": "7d" } },
    "team": { "title": "A team", "outcome": "paid", "when": { "all": [{ "milestone": "workspace", "is": "reached" }, { "account": "seats", "atLeast": 3 }] } }
  },
  "segments": [
    { "id": "small", "value": 5, "when": { "account": "seats", "below": 10 } },
    { "id": "large", "value": 9, "when": { "account": "seats", "atLeast": 10 } }
  ],
  "journeys": {
    "start": { "title": "Get started", "milestones": ["workspace", "invoice", "team"] }
  },
  "gaps": {
    "no-invoice": {
      "from": "workspace",
      "to": "invoice",
      "for": { "trait": "role", "isNot": "accountant" },
      "opens": { "any": [{ "after": "1d" }, { "sessions": 2 }] },
      "bridge": ["how", "article"],
      "holdout": 0.1
    },
    "alone": { "from": "invoice", "to": "team", "bridge": ["list", { "show": "tour", "after": "2d" }] }
  },
  "guides": {
    "how": {
      "type": "tooltip",
      "target": "[data-testid=new-invoice]",
      "title": { "en": "Start here", "de": "Hier geht es los" },
      "body": "Hello {{user.name|there}}, see [how](/help).",
      "on": "/invoices*",
      "actions": [{ "label": "Show me", "guide": "tour" }, { "label": "Later", "snooze": "3d" }]
    },
    "tour": {
      "type": "tour",
      "steps": [{ "target": "#new", "title": "Here" }, { "title": "Done" }]
    },
    "list": {
      "type": "checklist",
      "title": "Get paid",
      "items": [{ "milestone": "workspace" }, { "milestone": "invoice", "needs": ["workspace"], "href": "/invoices/new" }]
    },
    "ask": {
      "type": "survey",
      "if": { "milestone": "invoice", "is": "reached", "after": "3d" },
      "question": { "kind": "nps", "ask": "Would you recommend us?" },
      "then": [{ "atMost": 6, "guide": "tour" }]
    },
    "help": { "type": "help", "title": "Help", "launcher": "bottom-end" }
  },
  "docs": [
    { "id": "article", "title": "Invoices", "body": "All of it.", "url": "https://acme.example/invoices" }
  ],
  "limits": { "interruptions": { "perDay": 2 }, "quiet": { "from": "18:00", "to": "08:00" } },
  "holdout": 0.05,
  "retention": { "silent": "14d", "value": { "account": "mrr" } }
}
`;
