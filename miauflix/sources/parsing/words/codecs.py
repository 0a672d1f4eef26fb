"""How the picture is coded, and how deep its colours are."""

CERTAIN = {
    "x264 | h264 | h 264 | x 264 | avc1": {"codec": "h264"},
    "x264 avc | h264 avc | avc x264": {"codec": "h264"},
    "x265 | h265 | h 265 | x 265 | hevc | hvec | hevc x265 | x265 hevc": {"codec": "h265"},
    "hevc10 | hevc10bit | hevc 10bit | x265 10bit | x265 10 bit | hevc 10 bit": {"codec": "h265", "bit_depth": 10},
    "xvid": {"codec": "xvid"},
    "divx | divx5 | divx6 | dvdivx | dvdivxrip": {"codec": "divx"},
    "av1": {"codec": "av1"},
    "vp9": {"codec": "vp9"},
    "vp8": {"codec": "vp8"},
    "vp7": {"codec": "vp7"},
    "vc1 | vc 1": {"codec": "vc1"},
    "mpeg2 | mpeg 2 | mpg2 | h262 | h 262 | x262": {"codec": "mpeg2"},
    "mpeg4 | mpeg 4": {"codec": "mpeg4"},
    "h263 | h 263": {"codec": "h263"},
    "vvc | h266 | h 266": {"codec": "h266"},
    "rv10 | rv20 | rv30 | rv40 | realvideo": {"codec": "realvideo"},
    "10bit | 10bits | 10 bit | 10 bits | hi10 | hi10p | ma10p | yuv420p10 | p010 | main10 | 10bpp": {"bit_depth": 10},
    "8bit | 8bits | yuv420p8": {"bit_depth": 8},
    "12bit | 12bits | 12 bit | 12 bits": {"bit_depth": 12},
    "hi422p | hi444pp | hi444p | yuv420p | yuv444p | yuv422p10": {},
    "nvenc | qsv enc": {},
    "bt2020 | bt709 | bt 2020 | bt 709": {},
}
TAIL = {
    "8 bit | 8 bits": {"bit_depth": 8},
    "avc": {"codec": "h264"},
    "divx3 | divx4": {"codec": "divx"},
    "high profile": {},
}
"""avc names the codec of a disc's own stream."""

HDR_CERTAIN = {
    "hdr10 | hdr 10": {"hdr": "HDR10"},
    "hdr10+ | hdr10plus | hdr10p | hdr10 plus | hdr 10 plus": {"hdr": "HDR10+"},
    "dolby vision | dolbyvision | dovi | do vi": {"hdr": "DV"},
    "hdr dv | dv hdr": {"hdr": ("DV", "HDR")},
    "hlg": {},
    "hdr1000": {},
}
HDR_TAIL = {"hdr": {"hdr": "HDR"}, "sdr": {"hdr": "SDR"}}
HDR_SHOUTED = {"DV": {"hdr": "DV"}, "D V": {"hdr": "DV"}, "PQ": {"hdr": "HDR"}}
