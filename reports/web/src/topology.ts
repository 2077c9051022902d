// The pool as a graph, in columns from the clients to the data.
import type { TopologyData } from "./data";
import type { Drawing } from "./drawing";
import { color, escaped, faint, ink, limit, surface, text, tooltip } from "./theme";

const row = 38;
const height = 26;
const widest = 150;
const margin = 6;

type Node = TopologyData["nodes"][number];
type Api = { getWidth(): number };

/** Where a node's box stands in a picture of this width. */
function placeOf(data: TopologyData) {
  const columns = Math.max(...data.nodes.map((node) => node.column)) + 1;
  const rows = Math.max(...data.nodes.map((node) => node.row)) + 1;
  const tall = data.nodes.reduce(
    (all, node) => all.set(node.column, (all.get(node.column) ?? 0) + 1),
    new Map<number, number>(),
  );
  return (node: Node, whole: number) => {
    const each = (whole - 2 * margin) / columns;
    const width = Math.min(widest, each - 24);
    const spread = columns > 1 ? (whole - 2 * margin - width) / (columns - 1) : 0;
    const above = (rows - (tall.get(node.column) ?? 1)) / 2;
    return { x: margin + node.column * spread, y: margin + (node.row + above) * row, width };
  };
}

export function drawTopology(data: TopologyData): Drawing {
  const place = placeOf(data);
  const rows = Math.max(...data.nodes.map((node) => node.row)) + 1;
  const shared = { type: "custom", coordinateSystem: "none" };
  const link = (params: { dataIndex: number }, api: Api) => {
    const one = data.links[params.dataIndex];
    const from = one && data.nodes[one.from];
    const to = one && data.nodes[one.to];
    if (!from || !to) return undefined;
    const a = place(from, api.getWidth());
    const b = place(to, api.getWidth());
    // From the side that faces the other box.
    const forward = from.column <= to.column;
    const same = from.column === to.column;
    return {
      type: "line",
      shape: {
        x1: a.x + (forward && !same ? a.width : same ? a.width / 2 : 0),
        y1: a.y + height / 2,
        x2: b.x + (forward || same ? (same ? b.width / 2 : 0) : b.width),
        y2: b.y + height / 2,
      },
      style: { stroke: faint, lineWidth: 1, opacity: 0.7 },
    };
  };
  const box = (params: { dataIndex: number }, api: Api) => {
    const node = data.nodes[params.dataIndex];
    if (!node) return undefined;
    const { x, y, width } = place(node, api.getWidth());
    return {
      type: "rect",
      shape: { x, y, width, height, r: 4 },
      style: {
        fill: surface,
        stroke: node.hot ? limit : color(node.color),
        lineWidth: node.hot ? 3 : 1.5,
      },
      textContent: {
        style: {
          text: node.name,
          fill: ink,
          fontFamily: text.fontFamily,
          fontSize: 12,
          width: width - 10,
          overflow: "truncate",
        },
      },
      textConfig: { position: "inside" },
    };
  };
  const tip = (params: { seriesName: string; dataIndex: number }): string => {
    if (params.seriesName === "links") return escaped(data.links[params.dataIndex]?.text ?? "");
    const node = data.nodes[params.dataIndex];
    return node ? `<strong>${escaped(node.name)}</strong><br>${escaped(node.text)}` : "";
  };
  return {
    height: rows * row + 2 * margin,
    legend: [],
    zooms: false,
    isTime: false,
    option: {
      animation: false,
      textStyle: text,
      tooltip: { ...tooltip, trigger: "item", formatter: tip },
      series: [
        { ...shared, name: "links", data: data.links.map(() => 0), renderItem: link },
        { ...shared, name: "parts", data: data.nodes.map(() => 0), renderItem: box },
      ],
    },
  };
}
