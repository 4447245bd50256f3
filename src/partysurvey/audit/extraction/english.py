"""The grammar of figures in English prose."""

from decimal import Decimal

from partysurvey.audit.claim import Hedge
from partysurvey.audit.extraction.grammar import Grammar
from partysurvey.audit.extraction.numerals import NUMBER

_HALF = Decimal(50)
_PEOPLE = (
    "people|persons|respondents|participants|students|pupils|teachers|lecturers|workers|employees|staff|"
    "members|cadres|secretaries|deputies|adults|children|men|women|males|females|girls|boys|graduates|"
    "migrants|officials|residents|citizens|volunteers|voters|nurses|doctors|physicians|farmers|patients|"
    "managers|leaders|interviewees|informants|subjects|individuals|users|customers|visitors|trainees|"
    "officers|applicants|candidates|parents|mothers|fathers|villagers|tenants|owners|mayors|councillors|"
    "librarians|commuters|passengers|readers|subscribers|undergraduates|freshmen|heads|directors|clerks|"
    "delegates|attendees|organi[sz]ers|recruits|colleagues|soldiers|drivers|carers|households|families|"
    "full-timers|part-timers|newcomers|pensioners|retirees|specialists|experts|non-users|scholars|"
    "researchers|shoppers|couriers|leavers|joiners"
)
_THINGS = (
    "questionnaires|forms|copies|surveys|communities|branches|organi[sz]ations|units|villages|schools|"
    "hospitals|towns|townships|counties|enterprises|companies|firms|interviews|cases|cities|districts|"
    "departments|offices|sites|responses|replies|returns|answers|samples|posts|positions|courses|sessions|"
    "visits|meetings|universities|colleges|institutions|streets|neighbourhoods|libraries|agencies|bureaus|"
    "committees|clinics|provinces|regions|countries|dwellings|homes|businesses|events|complaints|records|"
    "observations|items|person-times|classes|groups|associations|parishes|wards|states"
)
_NOT_ADJECTIVES = (
    "of|in|to|and|or|the|a|an|were|was|are|is|be|been|on|for|by|with|that|who|which|per|percent|cent|years?|year-old|days?|hours?|points?|at|from|"
    "than|had|said|have|has|months?|weeks?|minutes?|yuan|dollars?|pounds?|as|times?|most|both|when|where|while|but|because|if|not|"
    "thirds?|quarters?|fifths?|percentage|million|thousand|billion|agreed|did|do|answered|reported|out|among|between|into|after|before"
)
_NOUN = rf"(?:(?!(?:{_NOT_ADJECTIVES}) )[a-z]+(?:[-'’][a-z]+)* ){{0,3}}?(?:{_PEOPLE}|{_THINGS})(?![a-z-])"
_NOUN_AFTER = rf" {_NOUN}"
_VERBS = (
    "were|are|was|had|have|did|do|said|responded|replied|agreed|answered|provided|took|completed|returned|work|live|held|hold|"
    "reported|felt|thought|chose|ticked|named|declined|refused|came|gave|wanted|knew|attended|consented|enrolled|withdrew|went|left|remained|participated"
)
_MONTHS = "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
_SHORT_GAP = r"(?: (?:of |to |as |in )?(?:the|a|an|one|some|all|about|around))? ?"

ENGLISH = Grammar(
    hedges_before={
        r"\b(?:about|around|approximately|roughly|some|circa|ca\.|c\.|approx\.?|an estimated|in the region of|somewhere near)|~": Hedge.ABOUT,
        r"\b(?:at least|no (?:less|fewer) than|not (?:less|fewer) than|a minimum of|≥)|≥": Hedge.AT_LEAST,
        r"(?<!no )(?<!not )\b(?:more than|over|above|exceed(?:ing|s|ed)?|in excess of|upwards? of|greater than|just over|well over|higher than|surpass(?:ing|ed|es))|>": Hedge.MORE_THAN,
        r"\b(?:at most|no more than|not more than|up to|a maximum of|at the most|no higher than|not exceeding|did not exceed)|≤": Hedge.AT_MOST,
        r"(?<!no )(?<!not )\b(?:less than|fewer than|under|below|just under|lower than|short of)|<": Hedge.LESS_THAN,
        r"\b(?:nearly|almost|close to|approaching|not quite|nigh on|virtually)": Hedge.NEARLY,
    },
    hedge_gap=_SHORT_GAP,
    hedges_after={
        r" or so\b| or thereabouts\b": Hedge.ABOUT,
        r" or (?:more|above|over|higher|greater)\b| (?:and|or) (?:above|over|up)\b|,? at (?:the )?(?:very )?least\b|\+|-?plus\b| upwards\b": Hedge.AT_LEAST,
        r" or (?:less|fewer|below|under|lower)\b|,? at (?:the )?(?:very )?most\b": Hedge.AT_MOST,
    },
    percent_signs=(r"%", "‰", r"[ -]per ?cent(?:age)?\b(?! points?)", r" pct\b"),
    points_signs=(r"[ -](?:percentage|percent|per cent|%)[- ]points?\b", r"%[- ]points?\b", r" ?pp\b", r" p\.p\."),
    range_marks=("[-–—~]+", " to ", " and "),
    no_range_before=("from",),
    count_units=(_NOUN_AFTER,),
    word_count_units=(_NOUN_AFTER,),
    more={r"[ -]odd": Hedge.MORE_THAN},
    odds_marks=(r" in (?:every )?", r" out of (?:every )?"),
    counts_after=(
        rf" (?:out )?of (?:the |these |those |all |its |our |their )*(?:{NUMBER})",
        rf" or (?:more|fewer|less){_NOUN_AFTER}",
        rf" of (?:the |our |their |its |all )+{_NOUN}",
        r" (?:who|whose)\b",
        rf" (?:of them |of whom )?(?:{_VERBS})\b",
        r" or so\b| (?:full|part)[ -]time\b",
        r" ?\(\d+(?:\.\d+)? ?(?:%|per ?cent)",
    ),
    parts_after=(),
    part_names={
        "half": 2,
        "thirds?": 3,
        "quarters?": 4,
        "fourths?": 4,
        "fifths?": 5,
        "sixths?": 6,
        "eighths?": 8,
        "tenths?": 10,
    },
    counts_before=(
        r"\b(?:n|N) ?= ?",
        r"\bsample (?:size )?(?:of|was) ",
        r"\b(?:total|population|membership|workforce|staff) of ",
        r"\bof (?:whom|which|them),? ",
    ),
    mean_before=(r"\bon average,", r"\b(?:mean|average[ds]?|averaging)\b", r"(?-i:\bM) ?= ?$"),
    mean_gap=r"(?:(?!median|SD|standard)[^.;,\d\n]){0,60}",
    mean_units=(
        "[ -]years?(?! ago)",
        " points?",
        " yuan",
        " hours?",
        " minutes?",
        " days?",
        " months?",
        " times?",
        r" dollars",
    ),
    mean_after=(r" ?(?:[a-z]+ ){0,3}on average\b",),
    no_mean_after=(r" (?:more|less|fewer|longer|shorter|higher|lower|older|younger)\b",),
    no_count_after=(r" (?:a|an|per|each|every) (?:day|week|month|year|hour|person|head|night|shift)\b",),
    no_things_after=(r"(?: or more| or fewer)?:? ?\d+(?:\.\d+)?%",),
    mean_links=(r"(?:and|against|versus|vs\.?|compared (?:with|to)|but|in)?",),
    change_before=(
        r"[+]",
        r"\b(?:up|down|by|climbed|rose|fell|dropped|gained|lost|risen|fallen|increased?|decreased?|grew|of error|plus or minus)(?: by| of| some| about)? ",
        "±",
    ),
    bare_points=(r" (?:points?|pts?)\b",),
    no_mean_before=(
        r"\b(?:(?:old|young|high|low|long|short|great|small)est|maximum|minimum|out of|from|range|scale|median)\b[^,.;]{0,8}",
    ),
    spread_before=(r"\bstandard deviations?\b", r"\bS\.?D\.?(?![a-z])", r"σ"),
    shares={
        r"(?<!first )(?<!second )(?<!latter )(?<!last )(?<!other )(?<!-)\bhalf(?![ -](?:an?\b|hour|day|year|dozen|hearted|time|term|past|century|month|million|brother|sister|board|way)|[a-z])": (
            _HALF,
            Hedge.EXACT,
        ),
        rf"\bmajority(?= of)|(?<!at )(?<!the )\bmost(?= (?:of (?:the |these |those |all |our |their )*)?(?:[a-z]+ )?(?:{_PEOPLE}|communities)\b)": (
            _HALF,
            Hedge.MORE_THAN,
        ),
        r"\ba third(?! (?:part|time|person|country|option|way|of the (?:way|year))|[- ]?rate)": (
            Decimal(100) / 3,
            Hedge.EXACT,
        ),
        r"\ba quarter(?! (?:of (?:19|20)|past|to|century|earlier|later|ago))": (Decimal(25), Hedge.EXACT),
        r"\ba fifth\b": (Decimal(20), Hedge.EXACT),
        r"\ba tenth\b": (Decimal(10), Hedge.EXACT),
    },
    decoys=(
        rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?)?(?:{_MONTHS})\.? (?:\d{{1,2}}(?:st|nd|rd|th)?\b(?:[-–]\d{{1,2}})?(?!%))?(?:,? ?(?:1[89]|20)\d\d)?",
        rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{_MONTHS})\b(?: (?:1[89]|20)\d\d)?",
        r"\b(?:in|since|until|by|during|from|after|before|year|early|late|mid-?) ?(?:1[89]|20)\d\d(?:[-–/]\d{2,4}| (?:to|and) (?:1[89]|20)\d\d)?(?!\d|[,.]\d|%| per)",
        r"\b(?:and|to|of|between|the) (?:1[89]|20)\d\d(?: and (?:1[89]|20)\d\d)?(?!\d|[,.]\d|%| per)(?! (?:valid|completed|usable|respondents|people|questionnaires|households|participants|workers|cadres|members|students))",
        r"\b(?:1[89]|20)\d\d[-–/](?:1[89]|20)?\d\d\b",
        r"\b(?:Art(?:icle|\.)|Sec(?:tion|\.)|Chapter|Clause|Paragraph|Part|Tables?|Fig(?:ures?|\.)|Appendix|Annex|Box|Question|Item|Q|Nos?\.|Number|pages?|pp?\.|Vol(?:ume|\.)|Version|v|Phase|Wave|Step|Act|Order|Directive|Regulation|Decree|Circular|Rule|Round|Grade|Class|Room|Block|Level|Model|Hypothesis|Study|Experiment|Type|Form|Route|Unit|Factor|Day|Week|ISO|RFC)\.? ?(?:No\.? ?)?(?:\d+|(?-i:[IVX]+)\b)(?:[./-]\d+)*(?:\([a-z\d]\))*(?: ?(?:and|to|-|–) ?\d+\b(?!%| per))?",
        r"\b(?:sums?|adds?|totals?|totalling|come|exceed(?:s|ed)?)(?: up)?(?: to)?(?: more than| over| less than)? 100(?:\.0+)?(?: ?%| per ?cent)",
        r"\b\d+ or (?:more|fewer|less) [a-z]+:",
        r"§ ?\d+(?:\.\d+)*",
        r"\b\d{2,3}(?:\.\d)?(?:%| per ?cent) (?:confidence|CI\b|credible|credibility|prediction|certain\b|level|significance|bootstrap)(?: (?:intervals?|levels?|limits?))?(?:,? ?[:=(\[]? ?\[?-?\d+(?:\.\d+)?%?(?: ?[-–] ?| to |, )-?\d+(?:\.\d+)?%?)?",
        r"\b\d{1,2}(?:\.\d)?(?:%| per ?cent) (?:significance|level\b)",
        r"\bgiv(?:e|es|ing|en) (?:it )?(?:100|110)(?:%| per ?cent)|\bgave (?:it )?(?:100|110)(?:%| per ?cent)|\b100(?:%| per ?cent) (?:sure|certain|committed|dedicated|behind|honest|confident|convinced|focused|cotton)",
        r"\b(?:tel|phone|fax|call|hotline)[.:]? ?\+?[\d() -]{5,20}",
        r"\+\d{1,3}[ -][\d() -]{6,16}\d",
        r"\b(?:one|1) (?:of|in particular)\b",
        r"\b\d{1,3}(?:st|nd|rd|th)\b",
        r"\b\d{1,3}(?:[-–]\d{1,3})?[- ]year[- ]olds?|\baged? (?:\d{1,3})(?: ?(?:[-–]|to|and) ?\d{1,3})?(?: years)?(?: (?:or|and) (?:over|older|under|above))?",
        r"\bper (?:100|1,?000|10,?000|100,?000|hundred|thousand)\b(?: [a-z]+)?",
        r"\b(?:one|two|three) hundred (?:per cent|percent) (?:sure|committed)",
        r"\b(?:most|least) (?:important|likely|often|common)",
    ),
    no_claim_before=(r"\b(?:No\.|number|every|each|per|top|first|last|next|these|those|the other) ?",),
    no_claim_after=(r" (?:sure|certain|committed|cotton|confidence)",),
    base_before=(
        r"\b(?:of|among|amongst|from|out of|for|to|in) (?:the |these |those |all |its |our |their |a total of )*",
        r"\b(?:n|N) ?= ?",
        r"\b(?:surveyed|interviewed|sample (?:size )?of|total of|sampled) ",
    ),
    base_after=(
        r"[^.;,\d]{0,24}\b(?:responded|replied|took part|answered|completed|were (?:surveyed|interviewed|questioned|asked|returned)|participated)",
    ),
    people=tuple(f"{_PEOPLE}|questionnaires|forms|responses|replies|interviews|cases|returns".split("|")),
    valid=(r"\b(?:valid|usable|complete)\b",),
    sample=(
        r"\b(?:respondents|participants|sample|sampled|surveyed|interviewed|interviews|poll|polled|collected|responded|replied)\b",
    ),
    parts=(r"of wh(?:om|ich)", r"including", r"comprising", r"made up of", r"among them"),
    part_stops=(".", ";"),
)
