/** In which statuses clocks stand still. */
import { useLingui } from "@lingui/react/macro";
import { ChoicesPicker } from "~/crm/choices-picker";
import { useDirectory } from "~/users/session";
import { Section } from "../settings-page.tsx";

/** Where several pipelines have a status of the same name, its pipeline tells them apart. */
export function Pauses({
  statusIds,
  onChange,
}: {
  readonly statusIds: readonly number[];
  readonly onChange: (statusIds: readonly number[]) => void;
}) {
  const { t } = useLingui();
  const { pipelines } = useDirectory();
  const options = pipelines.flatMap(({ label: pipeline, statuses }) =>
    statuses
      .filter((status) => !status.is_closed)
      .map(({ id, label: status }) => ({
        value: id,
        label: pipelines.length > 1 ? t`${pipeline}: ${status}` : status,
      })),
  );
  return (
    <Section isWide title={t`Pauses`} lead={t`While a ticket is in one of these statuses, its clocks stand still.`}>
      <ChoicesPicker
        look="field"
        className="max-w-sm"
        label={t`Paused in`}
        emptyLabel={t`No status`}
        value={statusIds.map(String)}
        options={options}
        onChange={(ids) => onChange((ids ?? []).map(Number))}
      />
    </Section>
  );
}
