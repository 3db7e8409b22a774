/**
 * A custom element of ours. Where somebody else has defined one of that name, their code would run in it and may have a
 * shadow root there already: ours then has a name that nobody has.
 */
export const createOwnElement = (name: string): HTMLElement => {
  let free = name;
  while (customElements.get(free)) free += "-own";
  return document.createElement(free);
};
