/** Everything one can do or go to, found by typing: Ctrl/Cmd-K. */
import { Dialog } from "@base-ui/react/dialog";
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import Search from "lucide-react/icons/search";
import { type KeyboardEvent, useDeferredValue, useId, useMemo, useRef, useState } from "react";
import { classes } from "~/lib/classes";
import { type Command, useKnownCommands } from "~/lib/shortcuts";
import { withoutMarks } from "~/search/marked";
import { searchQuery } from "~/search/search-queries";
import { Kbd } from "~/ui/kbd";
import { rankCommands } from "./rank-commands.ts";

/** Shorter words find too much to be worth asking for at each key. */
const shortest = 2;
const mostTickets = 6;
const mostRecords = 4;

export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const known = useKnownCommands();
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();

  const tickets = useFoundTickets(typed.trim());
  const records = useFoundRecords(typed.trim());
  const found = useMemo(() => {
    const ranked = rankCommands(
      known.filter((command) => !command.keysOnly),
      typed,
    );
    const query = typed.trim();
    const search: Command = {
      id: "search-for",
      label: t`Search for “${query}”`,
      group: t`Search`,
      run: () => void navigate({ to: "/search", search: { query } }),
    };
    return query ? [...ranked, ...tickets, ...records, search] : ranked;
  }, [known, tickets, records, typed, navigate, t]);

  const hasKeys = found.some((command) => command.keys);
  function run(command: Command | undefined) {
    if (!command) return;
    onClose();
    command.run();
  }
  function key(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      const to = (active + step + found.length) % Math.max(1, found.length);
      setActive(to);
      list.current?.querySelector(`[data-place="${to}"]`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") run(found[active]);
    else return;
    event.preventDefault();
  }

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-30 bg-scrim" />
        <Dialog.Viewport className="fixed inset-0 z-30 flex items-start justify-center p-4 pt-[12vh]">
          <Dialog.Popup
            aria-label={t`Commands`}
            className="floats flex max-h-[min(28rem,76vh)] w-full max-w-xl flex-col overflow-hidden rounded-12 outline-none"
          >
            <div className="flex items-center gap-2.5 border-b border-border px-4">
              <Search size={16} className="text-quiet" aria-hidden />
              <input
                role="combobox"
                aria-label={t`Type a command or what to search for`}
                placeholder={t`Type a command or what to search for`}
                aria-expanded
                aria-controls={id}
                aria-activedescendant={found[active] ? `${id}-${active}` : undefined}
                autoComplete="off"
                value={typed}
                onChange={(event) => {
                  setTyped(event.target.value);
                  setActive(0);
                }}
                onKeyDown={key}
                className="h-12 min-w-0 flex-1 bg-transparent text-14 outline-none"
              />
            </div>
            <div ref={list} id={id} role="listbox" aria-label={t`Commands`} className="min-h-0 overflow-y-auto p-1.5">
              {found.map((command, place) => (
                // oxlint-disable-next-line jsx-a11y/interactive-supports-focus, jsx-a11y/click-events-have-key-events -- the input holds the focus and hears the keys
                <div
                  key={command.id}
                  id={`${id}-${place}`}
                  data-place={place}
                  role="option"
                  aria-selected={place === active}
                  onPointerMove={() => setActive(place)}
                  onClick={() => run(command)}
                  className={classes(
                    "flex h-9 items-center gap-3 pointer-coarse:h-11 rounded-6 px-2.5",
                    place === active && "bg-hover",
                  )}
                >
                  <span className="min-w-0 flex-1 truncate">{command.label}</span>
                  <span className="shrink-0 text-12 text-quiet">{command.group}</span>
                  {hasKeys ? (
                    <span className="flex w-20 shrink-0 justify-end pointer-coarse:hidden">
                      {command.keys ? <Kbd keys={command.keys} /> : null}
                    </span>
                  ) : null}
                </div>
              ))}
            </div>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** A few tickets that the words find, to go straight to one. */
function useFoundTickets(query: string): readonly Command[] {
  const { t } = useLingui();
  const navigate = useNavigate();
  const settled = useDeferredValue(query);
  const { data } = useQuery(searchQuery(settled.length < shortest ? "" : settled, ["ticket"], mostTickets));
  return useMemo(
    () =>
      settled.length < shortest
        ? []
        : (data?.results ?? []).flatMap(({ ticket_id: id, title }) =>
            id === null
              ? []
              : [
                  {
                    id: `ticket-${id}`,
                    label: withoutMarks(title),
                    group: t`Ticket #${id}`,
                    run: () => void navigate({ to: "/tickets/$ticketId", params: { ticketId: String(id) } }),
                  },
                ],
          ),
    [data, settled, navigate, t],
  );
}

/** And a few contacts and companies. */
function useFoundRecords(query: string): readonly Command[] {
  const { t } = useLingui();
  const navigate = useNavigate();
  const settled = useDeferredValue(query);
  const { data } = useQuery(searchQuery(settled.length < shortest ? "" : settled, ["contact", "company"], mostRecords));
  return useMemo(
    () =>
      settled.length < shortest
        ? []
        : (data?.results ?? []).map(({ contact_id: contactId, company_id: companyId, title }) =>
            companyId === null
              ? {
                  id: `contact-${contactId}`,
                  label: withoutMarks(title),
                  group: t`Contact`,
                  run: () => void navigate({ to: "/contacts/$recordId", params: { recordId: String(contactId) } }),
                }
              : {
                  id: `company-${companyId}`,
                  label: withoutMarks(title),
                  group: t`Company`,
                  run: () => void navigate({ to: "/companies/$recordId", params: { recordId: String(companyId) } }),
                },
          ),
    [data, settled, navigate, t],
  );
}
