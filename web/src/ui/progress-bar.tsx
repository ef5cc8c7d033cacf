/** How far a long step is. Without a value it only says that something goes on. */
import { Progress } from "@base-ui/react/progress";

export function ProgressBar({
  label,
  value,
  max = 100,
  showLabel = true,
}: {
  readonly label: string;
  readonly value: number | null;
  readonly max?: number;
  readonly showLabel?: boolean;
}) {
  return (
    <Progress.Root value={value} max={max} aria-label={label} className="flex flex-col gap-1.5">
      {showLabel ? (
        <span className="flex justify-between gap-4 text-quiet">
          <span>{label}</span>
          <Progress.Value className="tabular" />
        </span>
      ) : null}
      <Progress.Track className="h-1.5 overflow-hidden rounded-full bg-pressed">
        <Progress.Indicator className="h-full rounded-full bg-accent transition-[width] duration-200 data-indeterminate:w-1/3 data-indeterminate:animate-pulse" />
      </Progress.Track>
    </Progress.Root>
  );
}
