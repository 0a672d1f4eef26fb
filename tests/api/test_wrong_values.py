"""What is said of a value that cannot be: where, in words, and by a kind with its limits that a screen can say."""

import httpx2


async def test_a_password_is_counted_in_characters(admin: httpx2.AsyncClient) -> None:
    body = {"current_password": "x", "new_password": "short"}
    answer = await admin.post("/api/auth/password", json=body)
    assert answer.status_code == 422
    (wrong,) = answer.json()["errors"]
    assert (wrong["where"], wrong["kind"]) == ("body.new_password", "string_too_short")
    assert wrong["what"] == "Give at least 8 characters"
    assert wrong["limits"]["min_length"] == 8
