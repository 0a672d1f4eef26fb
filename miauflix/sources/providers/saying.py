"""Why a provider has no answer, in sentences for an admin; none holds an address, a key, a hash or a release's name."""

from miauflix.kit.sentences import Sentence

ANOTHER_KIND = Sentence("answer_of_another_kind", "The answer is not what this kind of provider says")
NOT_JSON = Sentence("answer_not_json", "The provider's answer is not JSON")
TOO_MUCH_JSON = Sentence("answer_too_much_json", "The provider's answer has more than {mib} MiB of JSON")
TOO_LARGE = Sentence("answer_too_large", "The provider's answer has more than {mib} MiB")
PAGE_FOR_PEOPLE = Sentence(
    "answer_page_for_people", "The provider answered with a page for people; is its address right?"
)
NO_SUCH_ADDRESS = Sentence("provider_not_there", "The provider answered {status}; is its address right?")
KEY_REFUSED = Sentence("provider_key_refused", "The provider answered {status}: is its key right?")
IN_TROUBLE = Sentence("provider_in_trouble", "The provider answered {status}")
AGAINST_ROBOTS = Sentence("provider_against_robots", "A page against robots stands before the provider")
ASTRAY = Sentence("provider_astray", "The provider's address leads astray, or not to the public internet")
UNREACHABLE = Sentence("provider_unreachable", "The provider cannot be reached")
SILENT = Sentence("provider_silent", "The provider did not answer within {seconds} s")
TOO_OFTEN = Sentence("provider_asked_too_often", "The provider was asked too often")
LINK_IN_CIRCLES = Sentence("link_in_circles", "The provider's link leads from one redirect to the next")
LINK_TO_SILENCE = Sentence("link_to_silence", "The provider's link leads to a server that gives no answer")
LINK_TO_NO_TORRENT = Sentence("link_to_no_torrent", "The provider's link leads to something that is no torrent")

HAS_FILMS = Sentence("provider_has_films", "{count} films")
HAS_RELEASES = Sentence("provider_has_releases", "{count} releases")
HAS_TORRENTS = Sentence("provider_has_torrents", "{count} torrents")
HAS_FREE_ITEMS = Sentence("provider_has_free_items", "{count} openly licensed items")
