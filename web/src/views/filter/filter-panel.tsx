/** Beside the list: what the view asks for, and while one builds a view, all else that it is. The list follows what one builds. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import X from "lucide-react/icons/x";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { ViewKey } from "~/api/shapes";
import { cappedCount } from "~/lib/numbers";
import { Banner } from "~/ui/banner";
import { Button, IconButton } from "~/ui/button";
import { Field, Input } from "~/ui/field";
import { useFilterInAddress } from "../view-place.ts";
import { countCap, useView } from "../view-queries.ts";
import {
  type FilterPanelName,
  type RawGroup,
  asksFor,
  hasHalf,
  isBuilding,
  newCondition,
  newGroup,
  toRaw,
} from "./filter.ts";
import { askedPropertiesQuery, previewCountQuery } from "./filter-queries.ts";
import { GroupEditor } from "./group-editor.tsx";
import { takeFocusWish } from "./panel-focus.ts";
import { useSaveView } from "./saving.ts";
import { forgetDraft, useViewDraft } from "./view-draft.ts";
import { ViewFields } from "./view-fields.tsx";

/** The address, and with it list and count, follows this long after the last change. */
const pause = 300;

export function FilterPanel({ panel, viewKey }: { readonly panel: FilterPanelName; readonly viewKey: ViewKey }) {
  const { t } = useLingui();
  const id = useId();
  const navigate = useNavigate();
  const view = useView(viewKey);
  const { filter } = useFilterInAddress();
  const { data: properties = [] } = useQuery(askedPropertiesQuery);
  const { draft, change } = useViewDraft(panel, viewKey, view, filter);
  const raw = toRaw(draft.group);
  const stop = useFilterInto(raw, panel);
  const { save, saveAsNew, fault, isBusy } = useSaveView(panel, viewKey, draft);
  const section = useRef<HTMLElement>(null);
  const [mustBeWhole, setMustBeWhole] = useState(false);
  useEffect(() => {
    const before = document.activeElement;
    takeFocusWish(section.current);
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  const isFilter = panel === "filter";
  const close = (kept: RawGroup | undefined) => {
    stop();
    forgetDraft(panel, viewKey);
    void navigate({
      to: ".",
      search: ({ filter: _filter, panel: _panel, ...rest }) =>
        kept && asksFor(kept) ? { ...rest, filter: kept } : rest,
      replace: true,
    });
  };
  const ifWhole = (act: () => void) => () => {
    const isWhole = !hasHalf(draft.group);
    setMustBeWhole(!isWhole);
    if (isWhole) act();
    else
      requestAnimationFrame(() => section.current?.querySelector("[role=alert]")?.scrollIntoView({ block: "center" }));
  };
  const saveNow = ifWhole(() => {
    stop();
    save();
  });
  const saveNewNow = ifWhole(() => {
    stop();
    saveAsNew();
  });
  const leave = () => close(isFilter ? raw : undefined);
  const escape = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    leave();
  };
  const title = isFilter ? t`Filter` : panel === "edit" ? t`Edit view` : t`New view`;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- only hears Esc from what is inside
    <section
      ref={section}
      data-part="filter"
      aria-labelledby={id}
      onKeyDown={escape}
      className="fixed inset-0 z-20 flex flex-col bg-surface md:static md:z-auto md:w-[22rem] md:shrink-0 md:border-l md:border-border"
    >
      <header className="flex h-header shrink-0 items-center gap-2 border-b border-border pr-2 pl-4">
        <h2 id={id} className="min-w-0 flex-1 truncate text-14">
          {title}
        </h2>
        <IconButton label={t`Close`} shortcut="Escape" icon={<X size={16} />} onClick={leave} />
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-4 py-4">
        {isFilter ? null : (
          <Field label={t`Name`} error={fault?.field === "name" ? fault.sentence : undefined}>
            <Input
              value={draft.name}
              onChange={(event) => change({ name: event.target.value })}
              onKeyDown={(event) => event.key === "Enter" && !event.nativeEvent.isComposing && saveNow()}
              dir="auto"
              maxLength={100}
              autoComplete="off"
            />
          </Field>
        )}
        <GroupEditor
          group={draft.group}
          properties={properties}
          onChange={(group) => change({ group })}
          fault={fault}
          mustBeWhole={mustBeWhole}
        />
        <PreviewCount panel={panel} viewKey={viewKey} />
        {isFilter ? null : <ViewFields draft={draft} change={change} fault={fault} />}
        {fault && !fault.isShown ? (
          <Banner kind="danger" rounded urgent>
            {fault.sentence}
          </Banner>
        ) : null}
      </div>
      <footer className="flex shrink-0 flex-wrap items-center justify-end gap-2 border-t border-border px-4 py-3">
        {isFilter ? (
          <>
            <Button weight="quiet" onClick={() => change({ group: newGroup("all", [newCondition()]) })}>
              <Trans>Clear</Trans>
            </Button>
            <Button disabled={!asksFor(raw)} onClick={ifWhole(saveAsNew)}>
              <Trans>Save as view</Trans>
            </Button>
          </>
        ) : (
          <>
            <Button weight="quiet" onClick={() => close(undefined)}>
              <Trans>Cancel</Trans>
            </Button>
            {panel === "edit" ? (
              <Button busy={isBusy} onClick={saveNewNow}>
                <Trans>Save as new</Trans>
              </Button>
            ) : null}
            <Button weight="primary" busy={isBusy} onClick={saveNow}>
              <Trans>Save</Trans>
            </Button>
          </>
        )}
      </footer>
    </section>
  );
}

/** The address follows what is finished of the conditions. Returns what stops it, or it would bring back a panel that one is leaving. */
function useFilterInto(raw: RawGroup, panel: FilterPanelName) {
  const navigate = useNavigate();
  const { filter: shown } = useFilterInAddress();
  const words = JSON.stringify(raw);
  const isShown = words === JSON.stringify(shown ?? (isBuilding(panel) ? null : { all: [] }));
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (isShown) return undefined;
    waiting.current = setTimeout(() => {
      const wanted = JSON.parse(words) as RawGroup;
      void navigate({
        to: ".",
        replace: true,
        search: ({ filter, ...rest }) =>
          rest.panel === panel
            ? isBuilding(panel) || asksFor(wanted)
              ? { ...rest, filter: wanted }
              : rest
            : filter
              ? { ...rest, filter }
              : rest,
      });
    }, pause);
    return () => clearTimeout(waiting.current);
  }, [navigate, words, panel, isShown]);
  return () => clearTimeout(waiting.current);
}

function PreviewCount({ panel, viewKey }: { readonly panel: FilterPanelName; readonly viewKey: ViewKey }) {
  const { t, i18n } = useLingui();
  const { filter = { all: [] } } = useFilterInAddress();
  const { data: count, error } = useQuery(previewCountQuery(filter, isBuilding(panel) ? null : viewKey));
  if (error)
    return (
      <p role="alert" className="text-danger">
        {error.message}
      </p>
    );
  const shown = count === undefined ? "…" : cappedCount(count, countCap, i18n.locale);
  return (
    <p role="status" aria-label={t`Tickets found`} className="tabular text-quiet">
      {count === undefined ? (
        shown
      ) : count > countCap ? (
        <Trans>{shown} tickets</Trans>
      ) : (
        <Plural value={count} one="# ticket" other="# tickets" />
      )}
    </p>
  );
}
