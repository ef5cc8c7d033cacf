import { expect, test } from "vitest";
import { inNewOrder } from "./new-order.ts";

const views = [
  { key: "mine", position: 0 },
  { key: "all_open", position: 1 },
  { key: "v7", position: 21 },
] as const;

test("views trade the positions they have, and those that stay are not told", () => {
  const changed = inNewOrder(views, ["all_open", "mine", "v7"]).map(({ view, position }) => [view.key, position]);
  expect(changed).toEqual([
    ["all_open", 0],
    ["mine", 1],
  ]);
});

test("positions that are alike are pulled apart", () => {
  const alike = views.map((view) => ({ ...view, position: 3 }));
  const changed = inNewOrder(alike, ["v7", "mine", "all_open"]).map(({ view, position }) => [view.key, position]);
  expect(changed).toEqual([
    ["mine", 4],
    ["all_open", 5],
  ]);
});
