/** Pure: which comparisons are offered for a kind of property, in words, and which value each begins with. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Condition } from "./filter.ts";
import type { AskedProperty } from "./property-words.ts";

type Words = Readonly<Record<string, MessageDescriptor>>;

const emptiness: Words = { known: msg`has a value`, unknown: msg`is empty` };
const oneOf: Words = { any_of: msg`is any of`, none_of: msg`is none of`, ...emptiness };
const times: Words = {
  within_last: msg`in the last`,
  within_next: msg`in the next`,
  more_than_ago: msg`more than … ago`,
  is: msg`is`,
  lt: msg`is before`,
  gt: msg`is after`,
  lte: msg`is on or before`,
  gte: msg`is on or after`,
  between: msg`is between`,
  is_not: msg`is not`,
  ...emptiness,
};
const texts: Words = {
  contains: msg`contains`,
  not_contains: msg`does not contain`,
  starts_with: msg`begins with`,
  is: msg`is`,
  is_not: msg`is not`,
  any_of: msg`is any of`,
  none_of: msg`is none of`,
  ...emptiness,
};
const numbers: Words = {
  is: msg`is`,
  is_not: msg`is not`,
  gt: msg`is more than`,
  gte: msg`is at least`,
  lt: msg`is less than`,
  lte: msg`is at most`,
  between: msg`is between`,
  any_of: msg`is any of`,
  none_of: msg`is none of`,
  ...emptiness,
};
const words: Readonly<Record<string, Words>> = {
  text: texts,
  words: texts,
  number: numbers,
  time: times,
  day: times,
  record: { is: msg`is`, is_not: msg`is not`, ...emptiness },
  truth: { is: msg`is` },
};

export function operatorsOf(property: AskedProperty): Words {
  const known = words[property.kind] ?? oneOf;
  return Object.fromEntries(Object.entries(known).filter(([is]) => property.operators.includes(is)));
}

/** Of one among few, "is" and "is any of" ask the same: the builder writes the latter. */
export function asBuilt(condition: Condition, property: AskedProperty): Condition {
  const offered = operatorsOf(property);
  if (property.kind === "truth")
    return condition.is === "is_not" ? { ...condition, is: "is", value: condition.value !== true } : condition;
  if (condition.is in offered) return condition;
  if (condition.is === "is" || condition.is === "is_not") {
    const is = condition.is === "is" ? "any_of" : "none_of";
    if (is in offered) return { ...condition, is, value: condition.value === null ? [] : [condition.value] };
  }
  return condition;
}

/** The value that is at hand when a property or an operator was chosen; what fits of the old one is kept. */
export function startValue(property: AskedProperty, is: string, before: unknown): unknown {
  if (property.kind === "truth") return typeof before === "boolean" ? before : true;
  if (is === "any_of" || is === "none_of")
    return Array.isArray(before) ? before : typeof before === "string" && before !== "" ? [before] : [];
  if (is === "between") return Array.isArray(before) && before.length === 2 ? before : ["", ""];
  if (is === "within_last" || is === "within_next" || is === "more_than_ago")
    return isDistance(before) ? before : { n: 7, unit: "days" };
  if (property.kind === "time" || property.kind === "day")
    return typeof before === "string" && before !== "" ? before : "today";
  return typeof before === "string" || typeof before === "number" ? before : null;
}

export type Distance = { readonly n: number | null; readonly unit: string };

export function isDistance(value: unknown): value is Distance {
  return typeof value === "object" && value !== null && "n" in value && "unit" in value;
}
