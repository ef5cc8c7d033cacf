/** Status, priority, owner and category, each changed where it stands. */
import { useLingui } from "@lingui/react/macro";
import CircleUserRound from "lucide-react/icons/circle-user-round";
import { type ReactNode, useMemo } from "react";
import type { Priority, TicketWhole } from "~/api/shapes";
import { priorities, priorityNames } from "~/crm/ticket-choices";
import { useAtLeast } from "~/lib/media";
import { Avatar } from "~/ui/avatar";
import { Picker } from "~/ui/picker";
import { Select } from "~/ui/select";
import { findPipeline, useDirectory, useMe } from "~/users/session";
import { useEditTicket } from "./commands.ts";
import { SlaClock } from "./sla-clock.tsx";
import { pressingClock } from "./sla.ts";
import { PriorityIcon, StatusIcon } from "./ticket-marks.tsx";
import { isPutAside } from "./ticket.ts";

/** Which field a key has opened. */
export type OpenField = "owner" | "priority" | null;
const none = "none";

function Labelled({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="flex max-w-64 min-w-0 shrink-0 items-center gap-0.5 @4xl:shrink">
      <span aria-hidden className="shrink-0 text-12 text-quiet @max-4xl:hidden">
        {label}
      </span>
      {children}
    </div>
  );
}

export function HeaderFields({
  ticket,
  open,
  onOpen,
}: {
  readonly ticket: TicketWhole;
  readonly open: OpenField;
  readonly onOpen: (field: OpenField) => void;
}) {
  const { t, i18n } = useLingui();
  const directory = useDirectory();
  const me = useMe();
  const edit = useEditTicket();
  const pipeline = findPipeline(directory, ticket.pipeline_id);
  const isFixed = isPutAside(ticket);
  const isPhone = !useAtLeast("sm");
  const clock = isPhone ? pressingClock(ticket.sla) : null;

  const statuses = (pipeline?.statuses ?? []).map((status) => ({
    value: String(status.id),
    label: status.label,
    mark: <StatusIcon statusId={status.id} pipelineId={ticket.pipeline_id} />,
  }));
  const people = useMemo(
    () =>
      directory.users
        .filter((user) => user.is_active || user.id === ticket.owner_id)
        .toSorted(
          (one, other) => Number(other.id === me.id) - Number(one.id === me.id) || one.name.localeCompare(other.name),
        )
        .map((user) => ({
          value: String(user.id),
          label: user.name,
          mark: <Avatar name={user.name} tintFrom={user.email} size={16} shape="square" />,
        })),
    [directory.users, ticket.owner_id, me.id],
  );
  const priorityOptions = [
    { value: none, label: t`No priority`, mark: <PriorityIcon priority={null} /> },
    ...priorities.map((priority) => ({
      value: priority as string,
      label: i18n._(priorityNames[priority]),
      mark: <PriorityIcon priority={priority} />,
    })),
  ];
  const categories = [{ value: none, label: t`No category` }, ...directory.categories];

  function setStatus(value: string) {
    const status = pipeline?.statuses.find((one) => String(one.id) === value);
    if (status && status.id !== ticket.status_id)
      void edit(ticket, { status_id: status.id }, t`Status is now ${status.label}`);
  }
  function setOwner(value: string | null) {
    const owner = directory.users.find((user) => String(user.id) === value);
    const ownerId = owner?.id ?? null;
    if (ownerId === ticket.owner_id) return;
    void edit(ticket, { owner_id: ownerId }, owner ? t`Owner is now ${owner.name}` : t`The ticket has no owner now`);
  }
  function setPriority(value: string) {
    const priority = value === none ? null : (value as Priority);
    const name = priorityOptions.find((one) => one.value === value)?.label ?? "";
    if (priority !== ticket.priority) void edit(ticket, { priority }, t`Priority is now ${name}`);
  }
  function setCategory(value: string) {
    const category = value === none ? null : value;
    const name = categories.find((one) => one.value === value)?.label ?? "";
    if (category !== ticket.category) void edit(ticket, { category }, t`Category is now ${name}`);
  }

  return (
    // Where the ticket is narrow, on a phone or beside a list or the board, the values stand whole, without their names.
    <div className="@container shrink-0 border-b border-border">
      <div className="flex h-9 items-center gap-x-4 overflow-x-auto overflow-y-hidden px-3 pointer-coarse:h-11 @max-4xl:gap-x-1 @max-4xl:px-2">
        {clock ? <SlaClock clock={clock} className="mr-1 ml-2 shrink-0 text-12" /> : null}
        <Labelled label={t`Status`}>
          <Select
            label={t`Status`}
            look="inline"
            disabled={isFixed}
            value={String(ticket.status_id)}
            options={statuses}
            onChange={setStatus}
          />
        </Labelled>
        <Labelled label={t`Owner`}>
          <Picker
            label={t`Owner`}
            look="inline"
            disabled={isFixed}
            value={ticket.owner_id === null ? null : String(ticket.owner_id)}
            options={people}
            placeholder={t`No owner`}
            clearLabel={t`No owner`}
            searchLabel={t`Find a colleague`}
            nothingFound={t`No colleague has this name`}
            open={open === "owner"}
            onOpenChange={(isOpen) => onOpen(isOpen ? "owner" : null)}
            onChange={setOwner}
          />
        </Labelled>
        <Labelled label={t`Priority`}>
          <Select
            label={t`Priority`}
            look="inline"
            disabled={isFixed}
            value={ticket.priority ?? none}
            options={priorityOptions}
            open={open === "priority"}
            onOpenChange={(isOpen) => onOpen(isOpen ? "priority" : null)}
            onChange={setPriority}
          />
        </Labelled>
        <Labelled label={t`Category`}>
          <Select
            label={t`Category`}
            look="inline"
            disabled={isFixed}
            value={ticket.category ?? none}
            options={categories}
            onChange={setCategory}
          />
        </Labelled>
        {ticket.owner_id === null && !isFixed ? (
          <button
            type="button"
            onClick={() => setOwner(String(me.id))}
            className="flex h-7 shrink-0 items-center gap-1.5 rounded-6 px-2 text-accent hover:bg-hover"
          >
            <CircleUserRound size={14} aria-hidden />
            {t`Take it`}
          </button>
        ) : null}
      </div>
    </div>
  );
}
