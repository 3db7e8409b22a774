import { CURRENCIES, forgetBook, writeBook } from "./book.ts";
import { getById, onSubmit, readForm, write } from "./dom.ts";
import { introduce, openPage, showFrame } from "./frame.ts";
import { tellNextPage } from "./guidance.ts";

openPage((opened) => {
  let book = opened;
  const form = getById("settings", HTMLFormElement);
  getById("name", HTMLInputElement).value = book.person.name;
  getById("email", HTMLInputElement).value = book.person.email;
  getById("company-name", HTMLInputElement).value = book.workspace.company;
  getById("currency", HTMLSelectElement).value = book.workspace.currency;
  onSubmit(form, () => {
    const { name = "", email = "", company = "", currency } = readForm(form);
    const known = CURRENCIES.find((candidate) => candidate === currency) ?? book.workspace.currency;
    book = {
      ...book,
      person: { ...book.person, name, email },
      workspace: { ...book.workspace, company, currency: known },
    };
    writeBook(book);
    showFrame(book);
    introduce(book);
    write("news", "Saved");
  });
  getById("start-over", HTMLButtonElement).addEventListener("click", () => {
    forgetBook();
    tellNextPage("reset");
    location.assign("/");
  });
});
