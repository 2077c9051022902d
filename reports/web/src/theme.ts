// Colors are CSS variables, so that dark mode and print are the style sheet's affair alone: an SVG
// follows them without being drawn again.

export const ink = "var(--ink)";
export const faint = "var(--faint)";
export const rule = "var(--rule)";
export const limit = "var(--limit)";
export const surface = "var(--surface)";

const colors = 8;
export const color = (index: number): string => `var(--c${((index % colors) + colors) % colors})`;

/** Shares 0…1 of the full scale in steps that stay apart in print. */
export const heat = (share: number): string =>
  `var(--h${Math.max(0, Math.min(8, Math.round(share * 8)))})`;

export const dashes: (number[] | "solid")[] = ["solid", [7, 4], [2, 3], [10, 3, 2, 3], [4, 2]];
export const symbols = ["circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect"];
export const dash = (index: number): number[] | "solid" => dashes[index % dashes.length] ?? "solid";
export const symbol = (index: number): string => symbols[index % symbols.length] ?? "circle";

export const font = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
export const text = { fontFamily: font, fontSize: 12, color: ink };

export const tooltip = {
  trigger: "axis" as const,
  backgroundColor: surface,
  borderColor: rule,
  borderWidth: 1,
  padding: [6, 10] as [number, number],
  textStyle: { ...text, fontSize: 12 },
  confine: true,
  transitionDuration: 0,
  extraCssText: "box-shadow: 0 2px 8px rgb(0 0 0 / .18);",
};

export const escaped = (value: string): string =>
  value.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
