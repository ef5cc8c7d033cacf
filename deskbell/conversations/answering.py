"""Pure. To whom does a reply go?"""

from typing import Any

Json = dict[str, Any]


def answer_to(latest: Json | None, participants: list[Json]) -> Json:
    """Pure. Whom a reply goes to: all who took part in the newest message, never a third party or ourselves."""
    known = {p["address"]: p for p in participants if p["role"] != "third_party"}
    everybody = [{"name": p["name"], "address": p["address"]} for p in known.values() if p["role"] == "requester"]
    if latest is None:
        return {"to": everybody, "cc": []}
    fields: dict[str, list[Json]] = {"to": [], "cc": [], "bcc": [], "reply_to": []}
    for recipient in latest["recipients"]:
        fields[recipient["field"]].append({"name": recipient["name"], "address": recipient["address"]})
    if latest["direction"] == "outgoing":
        return {"to": fields["to"] or everybody, "cc": fields["cc"]}
    writer = {"name": latest["name"], "address": latest["address"]}
    to = [p for p in fields["reply_to"] or [writer] if p["address"].lower() in known] or everybody
    taken = {p["address"].lower() for p in to} | {writer["address"].lower()}
    others = [p for p in fields["to"] + fields["cc"] if p["address"].lower() in known]
    return {"to": to, "cc": [p for p in others if p["address"].lower() not in taken]}
