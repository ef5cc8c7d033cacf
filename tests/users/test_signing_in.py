import asyncio

import pytest

from deskbell.kernel.desk import Desk
from deskbell.users.adding import add_user
from deskbell.users.signing_in import FREE_FAILURES, TooManyFailures, WrongCredentials, sign_in, wait_after

PASSWORD = "correct horse battery"


async def a_person(desk: Desk, email: str = "ann@desk.example") -> str:
    async with desk.database.transaction() as tx:
        await add_user(tx, email=email, name="Ann", password=PASSWORD)
    return email


async def test_the_right_password_starts_a_session(desk: Desk) -> None:
    email = await a_person(desk)
    first = await sign_in(desk.database, email.upper(), PASSWORD, "192.0.2.1", "browser")
    assert first != await sign_in(desk.database, email, PASSWORD, "192.0.2.1", "browser")


async def test_every_wrong_pair_is_answered_alike(desk: Desk) -> None:
    email = await a_person(desk)
    async with desk.database.transaction() as tx:
        await tx.run("INSERT INTO users (email, name) VALUES ('invited@desk.example', 'Invited')")
        gone = await add_user(tx, email="gone@desk.example", name="Gone", password=PASSWORD)
        await tx.run("UPDATE users SET deactivated_at = now() WHERE id = %s", (gone,))
    told = set()
    for address, password in [
        (email, "wrong"),
        (email, ""),
        (email, "x" * 5000),
        ("nobody@desk.example", PASSWORD),
        ("invited@desk.example", PASSWORD),
        ("gone@desk.example", PASSWORD),
        ("' OR true --", PASSWORD),
        ("", ""),
    ]:
        with pytest.raises(WrongCredentials) as refusal:
            await sign_in(desk.database, address, password, None, "")
        told.add((refusal.value.sentence, refusal.value.code, tuple(refusal.value.facts)))
    assert len(told) == 1


async def test_guessing_at_one_account_is_slowed_from_any_address_whether_it_exists_or_not(desk: Desk) -> None:
    for email in (await a_person(desk), "nobody@desk.example"):
        for number in range(FREE_FAILURES["account"]):
            with pytest.raises(WrongCredentials):
                await sign_in(desk.database, email, "wrong", f"192.0.2.{number}", "")
        with pytest.raises(TooManyFailures) as refusal:
            await sign_in(desk.database, email, PASSWORD, "192.0.2.99", "")
        assert refusal.value.facts["retry_after"] > 0
    await a_person(desk, "other@desk.example")
    assert await sign_in(desk.database, "other@desk.example", PASSWORD, "192.0.2.1", "")


async def test_guesses_made_at_the_same_moment_count_one_another(desk: Desk) -> None:
    email = await a_person(desk)
    tries = (sign_in(desk.database, email, f"wrong {number}", None, "") for number in range(20))
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(answer, WrongCredentials) for answer in answers) == FREE_FAILURES["account"]
    assert sum(isinstance(answer, TooManyFailures) for answer in answers) == 20 - FREE_FAILURES["account"]


async def test_right_passwords_do_not_slow_anybody(desk: Desk) -> None:
    email = await a_person(desk)
    for _ in range(FREE_FAILURES["address"] + 2):
        assert await sign_in(desk.database, email, PASSWORD, "192.0.2.1", "")


async def test_guessing_from_one_address_is_slowed_for_all_accounts(desk: Desk) -> None:
    email = await a_person(desk)
    for number in range(FREE_FAILURES["address"]):
        with pytest.raises(WrongCredentials):
            await sign_in(desk.database, f"guess{number}@desk.example", "wrong", "192.0.2.1", "")
    with pytest.raises(TooManyFailures):
        await sign_in(desk.database, email, PASSWORD, "192.0.2.1", "")
    assert await sign_in(desk.database, email, PASSWORD, "192.0.2.2", "")


async def test_the_wait_is_over_in_time_and_success_forgives(desk: Desk) -> None:
    email = await a_person(desk)
    for _ in range(FREE_FAILURES["account"]):
        with pytest.raises(WrongCredentials):
            await sign_in(desk.database, email, "wrong", None, "")
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE sign_in_failures SET at = at - interval '1 minute'")
    assert await sign_in(desk.database, email, PASSWORD, None, "")
    with pytest.raises(WrongCredentials):
        await sign_in(desk.database, email, "wrong", None, "")


@pytest.mark.parametrize(("failures", "wait"), [(0, 0), (4, 0), (5, 2), (6, 4), (7, 8), (50, 900)])
def test_each_failure_doubles_the_wait(failures: int, wait: int) -> None:
    assert wait_after(failures, 5) == wait
