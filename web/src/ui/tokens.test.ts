// @vitest-environment node
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { contrast } from "../lib/contrast.ts";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");

function tokens(selector: string): Map<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`)).split("}")[0] ?? "";
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(oklch\([^)]*\)|[\d.]+)/g)].map(([, name, value]) => [name ?? "", value ?? ""]),
  );
}

const text: [front: string, back: string][] = [
  ...["canvas", "surface", "raised", "sunken", "hover", "selected", "accent-soft", "ours", "comment"].flatMap(
    (back): [string, string][] => [
      ["text", back],
      ["text-quiet", back],
    ],
  ),
  ["accent", "surface"],
  ["accent", "canvas"],
  ["accent", "accent-soft"],
  ["accent", "hover"],
  ["accent", "selected"],
  ["on-accent", "accent"],
  ["on-accent", "accent-hover"],
  ["danger", "surface"],
  ["danger", "raised"],
  ["danger", "hover"],
  ["danger", "danger-soft"],
  ["on-danger", "danger"],
  ["on-danger", "danger-hover"],
  ["warning", "surface"],
  ["warning", "warning-soft"],
  ["success", "surface"],
  ["success", "success-soft"],
  ["info", "surface"],
  ["info", "info-soft"],
  ["comment-text", "comment"],
  ["text", "highlight"],
  ["on-tooltip", "tooltip"],
];
const marks: [front: string, back: string][] = [
  ["focus", "surface"],
  ["focus", "canvas"],
  ["focus", "comment"],
  ["border-field", "surface"],
  ["border-field", "raised"],
];

for (const theme of [":root", ':root[data-theme="dark"]']) {
  const colours = tokens(theme);
  const ratio = (front: string, back: string) => contrast(colours.get(front) ?? "", colours.get(back) ?? "");

  test.each(text)(`text is legible in ${theme}: %s on %s`, (front, back) => {
    expect(ratio(front, back)).toBeGreaterThanOrEqual(4.5);
  });
  test.each(marks)(`marks are visible in ${theme}: %s on %s`, (front, back) => {
    expect(ratio(front, back)).toBeGreaterThanOrEqual(3);
  });
  test.each([0, 45, 90, 135, 180, 225, 270, 315])(`initials are legible in ${theme}: tint %s`, (hue) => {
    const tint = (side: string) => `oklch(${colours.get(`tint-${side}-l`)} ${colours.get(`tint-${side}-c`)} ${hue})`;
    expect(contrast(tint("text"), tint("back"))).toBeGreaterThanOrEqual(4.5);
  });
}
