/** What is done with a record: a ticket for a contact, merging, deleting with a way back. */
import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import Ellipsis from "lucide-react/icons/ellipsis";
import Merge from "lucide-react/icons/merge";
import Trash2 from "lucide-react/icons/trash-2";
import { Suspense, lazy, useState } from "react";
import { api } from "~/api/client";
import { useFaultWords } from "~/api/fault-words";
import { keys } from "~/api/keys";
import { type RecordObject, type WholeRecord, recordPages } from "~/crm/record-queries";
import { Button, IconButton } from "~/ui/button";
import { Menu, MenuItem } from "~/ui/menu";
import { toast } from "~/ui/toast";
import { useHasFullDesk, useMe } from "~/users/session";
import { recordLists } from "./which.ts";

const MergeContactsDialog = lazy(async () => ({
  default: (await import("./merge-contacts-dialog.tsx")).MergeContactsDialog,
}));

export function RecordActs({ object, record }: { readonly object: RecordObject; readonly record: WholeRecord }) {
  const { t } = useLingui();
  const me = useMe();
  const hasFullDesk = useHasFullDesk();
  const navigate = useNavigate();
  const remove = useRemove(object, record);
  const [isMerging, setMerging] = useState(false);
  const email = object === "contacts" ? record["email"] : null;
  const mayMerge = object === "contacts" && hasFullDesk;
  const mayDelete = me.is_super_admin || me.permissions.includes("delete_tickets");
  return (
    <>
      {typeof email === "string" && hasFullDesk ? (
        <Button
          onClick={() =>
            void navigate({ to: ".", search: (before) => ({ ...before, create: true as const, contact: email }) })
          }
        >{t`Create ticket`}</Button>
      ) : null}
      {mayMerge || mayDelete ? (
        <Menu align="end" trigger={<IconButton label={t`Actions`} icon={<Ellipsis size={16} />} />}>
          {mayMerge ? (
            <MenuItem icon={<Merge size={16} />} onSelect={() => setMerging(true)}>{t`Merge contacts`}</MenuItem>
          ) : null}
          {mayDelete ? (
            <MenuItem icon={<Trash2 size={16} />} onSelect={() => void remove()}>{t`Delete`}</MenuItem>
          ) : null}
        </Menu>
      ) : null}
      {isMerging ? (
        <Suspense fallback={null}>
          <MergeContactsDialog contact={record} onClose={() => setMerging(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

function useRemove(object: RecordObject, { id, name }: WholeRecord): () => Promise<void> {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const faultWords = useFaultWords();
  const refresh = () =>
    Promise.all([keys[object], keys.tickets, keys.lists].map((queryKey) => client.invalidateQueries({ queryKey })));
  async function restore() {
    try {
      await api.post(`/${object}/${id}/restore`, {});
      void refresh();
      void navigate({ to: recordPages[object], params: { recordId: String(id) } });
    } catch (fault) {
      toast.failed(faultWords(fault), { action: { label: t`Try again`, run: () => void restore() } });
    }
  }
  return async () => {
    try {
      await api.delete(`/${object}/${id}`);
      await navigate({ to: recordLists[object] });
      void refresh();
      toast.done(t`${name} is deleted`, { undo: () => void restore() });
    } catch (fault) {
      toast.failed(faultWords(fault));
    }
  };
}
