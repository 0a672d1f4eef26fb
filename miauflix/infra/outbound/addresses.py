"""Which addresses are on the public internet (IANA special-purpose registries, RFC 6890 and what came after).

`ipaddress.is_global` would be shorter, but what it answers depends on Python's patch level, it lets 6to4 through, and
it says nothing about the IPv4 address inside a translated one.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_NOT_PUBLIC_4 = [
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by a provider's customers (CGNAT); one cloud's metadata service
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # another cloud's metadata service, public by its looks
        "169.254.0.0/16",  # link-local; most clouds' metadata service
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
]
# Everything outside is loopback, link-local, unique local, multicast or not handed out.
_UNICAST_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = [
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, among them Teredo, which hides an IPv4 address
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which hides an IPv4 address
        "3fff::/20",  # documentation
    )
]
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: how a network without IPv4 reaches it


def is_public(text: str) -> bool:
    """Whether this is an address of the public internet; an IPv6 address may carry a zone (`fe80::1%eth0`).

    An IPv4 address dressed up as IPv6, mapped or translated, is judged as what it is.
    """
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, IPv6Address):
        address = _ipv4_inside(address) or address
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC_4)
    return address in _UNICAST_6 and not any(address in network for network in _NOT_PUBLIC_6)


def _ipv4_inside(address: IPv6Address) -> IPv4Address | None:
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped
