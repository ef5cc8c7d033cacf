/** Runs a macro: its changes at once and together, its words into the reply; both can be taken back. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import Zap from "lucide-react/icons/zap";
import { useFaultWords } from "~/api/fault-words";
import { keys } from "~/api/keys";
import { useCommands } from "~/lib/shortcuts";
import { IconButton } from "~/ui/button";
import { Menu, MenuItem } from "~/ui/menu";
import { toast } from "~/ui/toast";
import { type Macro, macrosQuery, runMacro, undoMacro } from "../canned/canned.ts";

/** `onWords` puts them into the text and gives back how to take them out again. */
export function MacroMenu({
  ticketId,
  onWords,
}: {
  readonly ticketId: number;
  readonly onWords: (html: string) => () => void;
}) {
  const { t } = useLingui();
  const faultWords = useFaultWords();
  const client = useQueryClient();
  const { data: macros = none } = useQuery(macrosQuery);

  function refresh() {
    for (const queryKey of [keys.ticket(ticketId), keys.lists, keys.counts])
      void client.invalidateQueries({ queryKey });
  }
  async function run(macro: Macro) {
    try {
      const { run_id: runId } = macro.acts.length > 0 ? await runMacro(ticketId, macro.id) : { run_id: null };
      const withdraw = macro.html === "" ? null : onWords(macro.html);
      toast.done(t`${macro.name} is done`, {
        undo: () => {
          withdraw?.();
          if (runId !== null)
            void undoMacro(runId)
              .catch((fault: unknown) => void toast.failed(faultWords(fault)))
              .finally(refresh);
        },
      });
    } catch (refusal) {
      toast.failed(faultWords(refusal), { detail: t`Nothing was changed.` });
    } finally {
      refresh();
    }
  }
  useCommands(
    macros.map((macro) => ({
      id: `macro-${macro.id}`,
      label: macro.name,
      group: t`Macros`,
      run: () => void run(macro),
    })),
  );

  return (
    <Menu
      align="start"
      trigger={<IconButton label={t`Macros`} size="small" className="size-7!" icon={<Zap size={16} />} />}
    >
      {macros.map((macro) => (
        <MenuItem key={macro.id} onSelect={() => void run(macro)}>
          {macro.name}
        </MenuItem>
      ))}
      {macros.length === 0 ? (
        <p className="px-2 py-1 text-quiet">
          <Trans>No macros yet. They are made in the settings.</Trans>
        </p>
      ) : null}
    </Menu>
  );
}

const none: readonly Macro[] = [];
