import { Fragment, h, type VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Customer, Customers } from "../../figures/views/views.ts";
import type { Place } from "../address.ts";
import { useDesk } from "../desk.ts";
import type { Known } from "../figures.ts";
import { readDay, toDay } from "../readDay.ts";
import { Link } from "./link.tsx";

/** What was asked for last, and what is known of it. */
interface Asked {
  readonly text: string;
  /** As `2026-11-24`; empty: the last day with something. */
  readonly day: string;
  readonly known: Known<Customers> | undefined;
}

const NO_DAY = "Say the day as Tuesday, 24 Nov or 2026-11-24.";

/** From a customer and a day to what they saw then: by whole id at once, by a part of one where it is one customer's. */
export function Finder(): VNode {
  const { figures, go } = useDesk();
  const [asked, setAsked] = useState<Asked>();
  const [complaint, setComplaint] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => onSlash(() => field.current?.select()), []);

  async function find(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    const text = `${given.get("customer")}`.trim();
    const said = `${given.get("day")}`.trim();
    const day = said === "" ? "" : readDay(said, new Date());
    setComplaint(day === undefined ? NO_DAY : "");
    if (text === "" || day === undefined) return;
    setAsked({ text, day, known: undefined });
    const known = await figures.findCustomers(text);
    const one = known.state === "known" ? getMeant(known.value, text) : undefined;
    setAsked(one ? undefined : { text, day, known });
    if (one) go(toPlace(one, day));
  }

  return (
    <form
      class="finder"
      data-guide="finder"
      onSubmit={(event) => void find(event)}
      aria-label="Find a customer"
    >
      <label class="wide">
        What did one customer see?{" "}
        <input
          ref={field}
          name="customer"
          placeholder="Id of an account or a person, or a part of it"
          autocomplete="off"
          aria-keyshortcuts="/"
        />
        <kbd title="The key / brings you here">/</kbd>
      </label>
      <label>
        Day{" "}
        <input
          name="day"
          placeholder="e.g. Tuesday"
          autocomplete="off"
          size={16}
          aria-describedby="finder-said"
        />
      </label>
      <button type="submit" class="quiet">
        Show
      </button>
      <div class="found" id="finder-said" aria-live="polite">
        {complaint !== "" && <p class="note">{complaint}</p>}
        {asked?.known && <Found {...asked} known={asked.known} />}
      </div>
    </form>
  );
}

function Found({ text, day, known }: Asked & { readonly known: Known<Customers> }): VNode {
  if (known.state !== "known") return <p class="note">{known.state === "failed" ? known.message : ""}</p>;
  const { customers, isCut } = known.value;
  if (customers.length === 0)
    return (
      <p class="note">
        No account and no person has “{text}” in its id. Try a part of it; names and addresses are not
        searched.
      </p>
    );
  return (
    <Fragment>
      <p class="note">
        {isCut ? `The first ${customers.length} that have` : `${customers.length} have`} “{text}” in their id:
      </p>
      <ul>
        {customers.map((one) => (
          <li key={`${one.kind} ${one.id}`}>
            <Link to={toPlace(one, day)}>{one.id}</Link>
            <span class="note">
              {one.kind === "account"
                ? "account"
                : one.account === null
                  ? "person"
                  : `person of ${one.account}`}
            </span>
          </li>
        ))}
      </ul>
    </Fragment>
  );
}

/** The one whose id it is, in capitals or not; else the only one that has it in theirs. */
function getMeant({ customers }: Customers, text: string): Customer | undefined {
  const [first] = customers;
  const isWhole = first?.id.toLowerCase() === text.toLowerCase();
  return isWhole || customers.length === 1 ? first : undefined;
}

const toPlace = ({ kind, id, last }: Customer, day: string): Partial<Place> => ({
  screen: kind,
  id,
  day: day !== "" || last === null ? day : toDay(last),
});

/** Calls `work` when `/` is pressed where nobody is writing. Returns what ends that. */
function onSlash(work: () => void): () => void {
  function take(event: KeyboardEvent): void {
    if (event.key !== "/" || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    // What is written into a card of Milepost's comes from within it.
    const [from] = event.composedPath();
    if (from instanceof HTMLElement && (from.isContentEditable || from.matches("input, textarea, select")))
      return;
    event.preventDefault();
    work();
  }
  addEventListener("keydown", take);
  return () => removeEventListener("keydown", take);
}
