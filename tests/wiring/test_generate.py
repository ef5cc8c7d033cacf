"""What the web application knows of us is up to date."""

from deskbell.wiring import generate


def test_the_events_names_are_the_catalogues() -> None:
    assert generate.EVENT_NAMES.read_text() == generate.event_names_text()


def test_the_apis_description_is_the_routes() -> None:
    assert generate.OPENAPI.read_text() == generate.openapi_text()
