// Panels under each other on one shared x axis: curves with intervals, levels over time, heat maps,
// lanes of what happened.
import type { Band, Heat, Lanes, Mark, Panel, Series, XyData } from "./data";
import type { Drawing } from "./drawing";
import { color, dash, escaped, faint, heat, ink, limit } from "./theme";
import { rule, symbol, text, tooltip } from "./theme";
import { moment, quantity, tick } from "./units";

// The plots of all charts begin and end at the same place, so that times stand under each other.
export const left = 108;
export const right = 24;
const titled = 26;
const apart = 14;
const foot = 44;
const usual = 190;

type Option = Record<string, unknown>;
type Point = [number, number | null, number?, number?];

function pointsOf(series: Series): Point[] {
  if (series.points) return series.points as Point[];
  const begin = series.begin ?? 0;
  const step = series.step ?? 1;
  return (series.values ?? []).map((value, i) => [begin + i * step, value]);
}

function heightOf(panel: Panel): number {
  if (panel.height !== undefined) return panel.height;
  if (panel.heat) return Math.max(60, panel.heat.rows.length * 30);
  if (panel.lanes) return Math.max(48, panel.lanes.rows.length * 30);
  return usual;
}

export function heightOfXy(data: XyData): number {
  return data.panels.reduce((sum, panel) => sum + titled + heightOf(panel) + apart, 0) + foot;
}

/** The area between the ends of the intervals. */
function band(series: Series, axis: number): Option {
  const whole = pointsOf(series).filter((p) => p[2] != null && p[3] != null);
  return {
    type: "custom",
    name: series.name,
    xAxisIndex: axis,
    yAxisIndex: axis,
    silent: true,
    clip: true,
    z: 1,
    tooltip: { show: false },
    dimensions: ["x", "low", "high"],
    encode: { x: 0, y: [1, 2] },
    data: whole.map((p) => [p[0], p[2], p[3]]),
    renderItem: (params: { dataIndex: number }, api: { coord(p: number[]): number[] }) => {
      if (whole.length < 2) return whiskers(whole, series, api);
      if (params.dataIndex !== 0) return undefined;
      const low = whole.map((p) => api.coord([p[0], p[2] as number]));
      const high = whole.map((p) => api.coord([p[0], p[3] as number]));
      return {
        type: "polygon",
        shape: { points: [...low, ...high.reverse()] },
        style: { fill: color(series.color), opacity: 0.18 },
      };
    },
  };
}

function whiskers(points: Point[], series: Series, api: { coord(p: number[]): number[] }): Option {
  const children = points.map((p) => {
    const low = api.coord([p[0], p[2] as number]);
    const high = api.coord([p[0], p[3] as number]);
    return {
      type: "line",
      shape: { x1: low[0], y1: low[1], x2: high[0], y2: high[1] },
      style: { stroke: color(series.color), lineWidth: 2 },
    };
  });
  return { type: "group", children };
}

function curve(series: Series, axis: number): Option {
  const points = pointsOf(series);
  const measured = series.points !== undefined && series.bound !== true;
  return {
    type: "line",
    name: series.name,
    xAxisIndex: axis,
    yAxisIndex: axis,
    data: points.map((p) => [p[0], p[1]]),
    z: series.bound ? 2 : 3,
    symbol: symbol(series.dash ?? 0),
    showSymbol: measured,
    symbolSize: points.length > 60 ? 4 : 7,
    connectNulls: false,
    lineStyle: {
      color: color(series.color),
      width: series.dots ? 0 : series.bound ? 1.25 : 2,
      type: series.bound ? [2, 3] : dash(series.dash ?? 0),
    },
    itemStyle: { color: color(series.color) },
    emphasis: { disabled: true },
    animation: false,
  };
}

function heatSeries(data: Heat, axis: number): Option {
  const cells = data.rows.flatMap((_, row) =>
    (data.values[row] ?? []).map((value, i) => [data.begin + i * data.step, row, value]),
  );
  type Api = {
    value(dimension: number): number;
    coord(p: number[]): [number, number];
    size(p: number[]): [number, number];
  };
  return {
    type: "custom",
    name: "",
    xAxisIndex: axis,
    yAxisIndex: axis,
    clip: true,
    data: cells,
    encode: { x: 0, y: 1 },
    renderItem: (_: unknown, api: Api) => {
      const [x, y] = api.coord([api.value(0), api.value(1)]);
      const [width, height] = api.size([data.step, 1]);
      const share = data.full > 0 ? api.value(2) / data.full : 0;
      return {
        type: "rect",
        shape: { x: x - width / 2, y: y - height / 2 + 2, width: width + 0.6, height: height - 4 },
        style: { fill: heat(share) },
      };
    },
  };
}

const spanColors = { fault: limit, seen: color(0), note: faint };

function laneSeries(data: Lanes, axis: number): Option {
  type Api = { value(d: number): number; coord(p: number[]): [number, number] };
  type Params = { dataIndex: number; coordSys: { x: number; width: number } };
  return {
    type: "custom",
    name: "",
    xAxisIndex: axis,
    yAxisIndex: axis,
    clip: false,
    data: data.spans.map((span) => [span.from, span.row, span.to ?? span.from]),
    encode: { x: [0, 2], y: 1 },
    renderItem: (params: Params, api: Api) => {
      const span = data.spans[params.dataIndex];
      if (!span) return undefined;
      const [begin, y] = api.coord([api.value(0), api.value(1)]);
      const [end] = api.coord([api.value(2), api.value(1)]);
      const area = params.coordSys;
      if (end < area.x - 1 || begin > area.x + area.width + 1) return undefined;
      const late = begin > area.x + 0.6 * area.width;
      const fill = spanColors[span.kind];
      const shape =
        span.to === undefined
          ? { type: "polygon", shape: { points: diamond(begin, y, 6) }, style: { fill } }
          : {
              type: "rect",
              shape: { x: begin, y: y - 6, width: Math.max(3, end - begin), height: 12 },
              style: { fill, opacity: 0.75 },
            };
      const words = {
        type: "text",
        style: {
          text: span.text,
          x: late ? begin - 11 : Math.max(begin, end) + 11,
          y,
          textAlign: late ? "right" : "left",
          textVerticalAlign: "middle",
          ...{ fill: ink, fontFamily: text.fontFamily, fontSize: 12 },
          width: (late ? begin - area.x : area.x + area.width - end) - 16,
          overflow: "truncate",
        },
      };
      return { type: "group", children: [shape, words] };
    },
  };
}

const diamond = (x: number, y: number, r: number): number[][] => [
  [x - r, y],
  [x, y - r],
  [x + r, y],
  [x, y + r],
];

const markColors = { limit, event: faint, note: faint };

/** Names of upright lines stand above the first panel, in two heights: neighbors stay apart. */
function markLine(vertical: Mark[], horizontal: Mark[], named: boolean, above: string): Option {
  const line = (mark: Mark, at: Option, position: string, shown: boolean, distance = 4) => ({
    ...at,
    lineStyle: {
      color: markColors[mark.kind],
      width: mark.kind === "limit" ? 1.5 : 1,
      type: mark.kind === "limit" ? [8, 3] : [3, 3],
    },
    label: { show: shown, formatter: mark.text, position, distance, ...text, fontSize: 11 },
  });
  return {
    silent: true,
    symbol: "none",
    animation: false,
    data: [
      ...vertical.map((m, i) => line(m, { xAxis: m.at }, above, named, i % 2 === 0 ? 4 : 17)),
      ...horizontal.map((m) => line(m, { yAxis: m.at }, "insideEndTop", true)),
    ],
  };
}

function markArea(bands: Band[], named: boolean): Option {
  return {
    silent: true,
    animation: false,
    itemStyle: { color: color(7), opacity: 0.14 },
    label: { show: named, position: "insideTop", ...text, fontSize: 11 },
    data: bands.map((b) => [{ xAxis: b.from, name: b.text }, { xAxis: b.to }]),
  };
}

/** Carries the lines and areas of a panel; has no data of its own. */
function carrier(data: XyData, panel: Panel, axis: number): Option {
  return {
    type: "line",
    name: "",
    xAxisIndex: axis,
    yAxisIndex: axis,
    data: [],
    silent: true,
    tooltip: { show: false },
    markLine: markLine(
      data.marks ?? [],
      panel.marks ?? [],
      axis === 0,
      panel.heat || panel.lanes ? "start" : "end",
    ),
    markArea: markArea(data.bands ?? [], axis === 0),
  };
}

const timeSteps = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400,
];
/** Whole seconds, minutes or hours between ticks, so that about eight of them stand on the axis. */
export function timeStep(range: number): number {
  return timeSteps.find((step) => range / step <= 9) ?? 86400 * Math.ceil(range / 86400 / 8);
}

function rangeOf(data: XyData): [number, number] {
  if (data.x.from !== undefined && data.x.to !== undefined) return [data.x.from, data.x.to];
  const xs = data.panels.flatMap((panel) =>
    (panel.series ?? []).flatMap((series) => pointsOf(series).map((p) => p[0])),
  );
  return xs.length === 0 ? [0, 1] : [Math.min(...xs), Math.max(...xs)];
}

function xAxis(data: XyData, index: number): Option {
  const last = index === data.panels.length - 1;
  const isTime = data.x.unit === "s";
  const [from, to] = rangeOf(data);
  const shared = {
    gridIndex: index,
    name: last ? data.x.name : "",
    nameLocation: "middle",
    nameGap: 28,
    nameTextStyle: text,
    axisLine: { lineStyle: { color: rule }, onZero: false },
    axisTick: { show: last, lineStyle: { color: rule } },
    splitLine: { show: false },
    axisPointer: { lineStyle: { color: faint, type: "solid" }, label: { show: false } },
  };
  if (data.x.categories) {
    return {
      ...shared,
      type: "category",
      data: data.x.categories,
      axisLabel: { show: last, ...text },
    };
  }
  return {
    ...shared,
    type: "value",
    scale: true,
    min: isTime || from === to ? from : "dataMin",
    max: isTime || from === to ? (from === to ? from + 1 : to) : "dataMax",
    ...(isTime ? { interval: timeStep(to - from) } : {}),
    axisLabel: {
      show: last,
      ...text,
      hideOverlap: true,
      showMaxLabel: isTime ? false : undefined,
      formatter: (value: number) => (isTime ? moment(value) : tick(value, data.x.unit)),
    },
  };
}

/** The next of 1, 1.5, 2, 3, 4, 5, 6, 8, 10 times a power of ten: ticks end on it. */
function roundUp(value: number): number {
  if (!(value > 0)) return value;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((s) => s * power >= value) ?? 10;
  return step * power;
}

function yAxis(panel: Panel, index: number): Option {
  const rows = panel.heat?.rows ?? panel.lanes?.rows;
  const shared = {
    gridIndex: index,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { show: rows === undefined, lineStyle: { color: rule, width: 0.75 } },
  };
  if (rows) {
    return {
      ...shared,
      type: "category",
      data: rows,
      inverse: true,
      axisPointer: { show: false },
      axisLabel: { ...text, fontSize: 11, width: left - 12, overflow: "truncate" },
    };
  }
  const limits = (panel.marks ?? []).map((mark) => mark.at);
  return {
    ...shared,
    type: "value",
    scale: panel.from_zero !== true,
    splitNumber: heightOf(panel) < 130 ? 2 : 4,
    axisPointer: { show: false },
    max: (extent: { max: number }) =>
      panel.top ?? (limits.length === 0 ? null : roundUp(Math.max(extent.max, ...limits) * 1.02)),
    axisLabel: { ...text, formatter: (value: number) => tick(value, panel.unit) },
  };
}

function tipOf(data: XyData) {
  const isTime = data.x.unit === "s";
  const nameOf = (x: number) =>
    data.x.categories?.[x] ?? (isTime ? moment(x) : quantity(x, data.x.unit));
  return (params: { axisValue: number | string; value: unknown }[]): string => {
    const first = params[0];
    if (!first) return "";
    const value = first.value as number[] | undefined;
    const x = data.x.categories ? (value?.[0] ?? 0) : Number(first.axisValue);
    const lines = data.panels.flatMap((panel) => linesAt(panel, x));
    return `<strong>${escaped(data.x.name)} ${escaped(nameOf(x))}</strong>${lines.join("")}`;
  };
}

function linesAt(panel: Panel, x: number): string[] {
  const line = (name: string, value: string) =>
    `<br>${escaped(name)}: <b style="font-weight:600">${escaped(value)}</b>`;
  if (panel.heat) {
    const { rows, values, begin, step } = panel.heat;
    const at = Math.round((x - begin) / step);
    return rows.map((row, i) => line(row, quantity(values[i]?.[at], panel.unit)));
  }
  return (panel.series ?? []).flatMap((series) => {
    const points = pointsOf(series);
    const reach = (series.step ?? 0) / 2 + 1e-9;
    const point = points.find((p) => Math.abs(p[0] - x) <= reach);
    if (!point || point[1] === null) return [];
    const half = point[3] != null && point[2] != null ? (point[3] - point[2]) / 2 : null;
    const interval = half ? ` ± ${quantity(half, panel.unit)}` : "";
    return [line(series.name, quantity(point[1], panel.unit) + interval)];
  });
}

export function drawXy(data: XyData): Drawing {
  const grids: Option[] = [];
  const titles: Option[] = [];
  const series: Option[] = [];
  const namesAbove = data.marks?.length ?? 0;
  let at = namesAbove > 1 ? 26 : namesAbove > 0 || data.bands?.length ? 12 : 0;
  const crowded = at;
  data.panels.forEach((panel, i) => {
    titles.push({
      text: panel.title,
      left: 0,
      top: at + 2,
      padding: 0,
      textStyle: { ...text, fontWeight: 600 },
    });
    grids.push({ left, right, top: at + titled, height: heightOf(panel) });
    at += titled + heightOf(panel) + apart;
    if (panel.heat) series.push(heatSeries(panel.heat, i));
    if (panel.lanes) series.push(laneSeries(panel.lanes, i));
    for (const one of panel.series ?? []) {
      if (pointsOf(one).some((p) => p[2] != null)) series.push(band(one, i));
      series.push(curve(one, i));
    }
    series.push(carrier(data, panel, i));
  });
  const all = data.panels.map((_, i) => i);
  const names = [...new Set(data.panels.flatMap((p) => (p.series ?? []).map((s) => s.name)))];
  const isTime = data.x.unit === "s";
  return {
    height: heightOfXy(data) + crowded,
    legend: names.map((name) => {
      const found = data.panels.flatMap((p) => p.series ?? []).find((s) => s.name === name);
      return {
        name,
        color: found?.color ?? 0,
        dash: found?.bound ? -1 : (found?.dash ?? 0),
        line: true,
      };
    }),
    isTime,
    zooms: data.x.categories === undefined,
    option: {
      animation: false,
      textStyle: text,
      title: titles,
      grid: grids,
      legend: { show: false, data: names },
      xAxis: data.panels.map((_, i) => xAxis(data, i)),
      yAxis: data.panels.map((panel, i) => yAxis(panel, i)),
      axisPointer: { link: [{ xAxisIndex: "all" }] },
      tooltip: { ...tooltip, formatter: tipOf(data) },
      dataZoom: [
        {
          type: "inside",
          xAxisIndex: all,
          filterMode: "none",
          zoomOnMouseWheel: "ctrl",
          moveOnMouseMove: true,
          moveOnMouseWheel: false,
        },
      ],
      series,
    },
  };
}
