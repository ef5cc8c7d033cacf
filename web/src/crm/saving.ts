/** Saving a field of a contact, company or deal: shown at once, with a way back, and told when somebody else was faster. */
import { useLingui } from "@lingui/react/macro";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { Refusal, api } from "~/api/client";
import { useFaultWords } from "~/api/fault-words";
import { keys } from "~/api/keys";
import { askInLine } from "~/api/line";
import { toast } from "~/ui/toast";
import { useSavedWords } from "./field-words.ts";
import { type Field, type RecordValues, changeTo, valueIn } from "./field.ts";
import { type RecordObject, nameOfOne, recordQuery } from "./record-queries.ts";
import { useConflictWords } from "./use-conflict-words.ts";

function show(client: QueryClient, object: RecordObject, id: number, field: Field, value: unknown): void {
  client.setQueryData(recordQuery(object, id).queryKey, (answer) => {
    const record = answer?.[nameOfOne[object]] as RecordValues | undefined;
    if (!answer || !record) return answer;
    const next = field.isOwn
      ? { ...record, properties: { ...(record["properties"] as RecordValues), [field.name]: value } }
      : { ...record, [field.name]: value, ...(field.name === "company_id" ? { company: null } : {}) };
    return { ...answer, [nameOfOne[object]]: next };
  });
}

export type SaveField = (field: Field, value: unknown) => void;

export function useSaveRecord(object: RecordObject, record: RecordValues & { readonly id: number }): SaveField {
  const client = useQueryClient();
  const { t } = useLingui();
  const faultWords = useFaultWords();
  const savedWords = useSavedWords();
  const conflictWords = useConflictWords(object);
  const { id } = record;
  return useCallback(
    (first, next) => {
      /** `known` is asked once more when the change leaves. */
      async function save(
        field: Field,
        value: unknown,
        known: () => unknown,
        said: string,
        isUndo = false,
      ): Promise<void> {
        const before = known();
        await client.cancelQueries({ queryKey: recordQuery(object, id).queryKey });
        show(client, object, id, field, value);
        let kept = value;
        const note = toast.done(
          said,
          isUndo ? {} : { undo: () => void save(field, before, () => kept, t`Changed back`, true) },
        );
        try {
          const answer = await askInLine(`${object}/${id}`, () =>
            api.patch<RecordValues>(`/${object}/${id}`, {
              ...changeTo(field, value),
              expected: changeTo(field, known()),
            }),
          );
          kept = valueIn(answer[nameOfOne[object]] as RecordValues, field);
        } catch (fault) {
          toast.close(note);
          const isConflict = fault instanceof Refusal && fault.code === "record.changed";
          const current = isConflict ? (fault.facts["current"] ?? null) : before;
          show(client, object, id, field, current);
          if (isConflict)
            toast.failed(t`Somebody else changed this first. Theirs is shown, yours was not saved.`, {
              detail: conflictWords({ [field.name]: current }, { [field.name]: value }),
              action: { label: t`Change it anyway`, run: () => void save(field, value, () => current, said) },
            });
          else
            toast.failed(faultWords(fault), {
              action: { label: t`Try again`, run: () => void save(field, value, () => before, said) },
            });
        }
        void client.invalidateQueries({ queryKey: keys[object] });
        void client.invalidateQueries({ queryKey: keys.tickets });
      }
      void save(first, next, () => valueIn(record, first), savedWords(first, next));
    },
    [client, object, id, record, t, faultWords, savedWords, conflictWords],
  );
}
