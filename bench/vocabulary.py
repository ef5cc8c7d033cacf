"""Pure. Made-up words, a few frequent and most of them rare, as in any language; the same in every run."""

import random

SYLLABLES = """ba be bi bo bra ca ce cla co cru da de di dra du el em en fa fe fi flo ga ge gra ha he hi in ka ke
ki la le li lo lu ma me mi mo na ne ni no o pa pe pla po pri ra re ri ro sa se shi so sta su ta te ti to tra u va
ve vi wa we wo ya zi""".split()
FREQUENT = """the and to of we is you for have that please order with not it this your delivery are on our when been
still can account from but was they here will what about""".split()
VOCABULARY = 20_000
PARAGRAPHS = 3_000

RARE_WORD = "kalibrointi"  # in 0.1 % of the tickets
COMMON_WORD = "warranty"  # in 5 % of them


def paragraphs(seed: int = 7) -> list[str]:
    """Of about forty words each."""
    chance = random.Random(seed)
    words = _words(chance)
    weights = [1 / (rank + 3) for rank in range(len(words))]
    made = []
    for _ in range(PARAGRAPHS):
        chosen = chance.choices(words, weights, k=chance.randint(20, 60))
        made.append(" ".join(chosen).capitalize() + ".")
    return made


def _words(chance: random.Random) -> list[str]:
    found = dict.fromkeys(FREQUENT)
    while len(found) < VOCABULARY:
        found["".join(chance.choices(SYLLABLES, k=chance.randint(2, 5)))] = None
    return list(found)
