/** What a view is besides its conditions: how it is sorted and laid out, and who has it. */
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import type { ViewLayout, ViewSharing } from "~/api/shapes";
import { Field } from "~/ui/field";
import { RadioCards } from "~/ui/radio-cards";
import { Select } from "~/ui/select";
import { useDirectory } from "~/users/session";
import { nameOfColumn } from "../ticket-columns.tsx";
import { useTicketColumns } from "../use-ticket-columns.tsx";
import { ManyPicker } from "./many-picker.tsx";
import type { ViewDraft } from "./view-draft.ts";

export type Faulty = { readonly field: string; readonly sentence: string } | undefined;

export type ViewFieldsProps = {
  readonly draft: ViewDraft;
  readonly change: (changed: Partial<ViewDraft>) => void;
  readonly fault: Faulty;
};

const sorts = {
  active_at: msg`Last activity`,
  created_at: msg`Created`,
  updated_at: msg`Last changed`,
  priority: msg`Priority`,
  name: msg`Ticket name`,
  id: msg`Ticket number`,
  closed_at: msg`Closed at`,
  snoozed_until: msg`Snoozed until`,
  sla_due_at: msg`SLA due`,
};

export function ViewFields({ draft, change, fault }: ViewFieldsProps) {
  const { t, i18n } = useLingui();
  const allColumns = useTicketColumns();
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-4">
        <Field label={t`Sort by`} error={fault?.field === "sort_by" ? fault.sentence : undefined}>
          <Select
            value={draft.sort}
            onChange={(sort) => change({ sort })}
            options={Object.entries(sorts).map(([value, words]) => ({ value, label: i18n._(words) }))}
          />
        </Field>
        <Field label={t`Direction`}>
          <Select
            value={draft.direction}
            onChange={(direction) => change({ direction })}
            options={[
              { value: "desc", label: t`Highest or latest first` },
              { value: "asc", label: t`Lowest or earliest first` },
            ]}
          />
        </Field>
      </div>
      <div className="flex flex-col gap-1">
        <p className="font-strong">{t`Columns`}</p>
        <ManyPicker
          label={t`Columns`}
          value={draft.columns.filter((id) => allColumns.some((column) => column.id === id))}
          onChange={(columns) => change({ columns: columns.includes("name") ? columns : ["name", ...columns] })}
          options={allColumns.map((column) => ({ value: column.id, label: nameOfColumn(i18n, column) }))}
        />
      </div>
      <Field label={t`Layout`}>
        <Select<ViewLayout>
          value={draft.layout}
          onChange={(layout) => change({ layout })}
          options={[
            { value: "table", label: t`Table` },
            { value: "split", label: t`Split` },
            { value: "board", label: t`Board` },
          ]}
        />
      </Field>
      <Sharing draft={draft} change={change} fault={fault} />
    </div>
  );
}

function Sharing({ draft, change, fault }: ViewFieldsProps) {
  const { t } = useLingui();
  const { teams } = useDirectory();
  const teamFault = fault?.field === "team_ids" ? fault.sentence : undefined;
  return (
    <div className="flex flex-col gap-2" data-part="sharing">
      <p className="font-strong">{t`Who has this view`}</p>
      <RadioCards<ViewSharing>
        label={t`Who has this view`}
        value={draft.sharedWith}
        onChange={(sharedWith) => change({ sharedWith })}
        options={[
          { value: "private", label: t`Private`, hint: t`Only you.` },
          { value: "teams", label: t`Teams`, hint: t`The members of the teams that you choose.` },
          {
            value: "everyone",
            label: t`Everyone`,
            hint: t`All colleagues with a service seat. Each sees only the tickets they may see.`,
          },
        ]}
      />
      {draft.sharedWith === "teams" ? (
        <>
          <ManyPicker
            label={t`Teams`}
            value={draft.teamIds.map(String)}
            onChange={(ids) => change({ teamIds: ids.map(Number) })}
            options={teams.map((team) => ({ value: String(team.id), label: team.name }))}
            placeholder={t`Choose teams`}
            isInvalid={teamFault !== undefined}
          />
          {teams.length === 0 ? <p className="text-12 text-quiet">{t`There are no teams yet.`}</p> : null}
          {teamFault ? (
            <p role="alert" className="text-12 text-danger">
              {teamFault}
            </p>
          ) : null}
        </>
      ) : null}
    </div>
  );
}
