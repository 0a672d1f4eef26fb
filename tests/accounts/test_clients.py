import httpx2
import pytest
from starlette.requests import HTTPConnection

from miauflix.accounts import Clients
from miauflix.accounts.clients import limit_key
from miauflix.accounts.errors import ForeignOrigin
from miauflix.infra.db import Database
from miauflix.kit.clock import ManualClock
from tests.accounts.conftest import EMAIL, NewBrowser, make_accounts, make_app, set_up

PROXIES = ("10.0.0.0/8", "fd00::1")


def request(peer: str | None, *headers: tuple[str, str], scheme: str = "http") -> HTTPConnection:
    return HTTPConnection(
        {
            "type": "http",
            "scheme": scheme,
            "path": "/",
            "query_string": b"",
            "client": (peer, 5) if peer else None,
            "server": ("internal", 4000),
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers],
        }
    )


def forwarded(*values: str) -> list[tuple[str, str]]:
    return [("X-Forwarded-For", value) for value in values]


@pytest.mark.parametrize(
    ("peer", "header", "address"),
    [
        pytest.param("192.0.2.1", [], "192.0.2.1", id="no proxy"),
        pytest.param("192.0.2.1", ["198.51.100.1"], "192.0.2.1", id="a stranger who claims to be one"),
        pytest.param("192.168.1.2", ["198.51.100.1"], "192.168.1.2", id="the local network is a stranger too"),
        pytest.param("127.0.0.1", ["198.51.100.1"], "127.0.0.1", id="and so is this machine"),
        pytest.param("10.0.0.1", ["198.51.100.1"], "198.51.100.1", id="a proxy"),
        pytest.param("10.0.0.1", ["198.51.100.1, 10.0.0.2"], "198.51.100.1", id="two proxies"),
        pytest.param("10.0.0.1", ["198.51.100.1", "10.0.0.2"], "198.51.100.1", id="two proxies in two headers"),
        pytest.param("10.0.0.1", ["6.6.6.6, 198.51.100.1"], "198.51.100.1", id="what the client wrote itself"),
        pytest.param("10.0.0.1", ["6.6.6.6, 198.51.100.1, 10.9.9.9"], "198.51.100.1", id="the same behind two"),
        pytest.param("10.0.0.1", [], "10.0.0.1", id="a proxy that says nothing"),
        pytest.param("10.0.0.1", ["nonsense"], "10.0.0.1", id="a proxy that talks nonsense"),
        pytest.param("10.0.0.1", ["198.51.100.1, unknown"], "10.0.0.1", id="a broken chain"),
        pytest.param("10.0.0.1", ["10.0.0.5"], "10.0.0.5", id="a proxy itself"),
        pytest.param("10.0.0.1", ["198.51.100.1:4711"], "198.51.100.1", id="with a port"),
        pytest.param("10.0.0.1", ["[2001:db8::7]:4711"], "2001:db8::7", id="IPv6 with a port"),
        pytest.param("fd00::1", ["2001:db8::7"], "2001:db8::7", id="an IPv6 proxy"),
        pytest.param("fd00::2", ["2001:db8::7"], "fd00::2", id="its neighbour"),
        pytest.param("::ffff:10.0.0.1", ["::ffff:198.51.100.1"], "198.51.100.1", id="IPv4 within IPv6"),
        pytest.param(None, ["198.51.100.1"], "unknown", id="a socket without addresses"),
    ],
)
def test_a_forwarded_address_counts_as_far_as_configured_proxies_vouch_for_it(
    peer: str | None, header: list[str], address: str
) -> None:
    assert Clients(PROXIES).address(request(peer, *forwarded(*header))) == address


@pytest.mark.parametrize(
    ("peer", "scheme", "proto", "is_secure"),
    [
        ("192.0.2.1", "http", None, False),
        ("192.0.2.1", "https", None, True),
        ("192.0.2.1", "http", "https", False),
        ("10.0.0.1", "http", "https", True),
        ("10.0.0.1", "http", "http", False),
        ("10.0.0.1", "http", "https, http", False),
    ],
)
def test_https_is_believed_of_the_connection_and_of_configured_proxies(
    peer: str, scheme: str, proto: str | None, is_secure: bool
) -> None:
    headers = [("X-Forwarded-Proto", proto)] if proto else []
    assert Clients(PROXIES).read(request(peer, *headers, scheme=scheme)).is_secure is is_secure


@pytest.mark.parametrize(
    ("origin", "host", "allowed"),
    [
        ("https://films.example", "internal:4000", True),
        ("https://FILMS.example:443", "internal:4000", True),
        ("https://films.example.evil.example", "internal:4000", False),
        ("http://films.example", "internal:4000", False),
        ("http://tv.local:4000", "tv.local:4000", True),
        ("http://tv.local", "tv.local:80", True),
        ("http://tv.local", "tv.local:4000", False),
        ("http://[fd00::5]:4000", "[fd00::5]:4000", True),
        ("null", "tv.local", False),
        ("", "tv.local", False),
        ("http://tv.local:port", "tv.local", False),
        ("file://tv.local", "tv.local", False),
    ],
)
def test_the_origin_must_be_our_own_or_a_configured_one(origin: str, host: str, allowed: bool) -> None:
    clients = Clients(origins=["https://films.example/"])
    asked = request("192.0.2.1", ("Host", host), ("Origin", origin))
    if allowed:
        clients.check_origin(asked)
    else:
        with pytest.raises(ForeignOrigin):
            clients.check_origin(asked)


def test_a_configured_origin_may_send_from_another_site() -> None:
    headers = [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://films.example")]
    Clients(origins=["https://films.example"]).check_origin(request("192.0.2.1", ("Host", "api.example"), *headers))


def test_links_name_the_configured_address_before_the_one_asked() -> None:
    asked = request("10.0.0.1", ("Host", "tv.local:4000"), ("X-Forwarded-Proto", "https"))
    assert Clients(PROXIES).base_url(asked) == "https://tv.local:4000"
    assert Clients(PROXIES, ["https://films.example/"]).base_url(asked) == "https://films.example"


def test_an_ipv6_address_is_counted_by_its_network() -> None:
    assert limit_key("2001:db8::1") == limit_key("2001:db8::ffff") == "2001:db8::/64"
    assert limit_key("192.0.2.1") == "192.0.2.1"
    assert limit_key("unknown") == "unknown"


def test_a_proxy_that_is_no_address_stops_the_start() -> None:
    with pytest.raises(ValueError, match="proxy"):
        Clients(["proxy.local"])


async def test_an_attacker_does_not_escape_the_limit_by_inventing_addresses(new_browser: NewBrowser) -> None:
    await set_up(new_browser())
    attacker = new_browser("198.51.100.66")
    answers: list[int] = []
    for number in range(40):
        body = {"email": f"person{number}@example.org", "password": "wrong"}
        headers = {"X-Forwarded-For": f"203.0.113.{number}", "X-Real-IP": "127.0.0.1", "Forwarded": "for=127.0.0.1"}
        answers.append((await attacker.post("/api/auth/login", json=body, headers=headers)).status_code)
    assert answers.count(401) == 31


async def test_behind_a_configured_proxy_each_client_is_itself(database: Database, clock: ManualClock) -> None:
    app = make_app(make_accounts(database, clock), database, Clients(["10.0.0.1"]))
    transport = httpx2.ASGITransport(app=app, client=("10.0.0.1", 5))
    async with httpx2.AsyncClient(transport=transport, base_url="http://miauflix.test") as proxy:
        body = {"email": EMAIL, "password": "wrong wrong"}
        answers = [
            await proxy.post("/api/auth/login", json=body, headers={"X-Forwarded-For": f"198.51.100.{number % 2}"})
            for number in range(20)
        ]
        headers = {"X-Forwarded-For": "203.0.113.5", "X-Forwarded-Proto": "https"}
        founded = await proxy.post("/api/auth/setup", json=body, headers=headers)
    assert [answer.status_code for answer in answers].count(429) == 9
    assert founded.headers["set-cookie"].endswith("; Secure")
