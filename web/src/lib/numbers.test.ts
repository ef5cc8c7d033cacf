import { expect, test } from "vitest";
import { cappedCount, fileSize, wholeCount } from "./numbers.ts";

test.each([
  [0, "0 bytes"],
  [812, "812 bytes"],
  [48_300, "48 kB"],
  [2_400_000, "2.4 MB"],
  [25_000_000, "25 MB"],
])("%d bytes are written %j", (bytes, written) => {
  expect(fileSize(bytes, "en")).toBe(written);
});

test("a count past its cap says so", () => {
  expect(cappedCount(999, 999, "en")).toBe("999");
  expect(cappedCount(1000, 999, "en")).toBe("999+");
});

test("thousands are parted as the language parts them", () => {
  expect(wholeCount(12_345, "en")).toBe("12,345");
  expect(wholeCount(12_345, "fi")).toBe("12\u00A0345");
});
