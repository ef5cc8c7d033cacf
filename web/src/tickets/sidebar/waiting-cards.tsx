/** Places for what is not connected yet: they say so, and what will stand there. */
import { useLingui } from "@lingui/react/macro";
import { Card, type CardFrame } from "./card.tsx";

function Waiting({ words, ...frame }: CardFrame & { readonly words: string }) {
  return (
    <Card {...frame}>
      <p className="text-quiet">{words}</p>
    </Card>
  );
}

export function SummaryCard(frame: CardFrame) {
  const { t } = useLingui();
  return <Waiting {...frame} words={t`AI is not connected. Once it is, a summary of the conversation stands here.`} />;
}

export function CallsCard(frame: CardFrame) {
  const { t } = useLingui();
  return <Waiting {...frame} words={t`No phone is connected. Once one is, calls about this ticket stand here.`} />;
}
