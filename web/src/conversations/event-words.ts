/** The words of which a sentence about a ticket's history is made: who did it, to which field, and what stood there. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { Directory, TimelineEvent } from "~/api/shapes";
import { useValueWords } from "~/crm/field-words";
import { isPriority, priorityNames } from "~/crm/ticket-choices";
import { propertiesQuery } from "~/crm/property-queries";
import { findTeam, findUser, useDirectory } from "~/users/session";

type Body = TimelineEvent["body"];

export function idIn(body: Body, field: string): number | null {
  const value = body[field];
  return typeof value === "number" ? value : null;
}

/** The owner, else the team: what "assigned to" means to a person. */
export function assignee(directory: Directory, body: Body, which: "old" | "new"): string | undefined {
  const owner = idIn(body, `${which}_owner_id`);
  const team = idIn(body, `${which}_team_id`);
  if (owner !== null) return findUser(directory, owner)?.name ?? `#${owner}`;
  return team === null ? undefined : (findTeam(directory, team)?.name ?? `#${team}`);
}

export function useActorName(): (event: TimelineEvent) => string {
  const { t } = useLingui();
  const directory = useDirectory();
  return ({ actor, via }) => {
    if (actor.name) return actor.name;
    if (actor.kind === "user") return findUser(directory, actor.id)?.name ?? t`A colleague`;
    if (actor.kind === "contact") return t`The customer`;
    if (via === "mail") return t`A mail`;
    return via === "import" ? t`The import` : "Deskbell";
  };
}

/** What the desk defined itself is said by its label, and its choices by theirs. */
export function useOwnProperty(): (name: string) => { readonly label: string; readonly kind: string } | undefined {
  const { data } = useQuery(propertiesQuery("tickets"));
  return (name) => data?.find((property) => property.name === name);
}

export function useWords(): (field: string, value: unknown) => string {
  const { t, i18n } = useLingui();
  const directory = useDirectory();
  const { data: own } = useQuery(propertiesQuery("tickets"));
  const valueWords = useValueWords();
  return (field, value) => {
    const property = own?.find((one) => one.name === field);
    if (property) return valueWords(property, value);
    if (value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0))
      return t`none`;
    if (field === "priority") return isPriority(value) ? i18n._(priorityNames[value]) : String(value);
    if (field === "category")
      return directory.categories.find((category) => category.value === value)?.label ?? String(value);
    if (Array.isArray(value))
      return new Intl.ListFormat(i18n.locale, { type: "conjunction" }).format(value.map(String));
    return typeof value === "object" ? JSON.stringify(value) : String(value as string | number | boolean);
  };
}

export function useFieldWord(): (field: string) => string {
  const { t } = useLingui();
  return (field) =>
    ({
      name: t`the name`,
      priority: t`the priority`,
      category: t`the category`,
      description: t`the description`,
      tags: t`the tags`,
    })[field] ?? field;
}
