"""How much mail waits for somebody's decision?"""

from deskbell.kernel.reader import Reader


async def count_parked(reader: Reader) -> int:
    return int(
        await reader.value(
            "SELECT count(*) FROM (SELECT FROM raw_mail WHERE raw_mail.state = 'parked' LIMIT 1000) AS parked"
        )
    )
