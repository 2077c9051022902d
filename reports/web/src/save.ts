// A chart as a file of its own. A style sheet does not travel with an SVG, so its variables are
// replaced by what they stand for.

function download(name: string, type: string, content: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export function standalone(svg: SVGElement): string {
  const copy = svg.cloneNode(true) as SVGElement;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const style = getComputedStyle(document.documentElement);
  const background = style.getPropertyValue("--surface").trim();
  copy.style.background = background;
  return new XMLSerializer()
    .serializeToString(copy)
    .replace(/var\((--[a-z0-9-]+)\)/g, (_, name: string) => style.getPropertyValue(name).trim());
}

export function saveSvg(name: string, plot: HTMLElement): void {
  const svg = plot.querySelector("svg");
  if (svg) download(`${name}.svg`, "image/svg+xml", standalone(svg));
}

export function csvOf(table: HTMLTableElement): string {
  const field = (text: string) => (/[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  return [...table.rows]
    .map((row) => [...row.cells].map((cell) => field((cell.textContent ?? "").trim())).join(","))
    .join("\r\n");
}

export function saveCsv(name: string, figure: HTMLElement): void {
  const table = figure.querySelector("table");
  if (table) download(`${name}.csv`, "text/csv", `${csvOf(table)}\r\n`);
}
