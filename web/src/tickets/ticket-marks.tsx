/** How a ticket's values look wherever they show: status, priority, owner, channel. */
import { useLingui } from "@lingui/react";
import CircleUserRound from "lucide-react/icons/circle-user-round";
import Mail from "lucide-react/icons/mail";
import MessageCircle from "lucide-react/icons/message-circle";
import MessageSquareText from "lucide-react/icons/message-square-text";
import Phone from "lucide-react/icons/phone";
import TextCursorInput from "lucide-react/icons/text-cursor-input";
import type { Channel, Priority } from "~/api/shapes";
import { channelNames, priorityNames } from "~/crm/ticket-choices";
import { classes } from "~/lib/classes";
import { Avatar } from "~/ui/avatar";
import { StatusDot } from "~/ui/badge";
import { findPipeline, findStatus, findUser, useDirectory } from "~/users/session";
import { filling } from "./ticket.ts";

const bars: Record<Priority, number> = { LOW: 1, MEDIUM: 2, HIGH: 3, URGENT: 4 };

/** Three bars, as a signal; all red and four when it is urgent. Decoration beside the word. */
export function PriorityIcon({ priority }: { readonly priority: Priority | null }) {
  const lit = priority ? bars[priority] : 0;
  return (
    <span
      aria-hidden
      className={classes(
        "inline-flex h-3 shrink-0 items-end gap-0.5",
        lit === 4 ? "text-danger" : lit === 3 ? "text-warning" : "text-quiet",
      )}
    >
      {[1, 2, 3].map((bar) => (
        <span
          key={bar}
          className={classes("w-[3px] rounded-[1px] bg-current", bar <= lit ? "" : "opacity-25")}
          style={{ height: `${bar * 4}px` }}
        />
      ))}
    </span>
  );
}

export function PriorityMark({ priority }: { readonly priority: Priority | null }) {
  const { i18n } = useLingui();
  if (!priority) return null;
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <PriorityIcon priority={priority} />
      <span className="truncate">{i18n._(priorityNames[priority])}</span>
    </span>
  );
}

export function StatusIcon({ statusId, pipelineId }: { readonly statusId: number; readonly pipelineId: number }) {
  const directory = useDirectory();
  const status = findStatus(directory, statusId);
  if (!status) return null;
  const filled = filling(status, findPipeline(directory, pipelineId));
  return <StatusDot tone={filled === 1 ? "neutral" : filled === 0 ? "accent" : "warning"} filled={filled} />;
}

export function StatusMark({ statusId, pipelineId }: { readonly statusId: number; readonly pipelineId: number }) {
  const status = findStatus(useDirectory(), statusId);
  if (!status) return null;
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <StatusIcon statusId={statusId} pipelineId={pipelineId} />
      <span className="truncate">{status.label}</span>
    </span>
  );
}

export function OwnerMark({ ownerId, nobody }: { readonly ownerId: number | null; readonly nobody: string }) {
  const owner = findUser(useDirectory(), ownerId);
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      {owner ? (
        <Avatar name={owner.name} tintFrom={owner.email} size={16} shape="square" />
      ) : (
        <CircleUserRound size={16} className="shrink-0 text-quiet" aria-hidden strokeWidth={1.5} />
      )}
      <span className={classes("truncate", !owner && "text-quiet")}>{owner?.name ?? nobody}</span>
    </span>
  );
}

const channelIcons = {
  email: Mail,
  chat: MessageCircle,
  form: TextCursorInput,
  calling: Phone,
  whatsapp: MessageSquareText,
  messenger: MessageSquareText,
};

export function ChannelMark({ channel }: { readonly channel: Channel | null }) {
  const { i18n } = useLingui();
  if (!channel) return null;
  const Icon = channelIcons[channel];
  return (
    <span className="flex min-w-0 items-center gap-1.5 text-quiet">
      <Icon size={14} aria-hidden className="shrink-0" />
      <span className="truncate">{i18n._(channelNames[channel])}</span>
    </span>
  );
}
