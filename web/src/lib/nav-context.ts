/** Whether the navigation is folded away, and how to bring it back: headers draw the button for it. */
import { createContext, use } from "react";

export type NavState = { readonly isFolded: boolean; readonly show: () => void; readonly fold: () => void };

export const NavContext = createContext<NavState>({ isFolded: false, show: () => undefined, fold: () => undefined });

export function useNav(): NavState {
  return use(NavContext);
}
