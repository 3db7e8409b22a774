import type { Properties, ReportName } from "./domain/facts.ts";
import { hash128 } from "./domain/hash.ts";
import { getSession } from "./domain/sessions.ts";
import type { ErrorCode, MilepostError } from "./errors.ts";
import type { Person } from "./stores/person.ts";

export interface HealthOptions {
  readonly product: string;
  onError(error: MilepostError): void;
  onFault(fault: unknown): void;
}

/** How it came here. */
export interface Loading {
  /** Epoch milliseconds. */
  readonly since: number;
  /** Where its config is from. */
  readonly from: "cache" | "net" | "page";
}

/** Where it is told, now. */
export interface Desk extends Loading {
  readonly person: Pick<Person, "here" | "state">;
  readonly now: number;
  report(event: ReportName, properties: Properties, id: string): void;
}

/** How the SDK itself fares, for whoever runs it: once a session each. Two tabs that tell the same say it under one id. */
export interface Health extends Pick<HealthOptions, "onError" | "onFault"> {
  /** From now on it is told, beginning with how the page has started where the session began with it. */
  tell(desk: Desk): void;
}

export function createHealth({ product, onError, onFault }: HealthOptions): Health {
  const told = new Set<string>();
  let desk: Desk | undefined;

  function once(event: ReportName, what: string, properties: Properties): void {
    if (!desk) return;
    const { person, report } = desk;
    const session = [person.here().user, getSession(person.state())];
    const id = `mp_${hash128(JSON.stringify([product, ...session, event, what]))}`;
    if (told.has(id)) return;
    told.add(id);
    report(event, properties, id);
  }

  const fail = (code: ErrorCode): void => once("Milepost Error", code, { code });

  return {
    onError(error) {
      onError(error);
      fail(error.code);
    },
    onFault(fault) {
      onFault(fault);
      fail("unexpected");
    },
    tell(at) {
      desk = at;
      const { since, from, now, person } = at;
      if (getSession(person.state()) < since) return;
      once("Milepost Loaded", "", { init_ms: now - since, config_from: from });
    },
  };
}
