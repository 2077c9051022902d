// Buttons of a chart, as plain HTML: the keyboard reaches them, a reader names them.
import type { ECharts } from "echarts/core";
import type { Drawing, LegendItem } from "./drawing";
import { saveCsv, saveSvg } from "./save";
import { color, dash } from "./theme";

function button(words: string, label: string, act: () => void): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = words;
  element.setAttribute("aria-label", label);
  element.title = label;
  element.addEventListener("click", act);
  return element;
}

function swatch(item: LegendItem): SVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("width", "26");
  svg.setAttribute("height", "10");
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(space, item.line ? "path" : "rect");
  if (item.line) {
    const pattern = item.dash < 0 ? [2, 3] : dash(item.dash);
    shape.setAttribute("d", "M1 5H25");
    shape.setAttribute("stroke", color(item.color));
    shape.setAttribute("stroke-width", item.dash < 0 ? "1.5" : "2.5");
    if (pattern !== "solid") shape.setAttribute("stroke-dasharray", pattern.join(" "));
  } else {
    shape.setAttribute("width", "26");
    shape.setAttribute("height", "10");
    shape.setAttribute("fill", color(item.color));
  }
  svg.append(shape);
  if (item.hatched) {
    const lines = document.createElementNS(space, "path");
    lines.setAttribute("d", "M-2 10L8 0M4 10L14 0M10 10L20 0M16 10L26 0M22 10L32 0");
    lines.setAttribute("stroke", "var(--surface)");
    lines.setAttribute("stroke-width", "1.5");
    svg.append(lines);
  }
  return svg;
}

function legendOf(chart: ECharts, drawing: Drawing): HTMLElement {
  const group = document.createElement("div");
  group.className = "legend";
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", "Series on and off");
  for (const item of drawing.legend) {
    const element = button("", `Show or hide ${item.name}`, () => {
      const shown = element.getAttribute("aria-pressed") !== "true";
      element.setAttribute("aria-pressed", String(shown));
      chart.dispatchAction({ type: shown ? "legendSelect" : "legendUnSelect", name: item.name });
    });
    element.setAttribute("aria-pressed", "true");
    element.append(swatch(item), item.name);
    group.append(element);
  }
  return group;
}

/** Zooms about the middle of what is seen; `factor` below 1 looks closer. */
function zoomBy(chart: ECharts, factor: number): void {
  const zoom = (chart.getOption()["dataZoom"] as { start: number; end: number }[])[0];
  if (!zoom) return;
  const middle = (zoom.start + zoom.end) / 2;
  const half = Math.min(50, Math.max(0.5, ((zoom.end - zoom.start) / 2) * factor));
  const start = Math.min(Math.max(0, middle - half), 100 - 2 * half);
  chart.dispatchAction({ type: "dataZoom", start, end: start + 2 * half });
}

export function addControls(figure: HTMLElement, chart: ECharts, drawing: Drawing): void {
  const bar = document.createElement("div");
  bar.className = "controls";
  if (drawing.legend.length > 1) bar.append(legendOf(chart, drawing));
  const tools = document.createElement("div");
  tools.className = "tools";
  if (drawing.zooms) {
    tools.append(
      button("+", "Zoom in", () => zoomBy(chart, 0.5)),
      button("−", "Zoom out", () => zoomBy(chart, 2)),
      button("All", "Show all", () =>
        chart.dispatchAction({ type: "dataZoom", start: 0, end: 100 }),
      ),
    );
  }
  const name = figure.dataset["chart"] ?? "chart";
  const plot = figure.querySelector<HTMLElement>(".plot");
  if (plot) tools.append(button("SVG", "Save as SVG", () => saveSvg(name, plot)));
  tools.append(button("CSV", "Save its numbers as CSV", () => saveCsv(name, figure)));
  bar.append(tools);
  figure.querySelector("figcaption")?.after(bar);
}
