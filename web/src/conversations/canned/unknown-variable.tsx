/** Says that what looks like a variable is none, with the nearest one to put in its place. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Banner } from "~/ui/banner";
import { Button } from "~/ui/button";
import { nearestVariable } from "./nearest-variable.ts";

export type UnknownVariableProps = {
  /** As it stands in the text. */ readonly written: string;
  readonly onMend: (instead: string) => void;
  /** Where it keeps a message back: it goes as it stands. */ readonly onSendAsItIs?: () => void;
};

export function UnknownVariable({ written, onMend, onSendAsItIs }: UnknownVariableProps) {
  const { t } = useLingui();
  const nearest = nearestVariable(written);
  const instead = nearest === null ? null : `{{${nearest}}}`;
  return (
    <Banner kind="warning" urgent={onSendAsItIs !== undefined} rounded={onSendAsItIs === undefined}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <span className="min-w-0">
          <Trans>
            <bdi className="font-strong">{written}</bdi> is no variable. The customer would see it as it stands.
          </Trans>
        </span>
        <span className="flex flex-wrap gap-2">
          {instead === null ? null : (
            <Button size="small" onClick={() => onMend(instead)}>
              {t`Use ${instead}`}
            </Button>
          )}
          {onSendAsItIs ? (
            <Button size="small" onClick={onSendAsItIs}>
              <Trans>Send as it is</Trans>
            </Button>
          ) : null}
        </span>
      </div>
    </Banner>
  );
}
