/** A small choice that this browser remembers, such as a folded navigation. */
import { useState } from "react";

export function useStored<Value extends string | number | boolean>(
  name: string,
  fallback: NoInfer<Value>,
): [Value, (value: Value) => void] {
  const key = `deskbell.${name}`;
  const [value, setValue] = useState<Value>(() => {
    try {
      const found = localStorage.getItem(key);
      return found === null ? fallback : (JSON.parse(found) as Value);
    } catch {
      return fallback;
    }
  });
  return [
    value,
    (next) => {
      setValue(next);
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        // Remembered until the tab closes.
      }
    },
  ];
}
