/** Where one writes what to look for. */
import { useLingui } from "@lingui/react/macro";
import Search from "lucide-react/icons/search";
import { type FormEvent, useEffect, useState } from "react";
import { Kbd } from "~/ui/kbd";

export type SearchBoxProps = {
  readonly value?: string;
  readonly onSearch: (query: string) => void;
  /** Searches while one types, after a short rest. */
  readonly eager?: boolean;
  readonly autoFocus?: boolean;
};

const rest = 180;

export function SearchBox({ value = "", onSearch, eager = false, autoFocus = false }: SearchBoxProps) {
  const { t } = useLingui();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (!eager || text === value) return;
    const timer = setTimeout(() => onSearch(text.trim()), rest);
    return () => clearTimeout(timer);
  }, [eager, text, value, onSearch]);

  function submit(event: FormEvent) {
    event.preventDefault();
    onSearch(text.trim());
  }
  return (
    <form role="search" onSubmit={submit} className="relative">
      <Search
        size={14}
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-quiet"
      />
      <input
        type="search"
        name="query"
        aria-label={t`Search`}
        placeholder={t`Search`}
        autoComplete="off"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- one came to this page to search
        autoFocus={autoFocus}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
        className="peer h-8 pointer-coarse:h-11 w-full rounded-6 border border-border-strong bg-surface pr-8 pl-8 hover:border-border-field focus-visible:border-focus focus-visible:outline-1 focus-visible:outline-offset-0 [&::-webkit-search-cancel-button]:hidden"
      />
      <span
        className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 peer-focus:hidden peer-[:not(:placeholder-shown)]:hidden pointer-coarse:hidden"
        aria-hidden
      >
        <Kbd keys="/" />
      </span>
    </form>
  );
}
