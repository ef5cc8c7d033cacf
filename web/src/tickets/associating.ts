/** Adding a contact, company or deal to a ticket, taking it away, putting it first: shown at once, with a way back. */
import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { api } from "~/api/client";
import { useFaultWords } from "~/api/fault-words";
import { keys } from "~/api/keys";
import { askInLine } from "~/api/line";
import type { TicketScreen } from "~/api/shapes";
import type { RecordObject } from "~/crm/record-queries";
import { toast } from "~/ui/toast";
import { refreshTicket } from "./cached-rows.ts";

export type Associate = { readonly id: number; readonly name: string; readonly is_primary?: boolean };
type Change = (listed: readonly Associate[]) => readonly Associate[];

/** Whoever is first stands first. */
function leading(listed: readonly Associate[], id: number): readonly Associate[] {
  return listed
    .map((one) => ({ ...one, is_primary: one.id === id }))
    .toSorted((one, other) => Number(other.is_primary) - Number(one.is_primary));
}

export function useAssociations(ticketId: number, object: RecordObject, listed: readonly Associate[]) {
  const client = useQueryClient();
  const { t } = useLingui();
  const faultWords = useFaultWords();
  const path = `/tickets/${ticketId}/associations`;
  const primary = listed.find((one) => one.is_primary);

  const act = useCallback(
    async (change: Change, ask: () => Promise<unknown>, said: string, undo?: () => void) => {
      const screen = keys.ticketScreen(ticketId);
      await client.cancelQueries({ queryKey: screen });
      client.setQueryData<TicketScreen>(
        screen,
        (data) => data && ({ ...data, [object]: change(data[object]) } as TicketScreen),
      );
      const note = toast.done(said, undo ? { undo } : {});
      try {
        await askInLine(`tickets/${ticketId}`, ask);
      } catch (fault) {
        toast.close(note);
        toast.failed(faultWords(fault));
      }
      refreshTicket(client, ticketId);
    },
    [client, ticketId, object, faultWords],
  );

  function put(record: Associate, isPrimary: boolean, said: string, undo?: () => void) {
    const change: Change = (now) => {
      const all = now.some((one) => one.id === record.id)
        ? now
        : [...now, { ...record, addresses: null, is_primary: false }];
      return isPrimary || (object !== "deals" && !now.some((one) => one.is_primary)) ? leading(all, record.id) : all;
    };
    void act(
      change,
      () => api.post(path, { type: object, id: record.id, ...(isPrimary ? { primary: true } : {}) }),
      said,
      undo,
    );
  }
  function remove(record: Associate, said: string, undo?: () => void) {
    const change: Change = (now) => {
      const rest = now.filter((one) => one.id !== record.id);
      const next = record.is_primary ? rest[0] : undefined;
      return next ? leading(rest, next.id) : rest;
    };
    void act(change, () => api.delete(path, { query: { type: object, id: record.id } }), said, undo);
  }
  return {
    add: (record: Associate, isNew = false) =>
      put(record, false, isNew ? t`${record.name} is created and added` : t`${record.name} is added`, () =>
        remove(record, t`${record.name} is off the ticket again`),
      ),
    remove: (record: Associate) =>
      remove(record, t`${record.name} is off the ticket`, () =>
        put(record, record.is_primary === true, t`${record.name} is back`),
      ),
    lead: (record: Associate) =>
      put(
        record,
        true,
        t`${record.name} is the primary now`,
        primary && (() => put(primary, true, t`${primary.name} is the primary again`)),
      ),
  };
}
