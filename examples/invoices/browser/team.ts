import { type Book, type Member, writeBook } from "./book.ts";
import { element, getById, onSubmit, readForm, write } from "./dom.ts";
import { openPage } from "./frame.ts";
import { tell } from "./guidance.ts";

openPage((opened) => {
  let book = opened;
  const form = getById("invite", HTMLFormElement);
  drawPeople(book);
  onSubmit(form, () => {
    const { name = "", email = "", role = "member" } = readForm(form);
    const member: Member = { id: `m_${crypto.randomUUID()}`, name, email, role };
    book = { ...book, members: [...book.members, member] };
    writeBook(book);
    drawPeople(book);
    form.reset();
    write("news", `${name} has joined.`);
    tell("track", "Member Joined", { memberId: member.id, role });
  });
});

function drawPeople({ person, members }: Book): void {
  const you = { ...person, role: "admin" };
  getById("people", HTMLUListElement).replaceChildren(
    ...[you, ...members].map(({ id, name, email, role }) =>
      element(
        "li",
        {},
        element("span", { class: "initials", "aria-hidden": "true" }, getInitials(name)),
        element("span", { class: "who" }, element("strong", {}, name), element("span", {}, email)),
        element("span", { class: "role" }, id === person.id ? "Admin, you" : asTitle(role)),
      ),
    ),
  );
}

function getInitials(name: string): string {
  const words = name.split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toUpperCase();
}

function asTitle(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
