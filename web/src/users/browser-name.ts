/** "Firefox · Linux" from a User-Agent; the order matters, since every browser also names older ones. */
export function browserName(agent: string | null): string | null {
  if (!agent) return null;
  const browser = ["Edg", "OPR", "Firefox", "Chrome", "Safari"].find((name) => agent.includes(`${name}/`));
  const system = ["Windows", "Android", "iPhone", "iPad", "Mac OS X", "Linux"].find((name) => agent.includes(name));
  const shown = { Edg: "Edge", OPR: "Opera" }[browser ?? ""] ?? browser;
  return [shown, system].filter(Boolean).join(" · ") || agent;
}
