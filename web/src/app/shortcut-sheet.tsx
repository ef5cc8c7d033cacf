/** All keys that do something here and now: `?`. */
import { useLingui } from "@lingui/react/macro";
import { useKnownCommands } from "~/lib/shortcuts";
import { Dialog } from "~/ui/dialog";
import { Kbd } from "~/ui/kbd";

export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useLingui();
  const commands = useKnownCommands().filter((command) => command.keys);
  const groups = [...new Set(commands.map((command) => command.group))];
  return (
    <Dialog open onClose={onClose} title={t`Keyboard shortcuts`} width="wide">
      <div className="columns-1 gap-8 sm:columns-2">
        {groups.map((group) => (
          <section key={group} className="break-inside-avoid pb-4">
            <h3 className="pb-1 text-12 text-quiet">{group}</h3>
            <dl>
              {commands
                .filter((command) => command.group === group)
                .map((command) => (
                  <div
                    key={command.id}
                    className="flex min-h-8 items-center justify-between gap-4 border-b border-border/60"
                  >
                    <dt className="min-w-0 py-1">{command.label}</dt>
                    <dd className="shrink-0">
                      <Kbd keys={command.keys ?? ""} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
