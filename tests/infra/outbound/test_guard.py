"""What keeps a request that a stranger's answer led to out of the house."""

import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from miauflix.infra.outbound import Blocked, TimedOut, Unreachable
from tests.infra.outbound.conftest import MakeOutbound
from tests.infra.outbound.site import DialsTo, reply, serving

PUBLIC, OTHER_PUBLIC = "93.184.216.34", "2606:2800:220:1::1"


class Names:
    """A name service whose answers change: each look-up of a name takes the next one, the last for ever."""

    def __init__(self, **answers: list[Sequence[str]]) -> None:
        self.answers = {name.replace("_", "."): answer for name, answer in answers.items()}
        self.asked: list[str] = []

    async def __call__(self, host: str, _port: int) -> Sequence[str]:
        self.asked.append(host)
        answers = self.answers.get(host, [[host]])
        return answers.pop(0) if len(answers) > 1 else answers[0]


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "LOCALHOST.",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "0.0.0.0",  # noqa: S104  Linux connects it to itself
        "127。0。0。1",
        "①②⑦.⓪.⓪.①",
    ],
)
async def test_no_spelling_of_this_machine_gets_through(outbound: MakeOutbound, host: str) -> None:
    async with serving({"/": reply(200)}) as site:
        with pytest.raises((Blocked, Unreachable)):
            await outbound().get(f"http://{host}:{site.port}/")
        assert site.requests == []


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "fd00:ec2::254", "::ffff:192.168.1.1", "fe80::1%2"])
async def test_a_name_that_points_inside_is_not_dialled(outbound: MakeOutbound, address: str) -> None:
    async with serving({"/": reply(200)}) as site:
        dial = DialsTo(site)
        with pytest.raises(Blocked, match=r"films\.example is not on the public internet"):
            await outbound(resolver=Names(films_example=[[address]]), dial=dial).get("http://films.example/")
    assert dial.dialled == []


async def test_what_was_checked_is_what_is_dialled_whatever_the_name_says_next(outbound: MakeOutbound) -> None:
    names = Names(films_example=[[PUBLIC], ["127.0.0.1"]])
    async with serving({"/": reply(200, b"hello", Connection="close")}) as site:
        dial = DialsTo(site)
        client = outbound(resolver=names, dial=dial)
        assert (await client.get("http://films.example/")).body == b"hello"
        assert (names.asked, dial.dialled) == (["films.example"], [PUBLIC])
        assert site.requests[0].headers["host"] == "films.example"
        with pytest.raises(Blocked):
            await client.get("http://films.example/")
    assert dial.dialled == [PUBLIC]


async def test_a_connection_that_stays_open_is_used_again_without_another_look_up(outbound: MakeOutbound) -> None:
    names = Names(films_example=[[PUBLIC]])
    async with serving({"/": reply(200)}) as site:
        dial = DialsTo(site)
        client = outbound(resolver=names, dial=dial)
        for _ in range(3):
            await client.get("http://films.example/")
    assert (len(site.requests), names.asked, dial.dialled) == (3, ["films.example"], [PUBLIC])


async def test_of_mixed_addresses_only_the_public_ones_are_tried_until_one_answers(outbound: MakeOutbound) -> None:
    names = Names(films_example=[["127.0.0.1", OTHER_PUBLIC, "10.0.0.1", PUBLIC]])
    async with serving({"/": reply(200)}) as site:
        dial = DialsTo(site, dead=[OTHER_PUBLIC])
        await outbound(resolver=names, dial=dial).get("http://films.example/")
    assert dial.dialled == [OTHER_PUBLIC, PUBLIC]


async def test_a_host_with_many_dead_addresses_is_given_up_after_three(outbound: MakeOutbound) -> None:
    addresses = [f"93.184.216.{number}" for number in range(20)]
    async with serving({}) as site:
        dial = DialsTo(site, dead=addresses)
        client = outbound(resolver=Names(films_example=[addresses]), dial=dial)
        with pytest.raises(Unreachable):
            await client.request("POST", "http://films.example/")
    assert dial.dialled == addresses[:3]


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1:{port}/inside",
        "http://inside.example/inside",
        "//inside.example/inside",
        "http://[::ffff:10.0.0.1]/inside",
        "http://user:password@inside.example/inside",
    ],
)
async def test_a_redirect_into_the_house_is_refused_even_to_a_trusted_server(
    outbound: MakeOutbound, location: str
) -> None:
    names = Names(films_example=[[PUBLIC]], inside_example=[["192.168.1.9"]])
    async with serving({"/inside": reply(200, b"the router's page")}) as inside:
        async with serving({"/": reply(302, Location=location.format(port=inside.port))}) as site:
            dial = DialsTo(site)
            client = outbound(trusted=[inside.base, "http://inside.example/api"], resolver=names, dial=dial)
            with pytest.raises(Blocked):
                await client.get("http://films.example/")
        assert (inside.requests, site.targets, dial.dialled) == ([], ["/"], [PUBLIC])


async def test_a_connection_opened_in_trust_is_not_lent_to_a_redirect(outbound: MakeOutbound) -> None:
    async with serving({"/": reply(200), "/inside": reply(200)}) as inside:
        async with serving({"/": reply(302, Location=f"{inside.base}/inside")}) as elsewhere:
            client = outbound(trusted=[inside.base, elsewhere.base])
            assert (await client.get(inside.base)).is_success
            with pytest.raises(Blocked):
                await client.get(elsewhere.base)
        assert inside.targets == ["/"]


async def test_a_trusted_server_may_redirect_to_itself_and_out_of_the_house(outbound: MakeOutbound) -> None:
    routes = {"/": reply(302, Location="/here"), "/here": reply(307, Location="http://films.example/x"), "/x": reply()}
    async with serving(routes) as site:
        dial = DialsTo(site)
        client = outbound(trusted=[site.base], resolver=Names(films_example=[[PUBLIC]]), dial=dial)
        answer = await client.get(f"{site.base}/", headers={"Authorization": "Bearer mine"})
    assert answer.url == "http://films.example/x"
    assert [request.headers.get("authorization") for request in site.requests] == ["Bearer mine", "Bearer mine", None]


async def test_five_redirects_are_followed_and_no_more(outbound: MakeOutbound) -> None:
    routes = {f"/{n}": reply(302, Location=f"{n + 1}") for n in range(9)}
    async with serving({**routes, "/9": reply(200, b"end")}) as site:
        client = outbound(trusted=[site.base])
        assert (await client.get(f"{site.base}/4")).url == f"{site.base}/9"
        with pytest.raises(Blocked, match="more than 5 redirects"):
            await client.get(f"{site.base}/3")


async def test_a_question_with_a_body_is_not_sent_on(outbound: MakeOutbound) -> None:
    async with serving({"/": reply(307, Location="/elsewhere")}) as site:
        answer = await outbound(trusted=[site.base]).request("POST", site.base, content=b"secret")
    assert (answer.status, site.targets) == (307, ["/"])


async def test_a_name_service_that_keeps_silent_does_not_hold_a_request(outbound: MakeOutbound) -> None:
    async def silent(host: str, port: int) -> Sequence[str]:
        raise TimeoutError

    with pytest.raises(TimedOut, match=r"films\.example did not go on in time"):
        await outbound(resolver=silent).get("http://films.example/")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate of its own making for films.example, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "films.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("films.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "films.pem"
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    file.write_bytes(secret + made.public_bytes(pem))
    return file


@pytest.fixture
def server_tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


async def test_tls_is_held_to_the_name_and_not_to_the_address(
    outbound: MakeOutbound, certificate: Path, server_tls: ssl.SSLContext
) -> None:
    names = Names(films_example=[[PUBLIC]], other_example=[[PUBLIC]])
    async with serving({"/": reply(200, b"hello")}, server_tls) as site:
        dial = DialsTo(site)
        ours = ssl.create_default_context(cafile=str(certificate))
        client = outbound(resolver=names, dial=dial, ssl_context=ours)
        assert (await client.get("https://films.example/")).body == b"hello"
        with pytest.raises(Unreachable, match=r"(?i)certificate"):
            await client.get("https://other.example/")
    assert site.server_names[:2] == ["films.example", "other.example"]
    assert set(dial.dialled) == {PUBLIC}
    assert [request.headers["host"] for request in site.requests] == ["films.example"]


async def test_a_redirect_from_https_to_plain_http_is_refused(
    outbound: MakeOutbound, certificate: Path, server_tls: ssl.SSLContext
) -> None:
    async with serving({"/": reply(302, Location="http://films.example/")}, server_tls) as site:
        client = outbound(
            resolver=Names(films_example=[[PUBLIC]]),
            dial=DialsTo(site),
            ssl_context=ssl.create_default_context(cafile=str(certificate)),
        )
        with pytest.raises(Blocked, match="from HTTPS to plain HTTP"):
            await client.get("https://films.example/")
