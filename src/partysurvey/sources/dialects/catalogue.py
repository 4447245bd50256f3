"""All dialects that are known."""

from partysurvey.sources.dialects import jinshuju, tengxun, wenjuanxing

DIALECTS = (*wenjuanxing.DIALECTS, *tengxun.DIALECTS, *jinshuju.DIALECTS)
