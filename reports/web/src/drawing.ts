// What a kind of chart gives to the page that shows it.

export interface LegendItem {
  name: string;
  color: number;
  /** Pattern of the line; -1: a bound. */
  dash: number;
  /** A line, or an area that may be hatched. */
  line: boolean;
  hatched?: boolean;
}

export interface Drawing {
  /** In pixels. */
  height: number;
  option: Record<string, unknown>;
  /** Series that can be switched off; none: nothing to choose from. */
  legend: LegendItem[];
  zooms: boolean;
  /** Its x axis is the simulated time: cursors and zoom go with those of the other ones. */
  isTime: boolean;
}
