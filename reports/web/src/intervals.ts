// Differences with their intervals around zero (a forest), or reaches to both sides (a tornado).
import type { IntervalsData } from "./data";
import type { Drawing } from "./drawing";
import { color, escaped, faint, ink, limit, rule, surface, text, tooltip } from "./theme";
import { quantity } from "./units";

const names = 220;
const row = 26;
const foot = 46;

type Api = { coord(p: number[]): [number, number] };
type Verdict = IntervalsData["rows"][number]["verdict"];

const colors: Record<Verdict, string> = {
  better: color(2),
  worse: limit,
  different: color(0),
  no_difference: faint,
  none: color(0),
};

/** Better is a triangle, worse a square, undecided hollow: readable without color. */
function markOf(verdict: Verdict, x: number, y: number): Record<string, unknown> {
  const fill = verdict === "no_difference" ? surface : colors[verdict];
  const style = { fill, stroke: colors[verdict], lineWidth: 1.5 };
  if (verdict === "better") {
    const points = [[x - 6, y + 5], [x, y - 6], [x + 6, y + 5]];
    return { type: "polygon", shape: { points }, style };
  }
  if (verdict === "worse") {
    return { type: "rect", shape: { x: x - 5, y: y - 5, width: 10, height: 10 }, style };
  }
  return { type: "circle", shape: { cx: x, cy: y, r: 4.5 }, style };
}

function itemOf(data: IntervalsData) {
  return (params: { dataIndex: number }, api: Api) => {
    const one = data.rows[params.dataIndex];
    if (!one || one.value === null) return undefined;
    const at = (value: number) => api.coord([value, params.dataIndex]);
    const [x, y] = at(one.value);
    const children: Record<string, unknown>[] = [];
    if (one.low !== null && one.high !== null) {
      const [low] = at(one.low);
      const [high] = at(one.high);
      if (data.bars) {
        children.push({
          type: "rect",
          shape: { x: Math.min(low, high), y: y - 8, width: Math.abs(high - low), height: 16 },
          style: { fill: colors[one.verdict], opacity: 0.85 },
        });
      } else {
        children.push({
          type: "line",
          shape: { x1: low, y1: y, x2: high, y2: y },
          style: { stroke: colors[one.verdict], lineWidth: 2 },
        });
      }
    }
    children.push(
      data.bars
        ? {
            type: "line",
            shape: { x1: x, y1: y - 10, x2: x, y2: y + 10 },
            style: { stroke: ink, lineWidth: 1.5 },
          }
        : markOf(one.verdict, x, y),
    );
    return { type: "group", children };
  };
}

export function drawIntervals(data: IntervalsData): Drawing {
  const ends = data.rows.flatMap((r) => [r.low, r.value, r.high]).filter((v) => v !== null);
  const reach = Math.max(1e-9, ...ends.map((v) => Math.abs((v as number) - data.zero))) * 1.05;
  const tip = (params: { dataIndex: number }): string => {
    const one = data.rows[params.dataIndex];
    return one ? `<strong>${escaped(one.name)}</strong><br>${escaped(one.text)}` : "";
  };
  const signed = (value: number) => {
    const words = quantity(value, data.x.unit);
    return data.zero === 0 && value > 0 ? `+${words}` : words;
  };
  return {
    height: data.rows.length * row + foot,
    legend: [],
    zooms: true,
    isTime: false,
    option: {
      animation: false,
      textStyle: text,
      grid: { left: names, right: 24, top: 8, bottom: foot - 8 },
      tooltip: { ...tooltip, trigger: "item", formatter: tip },
      dataZoom: [
        { type: "inside", xAxisIndex: 0, filterMode: "none", zoomOnMouseWheel: "ctrl" },
      ],
      xAxis: {
        type: "value",
        min: data.zero - reach,
        max: data.zero + reach,
        name: data.x.name,
        nameLocation: "middle",
        nameGap: 26,
        nameTextStyle: text,
        axisLabel: { ...text, formatter: signed, showMinLabel: false, showMaxLabel: false },
        splitLine: { lineStyle: { color: rule, width: 0.75 } },
      },
      yAxis: {
        type: "category",
        inverse: true,
        data: data.rows.map((r) => r.name),
        axisLabel: { ...text, fontSize: 11, width: names - 14, overflow: "truncate" },
        axisLine: { show: false },
        axisTick: { show: false },
      },
      series: [
        {
          type: "custom",
          clip: true,
          data: data.rows.map((r, i) => [r.value ?? data.zero, i]),
          encode: { x: 0, y: 1 },
          renderItem: itemOf(data),
          markLine: {
            silent: true,
            symbol: "none",
            animation: false,
            label: { show: false },
            lineStyle: { color: ink, width: 1, type: "solid" },
            data: [{ xAxis: data.zero }],
          },
        },
      ],
    },
  };
}
