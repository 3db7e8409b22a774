const STEPS = 200;

/**
 * Where a continuous function is zero, to the last digits that a number has.
 * SOURCE: Chandrupatla 1997, Advances in Engineering Software 28:145-149: bisection, and inverse quadratic
 * interpolation where the three points at hand allow it.
 * @param f A continuous function with different signs (or a zero) at `from` and `to`.
 * @throws RangeError where both signs are the same: there need be no root in between.
 */
export function findRoot(f: (x: number) => number, from: number, to: number): number {
  let [a, b] = [to, from];
  let [fa, fb] = [f(a), f(b)];
  if (fa * fb > 0)
    throw new RangeError(`findRoot: f is ${fb} at ${from} and ${fa} at ${to}, expected a change of sign`);
  let [c, fc] = [a, fa];
  let t = 0.5;
  for (let step = 0; step < STEPS; step++) {
    const x = a + t * (b - a);
    const fx = f(x);
    if (Math.sign(fx) === Math.sign(fa)) [c, fc] = [a, fa];
    else [c, b, fc, fb] = [b, a, fb, fa];
    [a, fa] = [x, fx];
    const [best, least] = Math.abs(fa) < Math.abs(fb) ? [a, fa] : [b, fb];
    const nearest = (2 * Number.EPSILON * Math.abs(best) + Number.MIN_VALUE) / Math.abs(b - a);
    if (least === 0 || !(nearest < 0.5)) return best;
    t = Math.min(1 - nearest, Math.max(nearest, getStep({ a, b, c }, { a: fa, b: fb, c: fc })));
  }
  return a;
}

interface Three {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** How far to go from `a` to `b`, as a share of the way. */
function getStep(x: Three, f: Three): number {
  const xi = (x.a - x.b) / (x.c - x.b);
  const phi = (f.a - f.b) / (f.c - f.b);
  if (!(phi ** 2 < xi && (1 - phi) ** 2 < 1 - xi)) return 0.5;
  const first = (f.a / (f.b - f.a)) * (f.c / (f.b - f.c));
  const second = ((x.c - x.a) / (x.b - x.a)) * (f.a / (f.c - f.a)) * (f.b / (f.c - f.b));
  return first + second;
}
