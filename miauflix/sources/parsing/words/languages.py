"""Languages as release names write them, against BCP 47 codes."""

from miauflix.sources.parsing.words import listed

TABLE = (
    # code, full names, three letters, two letters
    ("en", "english ingles inglés inglês anglais englisch inglese engels английский 英语 英文", "eng ing", "en"),
    ("fr", "french français francais francés frances französisch francese французский", "fre fra", "fr"),
    ("es", "spanish español espanol castellano castilian spagnolo spanisch espagnol esp", "spa", "es sp"),
    ("es-419", "latino latam espanollatino españollatino", "lat", ""),
    ("de", "german deutsch allemand tedesco alemán aleman alemão немецкий", "ger deu", "de"),
    ("it", "italian italiano italien italienisch italiana englishitalian", "ita", "it"),
    ("pt", "portuguese português portugues portugais lusitano brazilian brasileiro ptbr", "por port", "pt br"),
    ("nl", "dutch nederlands hollands nederlandse", "dut nld", "nl"),
    ("nl-BE", "flemish vlaams", "", ""),
    ("de-CH", "swissgerman", "", ""),
    ("ru", "russian русский русская", "rus", "ru"),
    ("uk", "ukrainian украинский український ukrainien", "ukr", "ua"),
    ("be", "belarusian belorussian", "blr", ""),
    ("pl", "polish polski polskie polonais", "pol", "pl"),
    ("cs", "czech český cesky čeština cestina", "cze ces", "cz cs"),
    ("sk", "slovak slovensky slovenčina", "slk slo svk", "sk"),
    ("sl", "slovenian slovene slovenski", "slv", "si"),
    ("hu", "hungarian magyar", "hun", "hu"),
    ("ro", "romanian română romana rumanian", "rum ron rom", "ro"),
    ("bg", "bulgarian български", "bul bgaudio", "bg"),
    ("sr", "serbian srpski", "srp", "rs"),
    ("hr", "croatian hrvatski", "hrv cro", "hr"),
    ("bs", "bosnian bosanski", "bos", ""),
    ("mk", "macedonian", "mkd", "mk"),
    ("sq", "albanian shqip", "alb sqi", ""),
    ("el", "greek ελληνικά", "gre ell", "gr"),
    ("tr", "turkish türkçe turkce türk", "tur", "tr"),
    ("sv", "swedish svensk svenska swe", "swe", "se sv"),
    ("da", "danish dansk danska", "dan", "dk da"),
    ("no", "norwegian norsk norska bokmål bokmal nynorsk norwegisch", "nor nob nno", "no"),
    ("fi", "finnish suomi finsk suomeksi", "fin", "fi"),
    ("is", "icelandic íslenska", "ice isl", ""),
    ("et", "estonian eesti", "est", "ee"),
    ("lv", "latvian latviešu", "lav", "lv"),
    ("lt", "lithuanian lietuviu lietuvių", "lit", "lt"),
    ("he", "hebrew ivrit עברית", "heb", ""),
    ("ar", "arabic arab arabe árabe عربي العربية مدبلج", "ara", "ar"),
    ("fa", "persian farsi فارسی", "per fas", ""),
    ("hi", "hindi हिन्दी", "hin", ""),
    ("ta", "tamil தமிழ்", "tam", ""),
    ("te", "telugu తెలుగు", "tel", ""),
    ("ml", "malayalam മലയാളം", "mal", ""),
    ("kn", "kannada", "kan", ""),
    ("bn", "bengali bangla বাংলা", "ben", ""),
    ("mr", "marathi", "mar", ""),
    ("pa", "punjabi panjabi", "pun", ""),
    ("gu", "gujarati", "guj", ""),
    ("or", "odia oriya", "", ""),
    ("as", "assamese", "", ""),
    ("bho", "bhojpuri", "", ""),
    ("ur", "urdu", "urd", ""),
    ("ne", "nepali", "", ""),
    ("si", "sinhala sinhalese", "sin", ""),
    ("zh", "chinese mandarin chinois cantonese putonghua", "chi zho chn cht chs", "cn zh"),
    ("ja", "japanese japonais japonés japones nihongo giapponese", "jpn jap", "jp ja"),
    ("ko", "korean coréen coreano hangul", "kor", "kr ko"),
    ("th", "thai ไทย", "tha", ""),
    ("vi", "vietnamese tiếngviệt", "vie", "vn"),
    ("id", "indonesian bahasa", "ind", ""),
    ("ms", "malay malaysian melayu", "may msa", ""),
    ("tl", "tagalog filipino pinoy", "tgl", ""),
    ("km", "khmer", "khm", ""),
    ("mn", "mongolian", "mon", ""),
    ("ka", "georgian ქართული", "geo kat", ""),
    ("hy", "armenian", "arm", ""),
    ("az", "azerbaijani azeri", "aze", ""),
    ("kk", "kazakh", "kaz", ""),
    ("uz", "uzbek", "uzb", ""),
    ("ca", "catalan català catala", "cat", ""),
    ("eu", "basque euskera euskara", "eus baq", ""),
    ("gl", "galician gallego galego", "glg", ""),
    ("af", "afrikaans", "afr", ""),
    ("sw", "swahili", "", ""),
    ("la", "latin", "", ""),
    ("ga", "gaelic irish", "", ""),
    ("cy", "welsh cymraeg", "", ""),
)

SPOKEN_CERTAIN = {
    "truefrench | vff | vfq | vfi | vf2 | multi vf2 | multi vff | multi vfq | multi vf": "fr",
    "multi vfi": "fr",
    "pl dub | pldub | dubbing pl | dubpl | lektor pl | lektorpl | pllek | pl lek | lek pl | lekpl | pldubbing": "pl",
    "dual latino": "es-419",
    "audio latino | espanol latino | español latino | latin spanish | spanish latino | latin american": "es-419",
    "hebdub | hebdubbed": "he",
    "bgaudio | bg audio": "bg",
    "portugues br | português br | portuguese br | portuguese brazil | brazilian portuguese | pt br | ptbr | port br"
    " | portugues brasil | dublado br": "pt",
    "pt pt": "pt",
    "espanol castellano | español castellano | spanish castellano": "es",
    "swiss german | swissgerman": "de-CH",
    "hundub": "hu",
    "czdub | cz dabing | cz dubbing": "cs",
    "norsk tale": "no",
}
SPOKEN_TAIL = {
    "vf | vo vf": "fr",
    "multi | multilang | multi language | multi lang | multi languages | mlang": "mul",
    "multi dub | multidub | multi dubs": "mul",
    "dublado": "pt",
    "qc": "fr",
    "nordic": ("da", "fi", "no", "sv"),
    "ingles espanol": ("en", "es"),
    "dl | ml": (),
    "mvo | dvo | avo | lvo | pvo": "ru",
    "original | orig": (),
}
SUBTITLED_CERTAIN = {
    "vostfr | vost fr | subfrench | subfr | fansub vostfr | subforced french | stfr | vosta fr": "fr",
    "vostf": "fr",
    "napisypl | napisy pl | plsub | pl napisy | subpl | plsubbed": "pl",
    "esub | esubs | e subs | e sub | english subs": "en",
    "msub | msubs | multisub | multisubs | multi sub | multi subs | multiple subtitle | multiple subtitles"
    " | multi subtitle | multi subtitles": "mul",
    "vose": "es",
    "legendas br | legendado br | legenda pt br | leg br | legendas pt br | legendado pt br": "pt",
    "legendado pt | legenda pt | leg pt pt": "pt",
    "slosubs | slosub": "sk",
    "rosub | rosubs | rosubbed": "ro",
    "nordic subs | nordicsubs | nordicsub": ("da", "fi", "no", "sv"),
    "korsub | korsubs": "ko",
}
SUBTITLED_TAIL = {"cht | chs | big5 | gb": "zh"}

HARDCODED = frozenset({"korsub", "korsubs"})

SUBTITLE_WORDS = listed(
    "sub subs subbed subtitle subtitles subtitled subtitulado subtitulada subtitulos subtítulos legenda"
    " legendas legendado legendados leg napisy undertekst undertexter untertitel st soustitre ondertiteld"
    " sottotitoli softsub softsubs субтитры altyazi altyazili subforced subita suben"
)
SUBTITLE_ADVERBS = listed("soft custom hard forced with full no")
SPEECH_WORDS = listed("language audio track tracks voice speech")
UNSAID_CODES = frozenset({"no", "is", "as", "or", "el", "la"})
"""Two letters that are words before "subs": no subs."""
DUBBED_WORDS = listed("dub dubs dubbed dubbing dublado dublada doblado doppiato synced dabing dublat dublaj dubled")
SPANISH_WORDS = listed("temporada temporadas temp cap capitulo capítulo capitulos")
PORTUGUESE_WORDS = listed("dublado dublada legendado legendados legendada legenda legendas")

GLUED_SUBTITLE_ENDINGS = ("sub", "subs", "subbed", "subtitles")
GLUED_DUB_ENDINGS = ("dub", "dubbed", "dubs", "audio")

ENGLISH_WORDS = listed(
    "may fin cat per ice den mal tel lit lat ben mar pun ind mon geo arm sin est bos dan port nor pol cro ron rom kan"
)
"""Three letters that are words or names too: believed in capitals or in a list of languages only."""
