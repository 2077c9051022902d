// Levels of resources beside their own limits; and stacked parts of a time.
import type { BarsData, StackData } from "./data";
import type { Drawing } from "./drawing";
import { color, escaped, faint, ink, limit, rule, surface, text, tooltip } from "./theme";
import { quantity, tick } from "./units";

const row = 34;
const foot = 40;
const names = 190;

type Api = {
  value(d: number): number;
  coord(p: number[]): [number, number];
  size(p: number[]): [number, number];
};

function line(x1: number, y1: number, x2: number, y2: number, stroke: string, lineWidth: number) {
  return { type: "line", shape: { x1, y1, x2, y2 }, style: { stroke, lineWidth } };
}

/** Bar, whiskers of its interval, a tick at the limit, a hollow diamond at the other level. */
function barOf(data: BarsData) {
  return (params: { dataIndex: number }, api: Api) => {
    const one = data.rows[params.dataIndex];
    if (!one || one.value === null) return undefined;
    const [zero, y] = api.coord([0, params.dataIndex]);
    const [end] = api.coord([one.value, params.dataIndex]);
    const children: Record<string, unknown>[] = [
      {
        type: "rect",
        shape: { x: zero, y: y - 8, width: Math.max(1, end - zero), height: 16, r: [0, 2, 2, 0] },
        style: { fill: color(one.color), opacity: 0.9 },
      },
    ];
    const half = one.half_width ?? 0;
    if (half > 0) {
      const [low] = api.coord([one.value - half, 0]);
      const [high] = api.coord([one.value + half, 0]);
      children.push(line(low, y, high, y, ink, 1.5));
      for (const x of [low, high]) children.push(line(x, y - 4, x, y + 4, ink, 1.5));
    }
    const [at] = api.coord([one.limit, 0]);
    children.push(line(at, y - 13, at, y + 13, limit, 2.5));
    if (one.then !== undefined && one.then !== null) {
      const [x] = api.coord([one.then, 0]);
      children.push({
        type: "polygon",
        shape: { points: [[x - 6, y], [x, y - 6], [x + 6, y], [x, y + 6]] },
        style: { fill: surface, stroke: ink, lineWidth: 1.75 },
      });
    }
    return { type: "group", children };
  };
}

export function drawBars(data: BarsData): Drawing {
  const largest = Math.max(...data.rows.map((r) => Math.max(r.value ?? 0, r.limit, r.then ?? 0)));
  const tip = (params: { dataIndex: number }): string => {
    const one = data.rows[params.dataIndex];
    if (!one) return "";
    const half = one.half_width ? ` ± ${quantity(one.half_width, data.unit)}` : "";
    const then =
      data.then && one.then != null
        ? `<br>${escaped(data.then)}: <b>${escaped(quantity(one.then, data.unit))}</b>`
        : "";
    return (
      `<strong>${escaped(one.name)}</strong><br>${escaped(data.now)}: ` +
      `<b>${escaped(quantity(one.value, data.unit) + half)}</b>${then}<br>${escaped(one.text)}`
    );
  };
  return {
    height: data.rows.length * row + foot,
    legend: [],
    zooms: false,
    isTime: false,
    option: {
      animation: false,
      textStyle: text,
      grid: { left: names, right: 24, top: 8, bottom: foot - 8 },
      tooltip: { ...tooltip, trigger: "item", formatter: tip },
      xAxis: {
        type: "value",
        min: 0,
        max: Math.max(largest * 1.02, 1e-9),
        axisLabel: { ...text, formatter: (v: number) => tick(v, data.unit), showMaxLabel: false },
        axisLine: { show: true, lineStyle: { color: rule } },
        splitLine: { lineStyle: { color: rule, width: 0.75 } },
      },
      yAxis: {
        type: "category",
        inverse: true,
        data: data.rows.map((r) => r.name),
        axisLabel: { ...text, width: names - 14, overflow: "truncate" },
        axisLine: { lineStyle: { color: rule } },
        axisTick: { show: false },
      },
      series: [
        {
          type: "custom",
          data: data.rows.map((r, i) => [r.value ?? 0, i]),
          encode: { x: 0, y: 1 },
          renderItem: barOf(data),
        },
      ],
    },
  };
}

/** Slanting lines over an area: waiting, told apart from working without color. */
function hatches(x: number, y: number, width: number, height: number): Record<string, unknown>[] {
  const lines: Record<string, unknown>[] = [];
  for (let at = -height; at < width; at += 6) {
    const from = Math.max(0, at);
    const to = Math.min(width, at + height);
    if (to <= from) continue;
    const low = y + height - (from - at);
    const high = y + height - (to - at);
    lines.push(line(x + from, low, x + to, high, surface, 1.5));
  }
  return lines;
}

function segmentOf(data: StackData, part: number, before: number[][]) {
  const one = data.parts[part];
  return (params: { dataIndex: number }, api: Api) => {
    const index = params.dataIndex;
    const value = one?.values[index];
    if (!one || value === null || value === undefined || value <= 0) return undefined;
    const begin = before[part]?.[index] ?? 0;
    const [x, y] = api.coord([begin, index]);
    const [end] = api.coord([begin + value, index]);
    const width = Math.max(0.5, end - x);
    return {
      type: "group",
      children: [
        {
          type: "rect",
          shape: { x, y: y - 10, width, height: 20 },
          style: { fill: color(one.color), stroke: surface, lineWidth: 0.75 },
        },
        ...(one.hatched ? hatches(x, y - 10, width, 20) : []),
      ],
    };
  };
}

export function drawStack(data: StackData): Drawing {
  const before: number[][] = [];
  const sums = data.rows.map(() => 0);
  for (const part of data.parts) {
    before.push([...sums]);
    part.values.forEach((value, i) => {
      sums[i] = (sums[i] ?? 0) + (value ?? 0);
    });
  }
  const largest = Math.max(1e-9, ...sums, ...(data.wholes?.values ?? []).map((v) => v ?? 0));
  const tip = (params: { dataIndex: number }): string => {
    const i = params.dataIndex;
    const lines = data.parts
      .filter((part) => (part.values[i] ?? 0) > 0)
      .map((part) => `<br>${escaped(part.name)}: <b>${quantity(part.values[i], data.unit)}</b>`);
    const whole = data.wholes
      ? `<br>${escaped(data.wholes.name)}: <b>${quantity(data.wholes.values[i], data.unit)}</b>`
      : "";
    return `<strong>${escaped(data.rows[i] ?? "")}</strong>${lines.join("")}${whole}`;
  };
  const parts = data.parts.map((part, i) => ({
    type: "custom",
    name: part.name,
    data: data.rows.map((_, r) => [(before[i]?.[r] ?? 0) + (part.values[r] ?? 0), r]),
    encode: { x: 0, y: 1 },
    renderItem: segmentOf(data, i, before),
  }));
  const wholes = {
    type: "scatter",
    name: data.wholes?.name ?? "",
    symbol: "diamond",
    symbolSize: 11,
    z: 5,
    itemStyle: { color: surface, borderColor: ink, borderWidth: 1.75 },
    data: (data.wholes?.values ?? []).flatMap((v, i) => (v === null ? [] : [[v, i]])),
    emphasis: { disabled: true },
    tooltip: { show: false },
  };
  return {
    height: data.rows.length * 44 + foot + 4,
    legend: data.parts.map((part) => ({
      name: part.name,
      color: part.color,
      dash: 0,
      line: false,
      hatched: part.hatched,
    })),
    zooms: false,
    isTime: false,
    option: {
      animation: false,
      textStyle: text,
      legend: { show: false, data: data.parts.map((part) => part.name) },
      grid: { left: 150, right: 24, top: 8, bottom: foot - 8 },
      tooltip: { ...tooltip, trigger: "item", formatter: tip },
      xAxis: {
        type: "value",
        min: 0,
        max: largest * 1.04,
        axisLabel: { ...text, formatter: (v: number) => tick(v, data.unit), showMaxLabel: false },
        splitLine: { lineStyle: { color: rule, width: 0.75 } },
      },
      yAxis: {
        type: "category",
        inverse: true,
        data: data.rows,
        axisLabel: text,
        axisLine: { lineStyle: { color: faint } },
        axisTick: { show: false },
      },
      series: data.wholes ? [...parts, wholes] : parts,
    },
  };
}
