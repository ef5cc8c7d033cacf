/** Which ticket a conversation of an inbox becomes part of: a new one, or one that is there. */
import { useLingui } from "@lingui/react/macro";
import { Button } from "~/ui/button";
import { RadioCards } from "~/ui/radio-cards";
import type { Other } from "../merge/find-others.ts";
import { TicketSearch } from "../merge/other-search.tsx";

/** "none" while one is still looked for. */
export type Joined = "new" | "none" | Other;

type Props = {
  readonly joined: Joined;
  readonly suggested: readonly Other[];
  readonly onChange: (joined: Joined) => void;
};

export function JoinedTicket({ joined, suggested, onChange }: Props) {
  const { t } = useLingui();
  return (
    <>
      <RadioCards
        label={t`Ticket`}
        value={joined === "new" ? "new" : "existing"}
        onChange={(value) => onChange(value === "new" ? "new" : "none")}
        options={[
          { value: "new", label: t`A new ticket` },
          { value: "existing", label: t`An existing ticket`, hint: t`The conversation is added to it.` },
        ]}
      />
      {joined === "none" ? <TicketSearch besides={null} suggested={suggested} onChoose={onChange} /> : null}
      {typeof joined === "object" ? (
        <p className="flex items-center gap-2">
          <span className="tabular shrink-0 text-12 text-quiet">#{joined.id}</span>
          <bdi className="min-w-0 flex-1 truncate font-strong">{joined.name}</bdi>
          <Button size="small" onClick={() => onChange("none")}>{t`Choose another`}</Button>
        </p>
      ) : null}
    </>
  );
}
