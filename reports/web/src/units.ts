// Numbers as people read them; the same scales as reports/figures.cpp.
import type { Maybe, Unit } from "./data";

function decimals(size: number): number {
  if (size === 0 || size >= 100) return 0;
  if (size >= 10) return 1;
  if (size >= 1) return 2;
  return Math.min(6, 2 - Math.floor(Math.log10(size)));
}

function grouped(value: number, digits: number): string {
  const text = value.toLocaleString("en-US", {
    minimumFractionDigits: 0,
    maximumFractionDigits: digits,
  });
  return text === "-0" ? "0" : text;
}

interface Scale {
  factor: number;
  suffix: string;
}

export function scaleOf(value: number, unit: Unit): Scale {
  const size = Math.abs(value);
  if (unit === "1") return { factor: 100, suffix: " %" };
  if (unit === "1/s") return { factor: 1, suffix: " /s" };
  if (unit !== "s") return { factor: 1, suffix: unit === "" ? "" : ` ${unit}` };
  if (size === 0) return { factor: 1, suffix: " s" };
  if (size < 1e-3) return { factor: 1e6, suffix: " µs" };
  if (size < 1) return { factor: 1e3, suffix: " ms" };
  if (size < 120) return { factor: 1, suffix: " s" };
  if (size < 7200) return { factor: 1 / 60, suffix: " min" };
  return { factor: 1 / 3600, suffix: " h" };
}

export function quantity(value: Maybe | undefined, unit: Unit): string {
  if (value === null || value === undefined) return "withheld";
  const scale = scaleOf(value, unit);
  const scaled = value * scale.factor;
  return grouped(scaled, decimals(Math.abs(scaled))) + scale.suffix;
}

/** Of an axis: the nouns are said once, in its name. */
export function tick(value: number, unit: Unit): string {
  if (unit === "1" || unit === "s") return quantity(value, unit);
  const size = Math.abs(value);
  if (size >= 1e6) return `${grouped(value / 1e6, 2)}M`;
  if (size >= 1e4) return `${grouped(value / 1e3, 1)}k`;
  return grouped(value, decimals(size));
}

/** A moment of the simulated time, h:mm or h:mm:ss. */
export function moment(seconds: number): string {
  const whole = Math.round(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = whole % 60;
  const two = (n: number) => String(n).padStart(2, "0");
  return rest === 0 ? `${hours}:${two(minutes)}` : `${hours}:${two(minutes)}:${two(rest)}`;
}
