/** Where a provider sends people back to: the sign-in is ended here, and the account goes on being connected. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { sentenceOf } from "~/api/client";
import { arrivedWith } from "~/lib/arrival";
import { useTitle } from "~/lib/title";
import { Banner } from "~/ui/banner";
import { buttonClasses } from "~/ui/button";
import { SkeletonText } from "~/ui/skeleton";
import { SettingsPage } from "../settings-page.tsx";
import { BeginAgain } from "./begin-again.tsx";
import { endConsent } from "./provider-queries.ts";

export function ConsentPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const end = useMutation({
    mutationFn: endConsent,
    onSuccess: ({ consent }) =>
      navigate({ to: "/settings/email-accounts/connect", search: { consent }, replace: true }),
  });
  const hasBegun = useRef(false);
  useTitle(t`Connect an account`);
  useEffect(() => {
    if (hasBegun.current) return; // what the provider sent is good once
    hasBegun.current = true;
    if (arrivedWith.has("state")) end.mutate(arrivedWith);
    else void navigate({ to: "/settings/email-accounts/connect", replace: true });
  });
  return (
    <SettingsPage title={t`Connect an e-mail account`}>
      {end.error ? (
        <div className="flex max-w-xl flex-col items-start gap-4">
          <Banner kind="danger" rounded urgent>
            {sentenceOf(end.error)}
          </Banner>
          <div className="flex flex-wrap gap-2">
            <BeginAgain />
            <Link to="/settings/email-accounts" className={buttonClasses("quiet")}>
              <Trans>E-mail accounts</Trans>
            </Link>
          </div>
        </div>
      ) : (
        <div role="status">
          <p className="pb-3 text-quiet">
            <Trans>Ending the sign-in …</Trans>
          </p>
          <SkeletonText lines={3} />
        </div>
      )}
    </SettingsPage>
  );
}
