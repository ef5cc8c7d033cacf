/** The head of a page of work: its name, its state, its acts, always at the same height and place. */
import { useLingui } from "@lingui/react/macro";
import PanelLeft from "lucide-react/icons/panel-left";
import type { ReactNode } from "react";
import { useNav } from "~/lib/nav-context";
import { IconButton } from "./button.tsx";

export function WorkHeader({
  title,
  aside,
  children,
}: {
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
}) {
  const { t } = useLingui();
  const nav = useNav();
  return (
    <header className="relative flex h-header shrink-0 items-center gap-1 border-b border-border pr-2 pl-4 sm:gap-2 md:pr-3 [&:has(>[role=toolbar])>:not(h1,[role=toolbar])]:invisible">
      {nav.isFolded ? (
        <IconButton
          label={t`Show the navigation`}
          shortcut="["
          icon={<PanelLeft size={16} />}
          onClick={nav.show}
          className="-ml-2"
        />
      ) : null}
      <h1 className="min-w-0 text-14 max-sm:line-clamp-2 max-sm:text-13 max-sm:leading-4 max-sm:break-words sm:truncate">
        {title}
      </h1>
      {aside}
      <div className="flex-1" />
      {children}
    </header>
  );
}
