/** Addresses as chips: typed, pasted, chosen from known contacts, taken away again. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import X from "lucide-react/icons/x";
import { type KeyboardEvent, useDeferredValue, useId, useState } from "react";
import type { Address } from "~/api/shapes";
import { contactSearchQuery } from "~/crm/queries";
import { classes } from "~/lib/classes";
import { distinct, isAddress, parseAddresses, sameAddress } from "../recipients.ts";

export type RecipientsFieldProps = {
  readonly label: string;
  readonly people: readonly Address[];
  readonly onChange: (people: readonly Address[]) => void;
  readonly startsFocused?: boolean;
  /** Hears what stands in the field and is no address yet. */
  readonly onTyped: (typed: string) => void;
};

export function RecipientsField({ label, people, onChange, onTyped, startsFocused = false }: RecipientsFieldProps) {
  const { t } = useLingui();
  const id = useId();
  const [typed, setTypedHere] = useState("");
  const [marked, setMarked] = useState(0);
  const searched = useDeferredValue(typed.trim());
  const { data } = useQuery({ ...contactSearchQuery(searched), enabled: searched.length > 1 });
  const found =
    typed.trim().length > 1
      ? (data ?? [])
          .filter(
            (one) => one.email && !people.some((other) => other.address.toLowerCase() === one.email?.toLowerCase()),
          )
          .slice(0, 6)
      : [];
  const isOpen = found.length > 0;

  function setTyped(text: string) {
    setTypedHere(text);
    onTyped(text.trim());
  }
  function add(added: readonly Address[], rest = "") {
    if (added.length > 0) onChange(distinct([...people, ...added]));
    setTyped(rest);
    setMarked(0);
  }
  function takeTyped(): boolean {
    const { addresses, rest } = parseAddresses(typed);
    if (addresses.length === 0) return false;
    add(addresses, rest);
    return true;
  }
  function choose(place: number): boolean {
    const one = found[place];
    if (!one?.email) return false;
    add([{ name: one.name === one.email ? "" : one.name, address: one.email }]);
    return true;
  }
  function key(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Backspace" && typed === "" && people.length > 0) return onChange(people.slice(0, -1));
    if (isOpen && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      return setMarked((marked + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length);
    }
    if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      return setTyped("");
    }
    const isEnd =
      [",", ";", "Enter"].includes(event.key) ||
      (event.key === "Tab" && typed.trim() !== "") ||
      (event.key === " " && isAddress(typed.trim()));
    if (!isEnd || typed.trim() === "") return undefined;
    event.preventDefault();
    event.stopPropagation(); // "send" too waits until the address stands
    return void (isAddress(typed.trim()) || !choose(marked) ? takeTyped() : undefined);
  }

  const isWrong = typed.trim() !== "" && !isOpen && !isAddress(typed.trim());
  return (
    <div className="relative flex min-h-8 items-start gap-2 border-b border-border/70 py-1">
      <label htmlFor={id} className="w-8 shrink-0 pt-0.5 text-quiet">
        {label}
      </label>
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-1">
        {people.map((person) => (
          <span
            key={person.address}
            title={person.address}
            className="inline-flex h-6 max-w-full items-center rounded-4 bg-hover pl-2"
          >
            <span dir="auto" className="min-w-0 truncate">
              {person.name ? (
                <>
                  {person.name} <span className="text-quiet">{person.address}</span>
                </>
              ) : (
                person.address
              )}
            </span>
            <button
              type="button"
              aria-label={t`Remove ${person.address}`}
              onClick={() => onChange(people.filter((other) => !sameAddress(other, person)))}
              className="focus-inset flex size-6 shrink-0 items-center justify-center rounded-4 text-quiet hover:bg-pressed hover:text-text"
            >
              <X size={12} aria-hidden />
            </button>
          </span>
        ))}
        <input
          id={id}
          value={typed}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- only when one asked for this field a moment ago
          autoFocus={startsFocused}
          autoComplete="off"
          spellCheck={false}
          role="combobox"
          aria-expanded={isOpen}
          aria-controls={`${id}-list`}
          aria-invalid={isWrong || undefined}
          {...(isOpen ? { "aria-activedescendant": `${id}-${marked}` } : {})}
          onChange={(event) => {
            setTyped(event.target.value);
            setMarked(0);
          }}
          onPaste={(event) => {
            const { addresses, rest } = parseAddresses(event.clipboardData.getData("text"));
            if (typed !== "" || addresses.length === 0) return;
            event.preventDefault();
            add(addresses, rest);
          }}
          onKeyDown={key}
          onBlur={() => takeTyped()}
          className={classes("h-6 min-w-24 flex-1 bg-transparent outline-none", isWrong && "text-danger")}
        />
      </div>
      {isOpen ? (
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label={t`Known contacts`}
          className="floats absolute left-8 z-30 w-72 max-md:top-full max-md:mt-1 md:bottom-full md:mb-1 max-w-[calc(100%-2rem)] p-1"
        >
          {found.map((one, place) => (
            <div
              key={one.id}
              id={`${id}-${place}`}
              role="option"
              aria-selected={place === marked}
              tabIndex={-1}
              onMouseDown={(event) => {
                event.preventDefault();
                choose(place);
              }}
              className={classes(
                "flex min-h-8 flex-col justify-center rounded-4 px-2 py-1",
                place === marked && "bg-hover",
              )}
            >
              <span dir="auto" className="truncate">
                {one.name}
              </span>
              <span className="truncate text-12 text-quiet">{one.email}</span>
            </div>
          ))}
        </div>
      ) : null}
    </div>
  );
}
