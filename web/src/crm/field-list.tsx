/** Fields of a record by name, each changed where it stands. */
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "~/ui/button";
import { FieldRow } from "./field-row.tsx";
import { type Field, type RecordValues, isBlank, valueIn } from "./field.ts";
import type { SaveField } from "./saving.ts";

/** More than these are shown only when asked for. */
const shownAtOnce = 12;

export function FieldList({
  fields,
  names,
  record,
  onSave,
}: {
  readonly fields: readonly Field[];
  readonly names: readonly string[];
  readonly record: RecordValues;
  readonly onSave: SaveField;
}) {
  const { t } = useLingui();
  const [isWhole, setWhole] = useState(false);
  // What the desk keeps itself says nothing while there is nothing; a property that is archived is gone from here.
  const listed = names
    .flatMap((name) => fields.find((field) => field.name === name) ?? [])
    .filter((field) => !(field.isFixed && isBlank(valueIn(record, field))));
  const shown = isWhole || listed.length <= shownAtOnce + 2 ? listed : listed.slice(0, shownAtOnce);
  const more = listed.length - shown.length;
  return (
    <>
      <dl>
        {shown.map((field) => (
          <FieldRow key={field.name} field={field} value={valueIn(record, field)} onSave={onSave} />
        ))}
      </dl>
      {more > 0 ? (
        <Button size="small" weight="quiet" className="mt-1 -ml-2" onClick={() => setWhole(true)}>
          {t`Show ${more} more`}
        </Button>
      ) : null}
    </>
  );
}
