"""How many lines the picture has."""

HEIGHTS = (240, 288, 360, 368, 396, 400, 406, 432, 450, 480, 486, 540, 544, 576, 600, 640, 720, 800, 816, 900, 1080)
HEIGHTS_BEYOND_HD = (1440, 1600, 1800, 2160, 2880, 4320)

BARE_HEIGHTS = frozenset({"480", "540", "576", "720", "1080", "1440", "2160"})
"""Believed without their p beside technical words."""

CERTAIN = {
    "1o8op | 1o80p | 108op": {"resolution": "1080p"},
    "72op": {"resolution": "720p"},
    "1080pp | 1080px | 1080hd | hd1080p | hd1080 | hd 1080p | m1080p | fhd1080p": {"resolution": "1080p"},
    "720pp | 720px | 720hd | hd720p | hd720 | hd 720p | m720p": {"resolution": "720p"},
    "2160pp | uhd2160p | 4k2160p": {"resolution": "2160p"},
    "ultra hd | ultrahd | uhd 4k | 4k uhd": {"loose_resolution": "2160p"},
    "full hd | fullhd": {"loose_resolution": "1080p"},
}
TAIL = {
    "4k | uhd | 4kuhd | uhd4k": {"loose_resolution": "2160p"},
    "8k": {"loose_resolution": "4320p"},
    "fhd": {"loose_resolution": "1080p"},
    "qhd | 2k": {"loose_resolution": "1440p"},
    "hd | sd | hq | hdr ip": {},
}

WIDTHS = {
    7680: "4320p",
    4096: "2160p",
    3996: "2160p",
    3840: "2160p",
    2560: "1440p",
    1920: "1080p",
    1440: "1080p",
    1280: "720p",
    960: "720p",
    1024: "576p",
    854: "480p",
    852: "480p",
    848: "480p",
    640: "480p",
}
"""By width where films cut the height (1920x800 is 1080p); narrower pictures go by their height."""

COMMON_HEIGHTS = {240, 288, 360, 480, 540, 576, 720, 1080, 1440, 2160, 4320}
