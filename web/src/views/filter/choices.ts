/** Among which values one chooses for a property: what the server tells, or people and places of the desk. */
import { useLingui } from "@lingui/react/macro";
import type { Channel } from "~/api/shapes";
import { channelNames, isPriority, priorityNames } from "~/crm/ticket-choices";
import { type SlaState, stateNames } from "~/tickets/sla";
import type { Option } from "~/ui/select";
import { useDirectory } from "~/users/session";
import type { AskedProperty } from "./property-words.ts";

const ids: ReadonlySet<string> = new Set(["user", "team", "status", "pipeline", "account"]);

/** Null where there is no list, and one types. */
export function useChoices(property: AskedProperty): readonly Option<string>[] | null {
  const { t, i18n } = useLingui();
  const directory = useDirectory();
  switch (property.kind) {
    case "user":
      return [
        { value: "me", label: t`Me` },
        ...directory.users
          .filter((user) => user.is_active)
          .map((user) => ({ value: String(user.id), label: user.name })),
      ];
    case "team":
      return [
        { value: "my_teams", label: t`My teams` },
        ...directory.teams.map((team) => ({ value: String(team.id), label: team.name })),
      ];
    case "pipeline":
      return directory.pipelines.map((pipeline) => ({ value: String(pipeline.id), label: pipeline.label }));
    case "status":
      return directory.pipelines.flatMap((pipeline) =>
        pipeline.statuses.map((status) => ({
          value: String(status.id),
          label: status.label,
          ...(directory.pipelines.length > 1 ? { hint: pipeline.label } : {}),
        })),
      );
    case "account":
      return directory.channel_accounts.map((account) => ({
        value: String(account.id),
        label: account.name,
        hint: account.address,
      }));
    case "choice":
    case "choices":
      break;
    default:
      return null;
  }
  if (property.options.length === 0) return null;
  return property.options.map(({ value, label }) => {
    if (property.name === "ticket.priority" && isPriority(value)) return { value, label: i18n._(priorityNames[value]) };
    if (property.name === "channel" && value in channelNames)
      return { value, label: i18n._(channelNames[value as Channel]) };
    if (property.name === "ticket.category")
      return { value, label: directory.categories.find((one) => one.value === value)?.label ?? label };
    if (property.name === "sla_state" && value in stateNames)
      return { value, label: i18n._(stateNames[value as SlaState]) };
    if (property.name === "last_message")
      return { value, label: value === "incoming" ? t`From the customer` : t`From us` };
    return { value, label };
  });
}

/** Ids are numbers in a filter, words such as "me" stay words. */
export function storedValue(property: AskedProperty, value: string): string | number {
  return ids.has(property.kind) && /^\d+$/.test(value) ? Number(value) : value;
}
