import { h, type VNode } from "preact";
import type { Place } from "../address.ts";
import { useDesk } from "../desk.ts";

/** What all figures are narrowed down to; each stands in the address. */
export function Filters(): VNode {
  const { index, plan, place, name, go } = useDesk();
  const isNarrow = [place.journey, place.segment, place.owner, place.from, place.to].some(
    (one) => one !== "",
  );
  return (
    <form
      class="filters"
      data-guide="filters"
      aria-label="Narrow down"
      onSubmit={(event) => event.preventDefault()}
    >
      <Choice label="Journey" of="journey" all={plan.journeys.map(({ id }) => [id, name(id)] as const)} />
      <Choice label="Segment" of="segment" all={plan.segments.map(({ id }) => [id, id] as const)} />
      {place.link === "" && (
        <Choice label="Owner" of="owner" all={index.owners.map((owner) => [owner, owner] as const)} />
      )}
      {(["from", "to"] as const).map((of) => (
        <label key={of}>
          {of === "from" ? "From" : "To"}{" "}
          <input
            type="date"
            value={place[of]}
            onChange={({ currentTarget }) => go({ [of]: currentTarget.value })}
          />
        </label>
      ))}
      {isNarrow && (
        <button
          type="button"
          class="quiet"
          onClick={() => go({ journey: "", segment: "", owner: "", from: "", to: "" })}
        >
          All
        </button>
      )}
    </form>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly of: "journey" | "segment" | "owner";
  readonly all: ReadonlyArray<readonly [id: string, title: string]>;
}

function Choice({ label, of, all }: ChoiceProps): VNode | null {
  const { place, go } = useDesk();
  if (all.length === 0) return null;
  const known = all.some(([id]) => id === place[of]) || place[of] === "";
  return (
    <label>
      {label}{" "}
      <select
        value={place[of]}
        onChange={({ currentTarget }) => go({ [of]: currentTarget.value } as Partial<Place>)}
      >
        <option value="">All</option>
        {!known && <option value={place[of]}>{place[of]}</option>}
        {all.map(([id, title]) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
