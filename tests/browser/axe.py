"""What does axe-core find serious on a page, once its colours have settled?"""

from collections.abc import Sequence
from pathlib import Path

from playwright.async_api import Page

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
# A focus guard is hidden and takes the focus by design: it sends it back into the popover that it stands beside.
# Half-way through a fade every colour is a wrong one: what moves is brought to its end first.
AT_REST = """async () => {
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    for (const one of document.getAnimations()) if (one.effect.getComputedTiming().endTime < Infinity) one.finish();
}"""


# All that may be otherwise in another theme.
OF_COLOURS = ("color-contrast", "link-in-text-block")


async def serious_faults(page: Page, within: str = "document", rules: Sequence[str] = ()) -> list[str]:
    """What axe-core finds serious or worse within what the script `within` names, by every rule or these."""
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    await page.evaluate(AT_REST)
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    found = await page.evaluate(
        f"options => axe.run({{include: {within}, exclude: '[data-base-ui-focus-guard]'}}, options)", options
    )
    return [
        f"{fault['id']}: {fault['nodes'][0]['html']}"
        for fault in found["violations"]
        if fault["impact"] in {"serious", "critical"}
    ]


async def faults_in_both_themes(page: Page, within: str = "document") -> list[str]:
    """The same in the dark and in the light, which the page is left in."""
    found: list[str] = []
    for scheme, rules in (("dark", OF_COLOURS), ("light", ())):
        await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] # the two
        found += [f"{scheme} {fault}" for fault in await serious_faults(page, within, rules)]
    return found
