/** The ticket's own properties: description, team, tags, dates. */
import { Trans, useLingui } from "@lingui/react/macro";
import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import { type KeyboardEvent, useState } from "react";
import type { TicketWhole } from "~/api/shapes";
import { TextArea } from "~/ui/field";
import { RelativeTime } from "~/ui/relative-time";
import { Picker } from "~/ui/picker";
import { useDirectory } from "~/users/session";
import { useEditTicket } from "../commands.ts";
import { ChannelMark } from "../ticket-marks.tsx";
import { Card, Property } from "./card.tsx";

export function AboutCard({ ticket }: { readonly ticket: TicketWhole }) {
  const { t } = useLingui();
  const dates: [string, string | null][] = [
    [t`Created`, ticket.created_at],
    [t`First reply`, ticket.first_reply_at],
    [t`Customer wrote`, ticket.last_incoming_at],
    [t`We wrote`, ticket.last_outgoing_at],
    [t`Reopened`, ticket.reopened_at],
    [t`Closed`, ticket.closed_at],
  ];
  return (
    <Card name="about" title={t`About this ticket`}>
      <Description ticket={ticket} />
      <dl className="mt-2">
        <Property name={<Trans>Number</Trans>}>
          <span className="tabular">#{ticket.id}</span>
        </Property>
        <Property name={<Trans>Team</Trans>}>
          <Team ticket={ticket} />
        </Property>
        <Property name={<Trans>Tags</Trans>}>
          <Tags ticket={ticket} />
        </Property>
        {ticket.channel ? (
          <Property name={<Trans>Came by</Trans>}>
            <ChannelMark channel={ticket.channel} />
          </Property>
        ) : null}
        {dates.map(([name, at]) =>
          at ? (
            <Property key={name} name={name}>
              <RelativeTime at={at} />
            </Property>
          ) : null,
        )}
      </dl>
    </Card>
  );
}

function Description({ ticket }: { readonly ticket: TicketWhole }) {
  const { t } = useLingui();
  const edit = useEditTicket();
  const [typed, setTyped] = useState<string | null>(null);
  function keep() {
    const description = (typed ?? "").trim();
    setTyped(null);
    if (description !== (ticket.description ?? "")) void edit(ticket, { description }, t`The description is changed`);
  }
  if (typed !== null) {
    return (
      <TextArea
        value={typed}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- one clicked the description to type here
        autoFocus
        dir="auto"
        aria-label={t`Description`}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.preventDefault();
            event.stopPropagation();
            setTyped(null);
          } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) keep();
        }}
      />
    );
  }
  return (
    <button type="button" dir="auto" onClick={() => setTyped(ticket.description ?? "")} className="-mx-1.5 block w-[calc(100%+12px)] rounded-6 px-1.5 py-1 text-left break-words whitespace-pre-wrap hover:bg-hover">
      {ticket.description ? <span className="line-clamp-6">{ticket.description}</span> : <span className="text-quiet">{t`Add a description`}</span>}
    </button>
  );
}

function Team({ ticket }: { readonly ticket: TicketWhole }) {
  const { t } = useLingui();
  const edit = useEditTicket();
  const { teams } = useDirectory();
  return (
    <Picker
      label={t`Team`}
      look="inline"
      className="-mx-1.5 -my-1"
      value={ticket.team_id === null ? null : String(ticket.team_id)}
      options={teams.map((team) => ({ value: String(team.id), label: team.name }))}
      placeholder={t`No team`}
      clearLabel={t`No team`}
      searchLabel={t`Find a team`}
      nothingFound={t`No team has this name`}
      onChange={(value) => {
        const team = teams.find((one) => String(one.id) === value);
        if ((team?.id ?? null) !== ticket.team_id) void edit(ticket, { team_id: team?.id ?? null }, team ? t`Team is now ${team.name}` : t`The ticket has no team now`);
      }}
    />
  );
}

function Tags({ ticket }: { readonly ticket: TicketWhole }) {
  const { t } = useLingui();
  const edit = useEditTicket();
  const [typed, setTyped] = useState<string | null>(null);
  function put(tags: readonly string[], said: string) {
    void edit(ticket, { tags: [...new Set(tags)].toSorted() }, said);
  }
  function add() {
    const tag = (typed ?? "").trim().toLowerCase();
    setTyped(null);
    if (tag !== "" && !ticket.tags.includes(tag)) put([...ticket.tags, tag], t`Tagged ${tag}`);
  }
  function key(event: KeyboardEvent) {
    if (event.key === "Enter" || event.key === ",") {
      event.preventDefault();
      add();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      setTyped(null);
    }
  }
  return (
    <ul className="flex flex-wrap gap-1">
      {ticket.tags.map((tag) => (
        <li key={tag} className="inline-flex h-5 max-w-full items-center rounded-4 bg-hover pl-1.5 text-12">
          <span dir="auto" className="truncate">
            {tag}
          </span>
          <button type="button" aria-label={t`Remove the tag ${tag}`} onClick={() => put(ticket.tags.filter((one) => one !== tag), t`The tag ${tag} is gone`)} className="flex size-5 items-center justify-center rounded-4 text-quiet hover:bg-pressed hover:text-text">
            <X size={12} aria-hidden />
          </button>
        </li>
      ))}
      <li>
        {typed === null ? (
          <button type="button" aria-label={t`Add a tag`} onClick={() => setTyped("")} className="flex h-5 items-center gap-0.5 rounded-4 px-1 text-12 text-quiet hover:bg-hover hover:text-text">
            <Plus size={12} aria-hidden />
            {ticket.tags.length === 0 ? t`Add` : null}
          </button>
        ) : (
          <input
            value={typed}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- one asked for this field a moment ago
            autoFocus
            aria-label={t`New tag`}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={key}
            onBlur={add}
            className="h-5 w-24 rounded-4 border border-border-field bg-surface px-1.5 text-12"
          />
        )}
      </li>
    </ul>
  );
}
