import { type Book, readBook } from "./book.ts";
import { write } from "./dom.ts";
import { tell, tellWaiting } from "./guidance.ts";

/** Opens a page of the signed-in product: its book, or the start page for those who have none yet. */
export function openPage(draw: (book: Book) => void): void {
  const book = readBook();
  if (book === undefined) {
    location.replace("/");
    return;
  }
  introduce(book);
  tellWaiting();
  showFrame(book);
  draw(book);
}

/** Draws again when the page comes back from the browser's back/forward cache, where it kept an older state. */
export function onReturn(draw: (book: Book) => void): void {
  addEventListener("pageshow", ({ persisted }) => {
    const book = persisted ? readBook() : undefined;
    if (book !== undefined) draw(book);
  });
}

/** Who is here, for Milepost: said on each page, as a session knows it. */
export function introduce({ person, workspace }: Book): void {
  tell("identify", person.id, {
    name: person.name,
    firstName: person.name.split(" ")[0],
    email: person.email,
    role: "admin",
  });
  tell("group", workspace.id, { company: workspace.company, plan: "free" });
}

export function showFrame({ person, workspace }: Book): void {
  write("company", workspace.company);
  write("person", person.name);
}
