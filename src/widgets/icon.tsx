import { h } from "preact";

interface IconProps {
  readonly kind: "cross" | "tick" | "back" | "minus" | "open";
}

const SHAPES = {
  cross: "M4 4l8 8m0-8l-8 8",
  tick: "M3.5 8.5l3 3 6-6.5",
  back: "M10 3L5 8l5 5",
  minus: "M4 8h8",
  open: "M6 4h6v6m0-6l-7 7",
};

export const Icon = ({ kind }: IconProps) => (
  <svg class={`icon ${kind}`} viewBox="0 0 16 16" aria-hidden="true">
    <path d={SHAPES[kind]} pathLength="1" />
  </svg>
);

interface CrossProps {
  readonly label: string;
  readonly kind?: IconProps["kind"];
  readonly part?: string;
  onPress(): void;
}

/** A button of 28 px that shows a sign and is named by `label`. */
export const IconButton = ({ label, kind = "cross", part = "close", onPress }: CrossProps) => (
  <button class="tool" part={part} type="button" aria-label={label} onClick={onPress}>
    <Icon kind={kind} />
  </button>
);
