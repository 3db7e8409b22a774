type Call = (...given: never[]) => unknown;

/** As much of zone.js as is needed. Angular looks for changes after each task that was begun in a zone of its own. */
interface Zone {
  readonly root: { run<R>(call: () => R): R };
  readonly current: { wrap<F>(call: F, name: string): F };
}

/** Looked for at each call, since zone.js may come after us. */
function findZone(): Zone | undefined {
  const { Zone: zone } = globalThis as { readonly Zone?: Zone };
  return zone?.root && zone.current ? zone : undefined;
}

/**
 * Makes each method of `instance` run outside of the page's zones: our timers, listeners and requests are then none of the
 * page's tasks, and it looks for no changes while nobody but us does anything. The page's own functions are called in the
 * zone in which they were given.
 */
export function leaveZones(instance: object): void {
  const inZones = new WeakMap<Call, Call>();

  /** The same function each time, so that `off` finds it. */
  function keepZone(given: unknown, zone: Zone): unknown {
    if (typeof given !== "function") return given;
    const known = inZones.get(given as Call) ?? zone.current.wrap(given as Call, "milepost");
    inZones.set(given as Call, known);
    return known;
  }

  /** A vendor's drawings are functions of the page's too. */
  function keepZones(given: unknown, zone: Zone): unknown {
    const { render } = Object(given) as { readonly render?: object };
    if (!render) return keepZone(given, zone);
    const drawings = Object.entries(render).map(([type, one]) => [type, keepZone(one, zone)]);
    return { ...Object(given), render: Object.fromEntries(drawings) };
  }

  for (const [name, method] of Object.entries(instance))
    Reflect.set(instance, name, (...given: unknown[]): unknown => {
      const zone = findZone();
      if (!zone) return method(...given);
      let kept = given;
      try {
        kept = given.map((one) => keepZones(one, zone));
      } catch {
        // What is given may throw where it is looked at: the method says so.
      }
      return zone.root.run(() => method(...kept));
    });
}
