import asyncio
import threading
from typing import Any

import bcrypt
import pytest

from miauflix.accounts.passwords import Passwords
from miauflix.infra.db import Database
from tests.accounts.conftest import EMAIL, PASSWORD, Browser, log_in, set_up
from tests.accounts.rows import password_hash_of, store_password_hash


def bcrypted(password: str) -> str:
    return bcrypt.hashpw(password.encode()[:72], bcrypt.gensalt(4)).decode()


async def test_a_password_is_kept_as_argon2id_of_19_mib_two_passes_and_one_lane() -> None:
    passwords = Passwords()
    stored = await passwords.hash(PASSWORD)
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert await passwords.verify(PASSWORD, stored) == (True, None)
    assert await passwords.verify(PASSWORD + "!", stored) == (False, None)


async def test_nobodys_password_is_never_right() -> None:
    assert await Passwords().verify("", None) == (False, None)


async def test_a_bcrypt_hash_is_accepted_and_a_better_one_offered() -> None:
    passwords = Passwords()
    is_right, better = await passwords.verify(PASSWORD, bcrypted(PASSWORD))
    assert is_right
    assert better is not None
    assert await passwords.verify(PASSWORD, better) == (True, None)
    assert await passwords.verify("wrong", bcrypted(PASSWORD)) == (False, None)


@pytest.mark.parametrize("password", ["x" * 73, "ß" * 37, "x" * 256])
async def test_a_password_over_72_bytes_is_compared_with_bcrypt_as_bcrypt_did_and_not_taken_over(password: str) -> None:
    assert await Passwords().verify(password, bcrypted(password)) == (True, None)
    assert await Passwords().verify("y" + password[1:], bcrypted(password)) == (False, None)


async def test_a_bcrypt_account_is_upgraded_by_logging_in(browser: Browser, any_database: Database) -> None:
    await set_up(browser)
    await store_password_hash(any_database, EMAIL, bcrypted(PASSWORD))

    await log_in(browser)
    assert (await password_hash_of(any_database, EMAIL)).startswith("$argon2id$")
    await log_in(browser)


async def test_two_passwords_are_worked_on_at_once_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    passwords = Passwords()
    lock, both_in, let_go = threading.Lock(), threading.Event(), threading.Event()
    working = most = 0

    def work(*_: Any) -> tuple[bool, None]:
        nonlocal working, most
        with lock:
            working += 1
            most = max(most, working)
            if working == 2:
                both_in.set()
        assert let_go.wait(10)
        with lock:
            working -= 1
        return False, None

    monkeypatch.setattr(passwords, "_verify", work)
    checks = [asyncio.ensure_future(passwords.verify("x", None)) for _ in range(8)]
    assert await asyncio.to_thread(both_in.wait, 10)
    let_go.set()
    await asyncio.gather(*checks)
    assert most == 2
