/** The link by which an invited user comes in, to hand over when no mail can carry it yet. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "~/ui/button";
import { Dialog } from "~/ui/dialog";
import { Input } from "~/ui/field";

export function InviteLink({
  email,
  link,
  onClose,
}: {
  readonly email: string;
  readonly link: string;
  readonly onClose: () => void;
}) {
  const { t } = useLingui();
  const [isCopied, setCopied] = useState(false);
  const address = link.startsWith("http") ? link : new URL(link, location.origin).href;
  return (
    <Dialog open onClose={onClose} title={t`Invite for ${email}`}>
      <div className="flex flex-col gap-3">
        <p className="text-quiet">
          <Trans>Whoever opens this link chooses a name and a password, and is in. It works once.</Trans>
        </p>
        <div className="flex gap-2">
          <Input readOnly value={address} aria-label={t`Link`} onFocus={(event) => event.target.select()} />
          <Button
            weight="primary"
            onClick={() => void navigator.clipboard.writeText(address).then(() => setCopied(true))}
          >
            {isCopied ? t`Copied` : t`Copy`}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
