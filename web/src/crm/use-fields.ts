/** The fields of a kind of record: the built-in ones with their words and choices, then the desk's own. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { languages } from "~/lib/languages";
import { findPipeline, useDirectory } from "~/users/session";
import { type Field, type FieldKind, type FieldOption, type ObjectType, ownField } from "./field.ts";
import { propertiesQuery } from "./property-queries.ts";
import { channelNames, channels, priorities, priorityNames } from "./ticket-choices.ts";

type BuiltIn = {
  readonly name: string;
  readonly label: string;
  readonly kind: FieldKind;
  readonly options?: readonly FieldOption[];
  readonly isFixed?: boolean;
};

/** A ticket's statuses are those of its pipeline; without one, all pipelines' are known. */
export function useBuiltInFields(object: ObjectType, pipelineId?: number): readonly Field[] {
  const { t, i18n } = useLingui();
  const directory = useDirectory();
  const statuses =
    pipelineId === undefined
      ? directory.pipelines.flatMap((pipeline) => pipeline.statuses)
      : (findPipeline(directory, pipelineId)?.statuses ?? []);
  const choices = (list: readonly { readonly id: number; readonly label?: string; readonly name?: string }[]) =>
    list.map((one) => ({ value: one.id, label: one.label ?? one.name ?? "" }));
  const fixed = (
    name: string,
    label: string,
    kind: FieldKind = "datetime",
    options: readonly FieldOption[] = [],
  ): BuiltIn => ({ name, label, kind, options, isFixed: true });
  const owner: BuiltIn = { name: "owner_id", label: t`Owner`, kind: "user" };
  const name: BuiltIn = { name: "name", label: t`Name`, kind: "text" };
  const company: BuiltIn = { name: "company_id", label: t`Company`, kind: "company" };
  const known: Record<ObjectType, readonly BuiltIn[]> = {
    tickets: [
      name,
      { name: "description", label: t`Description`, kind: "multiline" },
      { name: "status_id", label: t`Status`, kind: "select", options: choices(statuses) },
      fixed("pipeline_id", t`Pipeline`, "select", choices(directory.pipelines)),
      owner,
      { name: "team_id", label: t`Team`, kind: "select", options: choices(directory.teams) },
      {
        name: "priority",
        label: t`Priority`,
        kind: "select",
        options: priorities.map((value) => ({ value, label: i18n._(priorityNames[value]) })),
      },
      { name: "category", label: t`Category`, kind: "select", options: directory.categories },
      { name: "tags", label: t`Tags`, kind: "tags" },
      fixed(
        "channel",
        t`Came by`,
        "select",
        channels.map((value) => ({ value, label: i18n._(channelNames[value]) })),
      ),
      { name: "contact_id", label: t`Contact`, kind: "contact" },
      company,
      fixed("is_closed", t`Is closed`, "checkbox"),
      fixed("created_at", t`Created`),
      fixed("updated_at", t`Changed`),
      fixed("first_reply_at", t`First reply`),
      fixed("last_incoming_at", t`Customer wrote`),
      fixed("last_outgoing_at", t`We wrote`),
      fixed("closed_at", t`Closed`),
      fixed("reopened_at", t`Reopened`),
    ],
    contacts: [
      { name: "first_name", label: t`First name`, kind: "text" },
      { name: "last_name", label: t`Last name`, kind: "text" },
      { name: "email", label: t`E-mail address`, kind: "email" },
      { name: "phone", label: t`Phone`, kind: "phone" },
      company,
      owner,
      { name: "language", label: t`Language`, kind: "select", options: languages(i18n.locale) },
      fixed("created_at", t`Created`),
    ],
    companies: [
      name,
      { name: "domain", label: t`Domain`, kind: "text" },
      { name: "phone", label: t`Phone`, kind: "phone" },
      owner,
      fixed("created_at", t`Created`),
    ],
    deals: [
      name,
      { name: "amount", label: t`Amount`, kind: "number" },
      {
        name: "stage",
        label: t`Stage`,
        kind: "select",
        options: [
          { value: "open", label: t`Open` },
          { value: "won", label: t`Won` },
          { value: "lost", label: t`Lost` },
        ],
      },
      { name: "close_date", label: t`Close date`, kind: "date" },
      company,
      owner,
      fixed("created_at", t`Created`),
    ],
  };
  return known[object].map((field) => ({ object, options: [], isOwn: false, isFixed: false, ...field }));
}

/** Null while the desk's own are not known yet. */
export function useFields(object: ObjectType, pipelineId?: number): readonly Field[] | null {
  const builtIn = useBuiltInFields(object, pipelineId);
  const { data: own, isError } = useQuery(propertiesQuery(object));
  return own || isError ? [...builtIn, ...(own ?? []).map(ownField)] : null;
}
