import { h } from "preact";

interface IconProps {
  /** What is stroked, in a box of 16. */
  readonly path: string;
  readonly class?: string;
}

export const Icon = ({ path, class: more = "" }: IconProps) => (
  <svg class={`icon ${more}`} viewBox="0 0 16 16" aria-hidden="true">
    <path d={path} pathLength="1" />
  </svg>
);

export const Tick = () => <Icon class="tick" path="M3.5 8.5l3 3 6-6.5" />;

interface IconButtonProps {
  readonly label: string;
  readonly path?: string;
  readonly part?: string;
  onPress(): void;
}

/** A button of 28 px (44 px under 480 px) that shows a sign, a cross by default, and is named by `label`. */
export const IconButton = ({
  label,
  path = "M4 4l8 8m0-8l-8 8",
  part = "close",
  onPress,
}: IconButtonProps) => (
  <button class="tool" part={part} type="button" aria-label={label} onClick={onPress}>
    <Icon path={path} />
  </button>
);
