/** The menu of one view. What comes with the desk can be cloned, hidden and exported; one's own can be anything. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import Copy from "lucide-react/icons/copy";
import Download from "lucide-react/icons/download";
import Ellipsis from "lucide-react/icons/ellipsis";
import EyeOff from "lucide-react/icons/eye-off";
import Pencil from "lucide-react/icons/pencil";
import Share2 from "lucide-react/icons/share-2";
import SlidersHorizontal from "lucide-react/icons/sliders-horizontal";
import Trash2 from "lucide-react/icons/trash-2";
import { useState } from "react";
import type { ViewKey } from "~/api/shapes";
import { Button, IconButton } from "~/ui/button";
import { Dialog } from "~/ui/dialog";
import { Menu, MenuItem, MenuSeparator } from "~/ui/menu";
import { useMe } from "~/users/session";
import { useView, useViewName } from "../view-queries.ts";
import { useExport } from "./exporting.ts";
import { wishFocus } from "./panel-focus.ts";
import { useViewActs } from "./view-commands.ts";

/** No filter reaches what is put away. */
const putAway: ReadonlySet<string> = new Set(["spam", "trash"]);

export function ViewMenu({ viewKey }: { readonly viewKey: ViewKey }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const me = useMe();
  const view = useView(viewKey);
  const name = useViewName(viewKey);
  const acts = useViewActs();
  const startExport = useExport(viewKey);
  const [asks, setAsks] = useState(false);
  if (!view) return null;
  const mayEdit = view.custom !== null && view.may_edit;
  const edit = (part: "sharing" | null) => {
    wishFocus(part);
    void navigate({ to: ".", search: ({ filter: _filter, ...rest }) => ({ ...rest, panel: "edit" as const }) });
  };
  const isMine = view.custom?.owner_id === me.id;
  return (
    <>
      <Menu trigger={<IconButton label={t`View options`} icon={<Ellipsis size={16} />} />}>
        {mayEdit ? (
          <>
            <MenuItem icon={<SlidersHorizontal size={16} />} onSelect={() => edit(null)}>
              <Trans>Edit</Trans>
            </MenuItem>
            <MenuItem icon={<Pencil size={16} />} onSelect={() => edit(null)}>
              <Trans>Rename</Trans>
            </MenuItem>
            <MenuItem icon={<Share2 size={16} />} onSelect={() => edit("sharing")}>
              <Trans>Share</Trans>
            </MenuItem>
          </>
        ) : null}
        {putAway.has(view.key) ? null : (
          <MenuItem icon={<Copy size={16} />} onSelect={() => acts.clone(view, name)}>
            <Trans>Clone</Trans>
          </MenuItem>
        )}
        <MenuItem icon={<EyeOff size={16} />} onSelect={() => acts.hide(view, name)}>
          <Trans>Hide</Trans>
        </MenuItem>
        <MenuItem icon={<Download size={16} />} onSelect={() => startExport()}>
          <Trans>Export CSV</Trans>
        </MenuItem>
        {mayEdit ? (
          <>
            <MenuSeparator />
            <MenuItem
              danger
              icon={<Trash2 size={16} />}
              onSelect={() => (isMine ? acts.remove(view, true) : setAsks(true))}
            >
              <Trans>Delete</Trans>
            </MenuItem>
          </>
        ) : null}
      </Menu>
      <Dialog
        open={asks}
        onClose={() => setAsks(false)}
        title={t`Delete a colleague's view`}
        footer={
          <>
            <Button onClick={() => setAsks(false)}>
              <Trans>Cancel</Trans>
            </Button>
            <Button
              weight="danger"
              onClick={() => {
                setAsks(false);
                acts.remove(view, false);
              }}
            >
              <Trans>Delete</Trans>
            </Button>
          </>
        }
      >
        <p className="break-words">
          <Trans>
            “{name}” was made by somebody else and is shared. It goes away for all who have it, and can't be brought
            back.
          </Trans>
        </p>
      </Dialog>
    </>
  );
}
