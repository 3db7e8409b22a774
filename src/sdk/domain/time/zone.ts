/** The zone of the place where this runs, whatever its name. A page that asks for no name is spared 25 ms and more. */
export const LOCAL = "local";
