import { type Book, readBook, writeBook } from "./book.ts";
import { getById, onSubmit, readForm, show, write } from "./dom.ts";
import { introduce } from "./frame.ts";
import { tellNextPage, tellWaiting } from "./guidance.ts";

const known = readBook();
if (known === undefined) askForWorkspace();
else welcomeBack(known);

function askForWorkspace(): void {
  tellWaiting();
  const form = getById("create", HTMLFormElement);
  onSubmit(form, () => {
    const { name = "", email = "", company = "" } = readForm(form);
    const person = { id: `u_${crypto.randomUUID()}`, name, email };
    const workspace = { id: `w_${crypto.randomUUID()}`, company, currency: "EUR" } as const;
    writeBook({ person, workspace, members: [], invoices: [] });
    tellNextPage("track", "Workspace Created", { company });
    location.assign("/invoices");
  });
}

function welcomeBack(book: Book): void {
  introduce(book);
  tellWaiting();
  write("back-company", book.workspace.company);
  write("back-person", book.person.name);
  show("back");
}
