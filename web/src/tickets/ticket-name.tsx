/** The ticket's name, changed where it stands. */
import { useLingui } from "@lingui/react/macro";
import { type KeyboardEvent, useState } from "react";
import type { TicketWhole } from "~/api/shapes";
import { Input } from "~/ui/field";
import { useEditTicket } from "./commands.ts";
import { isPutAside } from "./ticket.ts";

const longest = 1000;

export function TicketName({ ticket }: { readonly ticket: TicketWhole }) {
  const { t } = useLingui();
  const edit = useEditTicket();
  const [typed, setTyped] = useState<string | null>(null);

  function keep() {
    const name = (typed ?? "").replaceAll(/\s+/gu, " ").trim();
    setTyped(null);
    if (name !== "" && name !== ticket.name) void edit(ticket, { name }, t`The name is changed`);
  }
  function key(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") keep();
    else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      setTyped(null);
    }
  }

  if (typed !== null) {
    return (
      <Input
        value={typed}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- one clicked the name to type here
        autoFocus
        dir="auto"
        aria-label={t`Name`}
        maxLength={longest}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={key}
        onBlur={keep}
        className="min-w-0 flex-1 text-14! font-strong"
      />
    );
  }
  return (
    <h1 className="min-w-0">
      <button
        type="button"
        dir="auto"
        title={ticket.name}
        disabled={isPutAside(ticket)}
        onClick={() => setTyped(ticket.name)}
        className="block h-8 max-w-full truncate rounded-6 px-1.5 text-left text-14 font-strong enabled:hover:bg-hover"
      >
        {ticket.name}
      </button>
    </h1>
  );
}
