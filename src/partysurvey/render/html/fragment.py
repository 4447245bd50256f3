"""A document as a piece of HTML for a notebook: its texts and tables, without scripts and figures."""

from partysurvey.render.html.blocks import Body
from partysurvey.report.document import Document

STYLE = (
    "<style>.partysurvey td,.partysurvey th{text-align:right;white-space:nowrap}"
    ".partysurvey th[scope=row],.partysurvey .left{text-align:left!important}"
    ".partysurvey caption.heard{display:none}.partysurvey caption{text-align:left;font-weight:600}"
    ".partysurvey .net th{padding-left:1.5em}.partysurvey .wide{overflow-x:auto}"
    ".partysurvey .bar{min-width:6em}.partysurvey .bar svg{width:100%;height:.7em;fill:currentColor;opacity:.6}"
    ".partysurvey .notes{font-size:.9em;opacity:.8}</style>"
)


def document_fragment(document: Document) -> str:
    """The headings, sentences and tables of the document, with the few styles that they need."""
    return f'{STYLE}<div class="partysurvey">{Body({}).html(document)}</div>'
