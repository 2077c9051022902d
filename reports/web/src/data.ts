// The contract with reports/html: what each kind of chart is given. Numbers are in base units
// (seconds, fractions of 1); a withheld number is null.

export type Maybe = number | null;

/** "s" times, "1" fractions, "1/s" rates, else a counted noun. */
export type Unit = string;

/** Index into the palette of style.css: the same component has the same one in every chart. */
export type Color = number;

export interface Series {
  name: string;
  color: Color;
  /** Second channel beside the color: pattern of the line and shape of its points. */
  dash?: number;
  /** Equal slices: the first one's middle, their width, one value a slice. */
  begin?: number;
  step?: number;
  values?: Maybe[];
  /** Or points [x, y, low, high]; low and high are the ends of the interval. */
  points?: [number, Maybe, Maybe?, Maybe?][];
  /** Drawn without a line between the points. */
  dots?: boolean;
  /** Thin and pale: a bound or a reference, no measurement. */
  bound?: boolean;
}

export interface Mark {
  at: number;
  text: string;
  /** "limit" is a limit of the user's; "event" something that happened. */
  kind: "limit" | "event" | "note";
}

export interface Band {
  from: number;
  to: number;
  text: string;
}

export interface Heat {
  rows: string[];
  begin: number;
  step: number;
  /** By row, then by slice. */
  values: Maybe[][];
  /** What the darkest color stands for. */
  full: number;
}

export interface Span {
  row: number;
  from: number;
  /** Without: a moment. */
  to?: number;
  text: string;
  kind: "fault" | "seen" | "note";
}

export interface Lanes {
  rows: string[];
  spans: Span[];
}

export interface Panel {
  title: string;
  unit: Unit;
  /** Of the plot, in pixels. */
  height?: number;
  series?: Series[];
  heat?: Heat;
  lanes?: Lanes;
  /** Horizontal lines. */
  marks?: Mark[];
  /** Zero stands on the axis. */
  from_zero?: boolean;
  top?: number;
}

export interface XyData {
  x: { name: string; unit: Unit; categories?: string[]; from?: number; to?: number };
  panels: Panel[];
  /** Vertical lines and areas through all panels. */
  marks?: Mark[];
  bands?: Band[];
}

export interface BarsData {
  unit: Unit;
  now: string;
  then?: string;
  rows: {
    name: string;
    color: Color;
    value: Maybe;
    half_width: Maybe;
    then?: Maybe;
    limit: number;
    text: string;
  }[];
}

export interface StackData {
  unit: Unit;
  rows: string[];
  parts: { name: string; color: Color; hatched: boolean; values: Maybe[] }[];
  /** Measured wholes beside the sums. */
  wholes?: { name: string; values: Maybe[] };
}

export interface IntervalsData {
  x: { name: string; unit: Unit };
  zero: number;
  rows: {
    name: string;
    low: Maybe;
    value: Maybe;
    high: Maybe;
    verdict: "better" | "worse" | "different" | "no_difference" | "none";
    text: string;
  }[];
  /** Bars from `zero` (a tornado) instead of whiskers (a forest). */
  bars?: boolean;
}

export interface TopologyData {
  nodes: { name: string; text: string; column: number; row: number; color: Color; hot: boolean }[];
  links: { from: number; to: number; text: string }[];
}

export type ChartEntry =
  | { kind: "xy"; title: string; data: XyData }
  | { kind: "bars"; title: string; data: BarsData }
  | { kind: "stack"; title: string; data: StackData }
  | { kind: "intervals"; title: string; data: IntervalsData }
  | { kind: "topology"; title: string; data: TopologyData };
