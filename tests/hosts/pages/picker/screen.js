import "./screen.css";

/** Which build of the page this is, 1 or 2, and in which language: the page's own document says so. */
const { build, language } = window.version;
export const isNew = build === 2;

const WORDS = {
  en: {
    invoices: "Invoices",
    quotes: "Quotes",
    customers: "Customers",
    reports: "Reports",
    search: "Search",
    news: "Notifications",
    help: "Help",
    export: "Export",
    create: "New invoice",
    import: "Import",
    more: "More",
    all: "All",
    sent: "Sent",
    drafts: "Drafts",
    overdue: "Overdue",
    from: "From",
    customer: "Customer",
    status: "Status",
    only: "Only mine",
    number: "Number",
    date: "Date",
    amount: "Amount",
    actions: "Actions",
    paid: "Paid",
    open: "Open",
    send: "Send",
    edit: "Edit",
    copy: "Duplicate",
    remove: "Delete",
  },
  de: {
    invoices: "Rechnungen",
    quotes: "Angebote",
    customers: "Kunden",
    reports: "Berichte",
    search: "Suche",
    news: "Mitteilungen",
    help: "Hilfe",
    export: "Exportieren",
    create: "Neue Rechnung",
    import: "Importieren",
    more: "Mehr",
    all: "Alle",
    sent: "Gesendet",
    drafts: "Entwürfe",
    overdue: "Überfällig",
    from: "Von",
    customer: "Kunde",
    status: "Stand",
    only: "Nur meine",
    number: "Nummer",
    date: "Datum",
    amount: "Betrag",
    actions: "Aktionen",
    paid: "Bezahlt",
    open: "Offen",
    send: "Senden",
    edit: "Bearbeiten",
    copy: "Duplizieren",
    remove: "Löschen",
  },
};

const say = (key) => WORDS[language][key];

/** A class as a bundler names it: with a hash, which is another one in each build. */
export function css(name) {
  let hash = build * 7919;
  for (const letter of name) hash = (hash * 31 + letter.charCodeAt(0)) % 1_000_003;
  return `${name}_${(hash + 60_466_176).toString(36).slice(-5)}`;
}

/** Things by their keys, in the order of this build; `more` gives some of them a mark, by which a test knows them. */
const list = (keys, more = {}) =>
  keys.filter(Boolean).map((key) => ({ key, label: say(key), mark: more[key] }));

// What is new stands before what is marked.
export const LINKS = list(["invoices", isNew && "quotes", "customers", "reports"], { customers: "link" });
export const TOOLS = list([isNew && "search", "news", "help"], { help: "icon button" });
export const BUTTONS = list([isNew && "export", "create", "import"], { create: "button" });
export const MORE = { label: say("more"), mark: "opener" };
export const TABS = list(["all", isNew && "sent", "drafts", "overdue"], { overdue: "tab" });
export const FIELDS = list([isNew && "from", "customer"], { customer: "text field" });
export const SELECT = { label: say("status"), mark: "select", options: [say("open"), say("paid")] };
export const CHECK = { label: say("only"), mark: "checkbox" };
export const ENTRIES = list([isNew && "send", "edit", "copy", "remove"], { copy: "menu item" });
export const COLUMNS = list(["number", "customer", isNew && "date", "status", "amount", "actions"]);
export const ROWS = [
  ["2026-014", "Studio Lima", "2026-03-02", "open", "480.00"],
  ["2026-013", "Harbour Café", "2026-02-27", "paid", "95.50"],
  ["2026-012", "Brown & Daughters", "2026-02-20", "paid", "1,210.00"],
  ["2026-011", "Studio Lima", "2026-02-11", "open", "64.00"],
].map(([number, customer, date, state, amount], i) => ({
  number,
  cells: [
    { key: "number", text: number },
    { key: "customer", text: customer },
    ...(isNew ? [{ key: "date", text: date }] : []),
    { key: "status", text: say(state), mark: i === 1 ? "table cell" : undefined },
    { key: "amount", text: amount },
  ],
  action: { label: say("actions"), mark: i === 1 ? "icon button of a row" : undefined },
}));

/** Pictures of icon buttons, as paths. */
export const ICONS = {
  search: "M10 2a8 8 0 1 0 5 14l5 5 1-1-5-5a8 8 0 0 0-6-13z",
  news: "M12 3a6 6 0 0 0-6 6v5l-2 3h16l-2-3V9a6 6 0 0 0-6-6z",
  help: "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm-1 14h2v2h-2z",
  actions: "M4 10h4v4H4zm6 0h4v4h-4zm6 0h4v4h-4z",
};
export const icon = (key) =>
  `<svg viewBox="0 0 24 24" width="16" height="16" aria-hidden="true"><path d="${ICONS[key]}"/></svg>`;
