/** Where one would answer a conversation that is spam: why not, and the way out of there. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Banner } from "~/ui/banner";
import { Button } from "~/ui/button";

export function SpamNotice({ mayJudge, onNotSpam }: { readonly mayJudge: boolean; readonly onNotSpam: () => void }) {
  const { t } = useLingui();
  return (
    <section aria-label={t`Answer`} className="shrink-0 border-t border-border">
      <Banner kind="warning" action={mayJudge ? <Button onClick={onNotSpam}>{t`Not spam`}</Button> : null}>
        <Trans>This conversation is in Spam. It is kept for 90 days.</Trans>{" "}
        {mayJudge ? t`If it is not spam, say so before you answer.` : null}
      </Banner>
    </section>
  );
}
