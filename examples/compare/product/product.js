// What the product does anyway. It knows nothing of any guidance, and says what happens in it by events of the page.
const team = document.getElementById("team");

/** A framework would draw it so: late, and as another element each time. */
function draw() {
  const link = Object.assign(document.createElement("a"), {
    id: "invite",
    href: "/team",
    textContent: "Invite",
  });
  team.replaceChildren(link);
}
// The team is asked for after the page has come.
setTimeout(draw, 600);
addEventListener("redraw", draw);

document.getElementById("invite-form")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const email = document.getElementById("email");
  document.getElementById("sent").textContent = `Sent to ${email.value}.`;
  document.dispatchEvent(new CustomEvent("invited", { detail: { domain: email.value.split("@")[1] } }));
  email.value = "";
});
