/** What is made of something that nobody changes is made once of it, and kept for as long as that is. */
export function once<Given extends object, Made>(make: (given: Given) => Made): (given: Given) => Made {
  const known = new WeakMap<Given, { readonly made: Made }>();
  return (given) => {
    const one = known.get(given) ?? { made: make(given) };
    known.set(given, one);
    return one.made;
  };
}
