/** Pure: a view's filter as the server reads it, and as one builds it: with conditions that are not finished yet. */

export type RawCondition = { readonly property: string; readonly is: string; readonly value?: unknown };
export type RawGroup = { readonly all: readonly RawNode[] } | { readonly any: readonly RawNode[] };
export type RawNode = RawCondition | RawGroup;

/** `id` is the builder's own, so that what one types stays in its place. */
export type Condition = {
  readonly id: string;
  readonly property: string | null;
  readonly is: string;
  readonly value: unknown;
};
export type Group = { readonly id: string; readonly word: "all" | "any"; readonly parts: readonly Node[] };
export type Node = Condition | Group;

/** Narrowing a view for now, editing it, or making a new one. */
export type FilterPanelName = "filter" | "edit" | "new";

export function isPanelName(value: unknown): value is FilterPanelName {
  return value === "filter" || value === "edit" || value === "new";
}

/** While a view is built, the filter stands instead of the view's own. */
export function isBuilding(panel: FilterPanelName | undefined): boolean {
  return panel === "edit" || panel === "new";
}

/** An address can hold anything: only its shape is looked at, the server says what it thinks of the rest. */
export function isRawGroup(value: unknown): value is RawGroup {
  return (
    typeof value === "object" &&
    value !== null &&
    (Array.isArray((value as { all?: unknown }).all) || Array.isArray((value as { any?: unknown }).any))
  );
}

export function isGroup(node: Node): node is Group {
  return "parts" in node;
}

function partsOf(raw: RawGroup): readonly RawNode[] {
  return "all" in raw ? raw.all : raw.any;
}

/** Whether it holds any condition. */
export function asksFor(raw: RawGroup): boolean {
  return partsOf(raw).some((part) => ("property" in part ? true : isRawGroup(part) && asksFor(part)));
}

let made = 0;

function newId(): string {
  made += 1;
  return `part-${made}`;
}

export function newCondition(): Condition {
  return { id: newId(), property: null, is: "", value: null };
}

export function newGroup(word: Group["word"], parts: readonly Node[] = []): Group {
  return { id: newId(), word, parts };
}

export function fromRaw(raw: RawGroup): Group {
  const parts = partsOf(raw).flatMap((part): Node[] => {
    if (isRawGroup(part)) return [fromRaw(part)];
    return typeof part.property === "string"
      ? [{ id: newId(), property: part.property, is: String(part.is), value: part.value ?? null }]
      : [];
  });
  return newGroup("all" in raw ? "all" : "any", parts);
}

/** What is finished of it. A group in which nothing is finished asks for nothing and is left out. */
export function toRaw(group: Group): RawGroup {
  const parts = group.parts.flatMap((part): RawNode[] => {
    if (!isGroup(part)) return isFinished(part) ? [rawCondition(part)] : [];
    const raw = toRaw(part);
    return partsOf(raw).length > 0 ? [raw] : [];
  });
  return group.word === "all" ? { all: parts } : { any: parts };
}

function rawCondition({ property, is, value }: Condition): RawCondition {
  return needsValue(is) ? { property: property ?? "", is, value } : { property: property ?? "", is };
}

export function needsValue(is: string): boolean {
  return is !== "known" && is !== "unknown";
}

function isFinished({ property, is, value }: Condition): boolean {
  if (property === null || is === "") return false;
  if (!needsValue(is)) return true;
  if (Array.isArray(value)) return value.length > 0 && value.every((one) => !isBlank(one));
  if (typeof value === "object" && value !== null) return Number.isInteger((value as { n?: unknown }).n);
  return !isBlank(value);
}

/** A property is chosen, and not what it is compared with: saved, it would be lost without a word. */
export function isHalf(condition: Condition): boolean {
  return condition.property !== null && !isFinished(condition);
}

export function hasHalf(group: Group): boolean {
  return group.parts.some((part) => (isGroup(part) ? hasHalf(part) : isHalf(part)));
}

function isBlank(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === "string" && value.trim() === "");
}

/** The group with one part, wherever it stands, made into another; null takes it away. */
export function withPart(group: Group, id: string, change: (part: Node) => Node | null): Group {
  if (group.id === id) {
    const next = change(group);
    return next && isGroup(next) ? next : group;
  }
  const parts = group.parts.flatMap((part): Node[] => {
    if (part.id === id) {
      const next = change(part);
      return next ? [next] : [];
    }
    return [isGroup(part) ? withPart(part, id, change) : part];
  });
  return { ...group, parts };
}

export function countConditions(raw: RawGroup): number {
  return partsOf(raw).reduce((sum, part) => sum + (isRawGroup(part) ? countConditions(part) : 1), 0);
}
