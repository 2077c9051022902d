// Draws every chart of the page from the data embedded in it. Nothing is ever requested; without
// this script all findings and tables are there all the same.
import { CustomChart, LineChart, ScatterChart } from "echarts/charts";
import {
  DataZoomInsideComponent,
  GridComponent,
  LegendPlainComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TitleComponent,
  TooltipComponent,
} from "echarts/components";
import { connect, type ECharts, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { drawBars, drawStack } from "./bars";
import { addControls } from "./controls";
import type { ChartEntry } from "./data";
import type { Drawing } from "./drawing";
import { drawIntervals } from "./intervals";
import { drawTopology } from "./topology";
import { drawXy, timeStep } from "./xy";

use([
  CustomChart,
  LineChart,
  ScatterChart,
  DataZoomInsideComponent,
  GridComponent,
  LegendPlainComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TitleComponent,
  TooltipComponent,
  SVGRenderer,
]);

function drawingOf(entry: ChartEntry): Drawing {
  switch (entry.kind) {
    case "xy":
      return drawXy(entry.data);
    case "bars":
      return drawBars(entry.data);
    case "stack":
      return drawStack(entry.data);
    case "intervals":
      return drawIntervals(entry.data);
    case "topology":
      return drawTopology(entry.data);
  }
}

/** ECharts fixes the size in pixels; paper and narrow screens scale the picture as a whole. */
function makeScalable(chart: ECharts, plot: HTMLElement): void {
  const svg = plot.querySelector("svg");
  svg?.setAttribute("viewBox", `0 0 ${chart.getWidth()} ${chart.getHeight()}`);
}

/** Whole minutes or hours on the axis at any zoom. */
function keepTicksWhole(chart: ECharts, from: number, to: number, axes: number): void {
  chart.on("datazoom", () => {
    const zoom = (chart.getOption()["dataZoom"] as { start: number; end: number }[])[0];
    if (!zoom) return;
    const interval = timeStep(((to - from) * (zoom.end - zoom.start)) / 100);
    chart.setOption({ xAxis: Array.from({ length: axes }, () => ({ interval })) });
  });
}

const drawn: { chart: ECharts; plot: HTMLElement }[] = [];

function draw(figure: HTMLElement, entry: ChartEntry): void {
  const plot = figure.querySelector<HTMLElement>(".plot");
  if (!plot) return;
  const drawing = drawingOf(entry);
  plot.replaceChildren();
  plot.style.height = `${drawing.height}px`;
  const chart = init(plot, null, { renderer: "svg", height: drawing.height });
  chart.on("finished", () => makeScalable(chart, plot));
  chart.setOption(drawing.option);
  if (drawing.isTime) chart.group = "time";
  if (drawing.isTime && entry.kind === "xy") {
    const axes = drawing.option["xAxis"] as { min: number; max: number }[];
    const first = axes[0];
    if (first) keepTicksWhole(chart, first.min, first.max, axes.length);
  }
  addControls(figure, chart, drawing);
  figure.classList.add("drawn");
  drawn.push({ chart, plot });
}

/** The width that a page of paper gives, in CSS pixels; both A4 and Letter leave this much. */
const paper = 660;

function fit(width?: number): void {
  for (const { chart, plot } of drawn) {
    chart.resize({ width: width ?? plot.clientWidth });
    chart.getZr().flush(); // paper does not wait for the next frame
    makeScalable(chart, plot);
  }
}

function start(): void {
  const text = document.getElementById("charts")?.textContent ?? "{}";
  const entries = JSON.parse(text) as Record<string, ChartEntry>;
  for (const figure of document.querySelectorAll<HTMLElement>("figure.chart")) {
    const entry = entries[figure.dataset["chart"] ?? ""];
    if (entry) draw(figure, entry);
  }
  connect("time");
  let pending = 0;
  addEventListener("resize", () => {
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(() => fit());
  });
  addEventListener("beforeprint", () => fit(paper));
  addEventListener("afterprint", () => fit());
  // What the tests ask: how many charts there are, and when they stood [ms].
  document.documentElement.dataset["drawn"] = String(drawn.length);
  document.documentElement.dataset["drawnAt"] = String(Math.round(performance.now()));
}

start();
