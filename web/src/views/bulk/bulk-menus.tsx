/** The acts on many tickets at once: side by side where there is room, behind one another where there is none. */
import { useLingui } from "@lingui/react/macro";
import { type ReactNode, Suspense, lazy, useState } from "react";
import type { ViewKey } from "~/api/shapes";
import { useAtLeast } from "~/lib/media";
import { Button } from "~/ui/button";
import { Menu, MenuItem, MenuSeparator, MenuSub } from "~/ui/menu";
import { useMe } from "~/users/session";
import { AssignItems, CategoryItems, PriorityItems, SnoozeItems, StatusItems } from "./act-items.tsx";
import type { BulkAct } from "~/work/works";
import type { TicketSelection } from "./use-selection.ts";

const EditDialog = lazy(async () => ({ default: (await import("./edit-dialog.tsx")).EditDialog }));
const TagsDialog = lazy(async () => ({ default: (await import("./tags-dialog.tsx")).TagsDialog }));
const MergeDialog = lazy(async () => ({ default: (await import("./merge-dialog.tsx")).MergeDialog }));

/** More are not merged at once. */
const mostMerged = 50;

type MenusProps = {
  readonly view: ViewKey;
  readonly chosen: TicketSelection;
  readonly count: number | undefined;
  readonly onAct: (act: BulkAct) => void;
  readonly onExport: () => void;
  /** Missing for who may not. */
  readonly onDelete: (() => void) | undefined;
  /** Missing when all are selected already. */
  readonly onTakeAll: { readonly label: string; readonly run: () => void } | undefined;
  readonly hasRoomForMenus: boolean;
  readonly hasRoomForAll: boolean;
};

export function BulkMenus({
  view,
  chosen,
  count,
  onAct,
  onExport,
  onDelete,
  onTakeAll,
  hasRoomForMenus,
  hasRoomForAll,
}: MenusProps) {
  const { t } = useLingui();
  const me = useMe();
  const isPhone = !useAtLeast("md");
  const [asks, setAsks] = useState<"edit" | "tags" | "merge" | null>(null);
  const close = () => setAsks(null);
  const may = (permission: string) => me.is_super_admin || me.permissions.includes(permission);
  const isPutAway = view === "trash" || view === "spam";
  const mayBring = may("delete_tickets") || (view === "trash" && may("account_access"));
  /** The primary is picked by its name: all of them must be at hand. */
  const canMerge =
    !chosen.selection.isAll &&
    count !== undefined &&
    count > 1 &&
    count <= mostMerged &&
    chosen.chosenRows(count).length === count;

  const menus: readonly { readonly label: string; readonly items: ReactNode }[] = isPutAway
    ? []
    : [
        { label: t`Assign`, items: <AssignItems onAct={onAct} /> },
        { label: t`Status`, items: <StatusItems onAct={onAct} /> },
        { label: t`Priority`, items: <PriorityItems onAct={onAct} /> },
        { label: t`Category`, items: <CategoryItems onAct={onAct} /> },
      ];
  return (
    <>
      {hasRoomForMenus
        ? menus.map(({ label, items }) => (
            <Menu key={label} trigger={<Button weight="quiet">{label}</Button>}>
              {items}
            </Menu>
          ))
        : null}
      {isPutAway && mayBring ? (
        <Button onClick={() => onAct({ kind: view === "trash" ? "restore" : "not_spam" })}>
          {view === "trash" ? t`Restore` : t`Not spam`}
        </Button>
      ) : null}
      <Menu trigger={<Button weight="quiet" className="pointer-coarse:h-11">{t`More`}</Button>}>
        {!hasRoomForAll && onTakeAll ? (
          <>
            <MenuItem onSelect={onTakeAll.run}>{onTakeAll.label}</MenuItem>
            <MenuSeparator />
          </>
        ) : null}
        {hasRoomForMenus
          ? null
          : menus.map(({ label, items }) => (
              <MenuSub key={label} label={label}>
                {items}
              </MenuSub>
            ))}
        {isPutAway ? null : (
          <>
            <MenuItem onSelect={() => setAsks("edit")}>{t`Edit a property`}</MenuItem>
            <MenuItem onSelect={() => setAsks("tags")}>{t`Change tags`}</MenuItem>
            <MenuSub label={t`Snooze`}>
              <SnoozeItems onAct={onAct} />
            </MenuSub>
            <MenuItem disabled={!canMerge} onSelect={() => setAsks("merge")}>{t`Merge`}</MenuItem>
            <MenuSeparator />
            <MenuItem onSelect={() => onAct({ kind: "follow" })}>{t`Follow`}</MenuItem>
            <MenuItem onSelect={() => onAct({ kind: "unfollow" })}>{t`Unfollow`}</MenuItem>
            <MenuSeparator />
            <MenuItem onSelect={() => onAct({ kind: "read" })}>{t`Mark as read`}</MenuItem>
            <MenuItem onSelect={() => onAct({ kind: "unread" })}>{t`Mark as unread`}</MenuItem>
            <MenuSeparator />
          </>
        )}
        <MenuItem onSelect={onExport}>{t`Export CSV`}</MenuItem>
        {may("delete_tickets") && !isPutAway ? (
          <>
            <MenuSeparator />
            <MenuItem onSelect={() => onAct({ kind: "spam" })}>{t`Mark as spam`}</MenuItem>
          </>
        ) : null}
        {isPhone && onDelete ? <MenuItem danger disabled={!count} onSelect={onDelete}>{t`Delete`}</MenuItem> : null}
      </Menu>
      {!isPhone && onDelete ? (
        <Button disabled={!count} onClick={onDelete} className="text-danger">{t`Delete`}</Button>
      ) : null}
      <Suspense fallback={null}>
        {asks === "edit" ? <EditDialog onClose={close} onEdit={(fields) => onAct({ kind: "edit", fields })} /> : null}
        {asks === "tags" ? (
          <TagsDialog
            onClose={close}
            onTag={(add, remove) => onAct({ kind: "tags", add: [...add], remove: [...remove] })}
          />
        ) : null}
        {asks === "merge" ? (
          <MergeDialog
            tickets={chosen.chosenRows(mostMerged)}
            onClose={close}
            onMerge={(primary_id) => onAct({ kind: "merge", primary_id })}
          />
        ) : null}
      </Suspense>
    </>
  );
}
