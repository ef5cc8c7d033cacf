/** What was done, and by whom, in words: the log itself holds ids and names of fields only. */
import { useLingui } from "@lingui/react/macro";
import { useQueries, useQuery } from "@tanstack/react-query";
import { macrosQuery, snippetsQuery } from "~/conversations/canned/canned";
import { inboxesQuery } from "~/conversations/inboxes";
import type { ObjectType } from "~/crm/field";
import { useObjectNames } from "~/crm/field-words";
import { propertiesQuery } from "~/crm/property-queries";
import { findPipeline, findTeam, findUser, useDirectory } from "~/users/session";
import { sendersEverQuery } from "../senders/senders-query.ts";
import type { Act } from "./audit-queries.ts";

const objects: readonly ObjectType[] = ["tickets", "contacts", "companies", "deals"];

/** Null where there is no person behind it. */
export function actorId({ actor }: Act): number | null {
  return actor.startsWith("user:") ? Number(actor.slice("user:".length)) : null;
}

export function useActWords(): (act: Act) => string {
  const { t } = useLingui();
  const sayUserAct = useUserActWords();
  const sayAccountAct = useAccountActWords();
  const saySettingsAct = useSettingsActWords();
  return (act) =>
    sayUserAct(act) ?? sayAccountAct(act) ?? saySettingsAct(act) ?? t`Something was changed (${act.name})`;
}

type Say = (act: Act) => string | null;

function useUserActWords(): Say {
  const { t } = useLingui();
  const directory = useDirectory();
  const fieldsOf = useFieldsChanged();
  return ({ name, body }) => {
    const user = findUser(directory, Number(body["user_id"]))?.name ?? `#${String(body["user_id"])}`;
    const team = findTeam(directory, Number(body["team_id"]))?.name ?? `#${String(body["team_id"])}`;
    switch (name) {
      case "SignedIn":
        return t`Sign-in`;
      case "SessionRevoked":
        return t`Session ended: ${user}`;
      case "PasswordChanged":
        return t`Password changed: ${user}`;
      case "PasswordResetAsked":
        return t`New password asked for: ${user}`;
      case "ApiTokenCreated":
        return t`API token made: ${user}`;
      case "ApiTokenRevoked":
        return t`API token revoked: ${user}`;
      case "UserInvited":
        return t`User invited: ${user}`;
      case "UserJoined":
        return t`User joined: ${user}`;
      case "UserChanged": {
        const fields = fieldsOf(body["fields"]);
        return fields ? t`User changed: ${user} (${fields})` : t`User changed: ${user}`;
      }
      case "UserDeactivated":
        return t`User deactivated: ${user}`;
      case "UserReactivated":
        return t`User reactivated: ${user}`;
      case "TeamChanged":
        return t`Team made or changed: ${team}`;
      default:
        return null;
    }
  };
}

/** Fields that nobody but oneself sees or changes are all of the profile. */
function useFieldsChanged(): (fields: unknown) => string {
  const { t, i18n } = useLingui();
  const known: Readonly<Record<string, string>> = {
    email: t`e-mail address`,
    name: t({ message: "name", context: "field of a user" }),
    is_super_admin: t`super admin`,
    seat: t`seat`,
    visibility: t`tickets they see`,
    sees_unassigned: t`tickets they see`,
    permissions: t`permissions`,
  };
  return (fields) => {
    const names = Array.isArray(fields) ? fields.map((field) => known[String(field)] ?? t`profile`) : [];
    return new Intl.ListFormat(i18n.locale, { type: "unit", style: "short" }).format(new Set(names));
  };
}

function useAccountActWords(): Say {
  const { t } = useLingui();
  const { channel_accounts: accounts } = useDirectory();
  const { data } = useQuery(inboxesQuery);
  const { data: senders } = useQuery(sendersEverQuery);
  return ({ name, body }) => {
    const account =
      accounts.find((one) => one.id === body["channel_account_id"])?.address ??
      `#${String(body["channel_account_id"])}`;
    const inbox = data?.inboxes.find((one) => one.id === body["inbox_id"])?.name ?? `#${String(body["inbox_id"])}`;
    switch (name) {
      case "ChannelAccountConnected":
        return t`Account connected: ${account}`;
      case "ChannelAccountChanged":
        return t`Account changed: ${account}`;
      case "ChannelAccountDisconnected":
        return t`Account disconnected: ${account}`;
      case "MailProviderRegistered":
        return t`Deskbell registered at a provider: ${String(body["provider"])}`;
      case "SenderRuleChanged": {
        const sender =
          senders?.find((one) => one.id === body["sender_rule_id"])?.sender ?? `#${String(body["sender_rule_id"])}`;
        return (
          { allow: t`Sender allowed: ${sender}`, deny: t`Sender denied: ${sender}` }[String(body["verdict"])] ??
          t`Sender taken off the list: ${sender}`
        );
      }
      case "InboxChanged":
        return (
          {
            made: t`Inbox added: ${inbox}`,
            renamed: t`Inbox renamed: ${inbox}`,
            archived: t`Inbox archived: ${inbox}`,
          }[String(body["what"])] ?? null
        );
      default:
        return null;
    }
  };
}

function useSettingsActWords(): Say {
  const { t } = useLingui();
  const directory = useDirectory();
  const objectNames = useObjectNames();
  const { data: snippets } = useQuery(snippetsQuery);
  const { data: macros } = useQuery(macrosQuery);
  const properties = useQueries({
    queries: objects.flatMap((object) => [propertiesQuery(object), propertiesQuery(object, true)]),
  });
  return ({ name, body }) => {
    switch (name) {
      case "PropertyDefinitionChanged": {
        const object = objects.find((one) => one === body["object_type"]);
        const [current, archived] = object
          ? [0, 1].map((kind) => properties[objects.indexOf(object) * 2 + kind]?.data ?? [])
          : [];
        const label =
          [...(current ?? []), ...(archived ?? [])].find((one) => one.name === body["name"])?.label ??
          String(body["name"]);
        return object ? t`Property made or changed: ${label} (${objectNames[object]})` : null;
      }
      case "PipelineChanged": {
        const pipeline =
          findPipeline(directory, Number(body["pipeline_id"]))?.label ?? `#${String(body["pipeline_id"])}`;
        return t`Pipeline made or changed: ${pipeline}`;
      }
      case "SlaGoalsChanged":
        return t`SLA goals changed`;
      case "SidebarLayoutChanged": {
        const whose =
          body["team_id"] === null
            ? t`Everybody`
            : (findTeam(directory, Number(body["team_id"]))?.name ?? `#${String(body["team_id"])}`);
        return t`Sidebar changed: ${whose}`;
      }
      // Others' private ones, and those that are gone, have no name for who reads this.
      case "SnippetChanged": {
        const snippet = snippets?.find((one) => one.id === body["snippet_id"])?.name;
        return snippet ? t`Snippet made or changed: ${snippet}` : t`A snippet was made, changed or deleted`;
      }
      case "MacroChanged": {
        const macro = macros?.find((one) => one.id === body["macro_id"])?.name;
        return macro ? t`Macro made or changed: ${macro}` : t`A macro was made, changed or deleted`;
      }
      default:
        return null;
    }
  };
}
