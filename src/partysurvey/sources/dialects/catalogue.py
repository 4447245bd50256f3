"""All dialects that are known."""

from partysurvey.sources.dialects import (
    google_forms,
    jinshuju,
    kobo,
    limesurvey,
    qualtrics,
    redcap,
    surveymonkey,
    tengxun,
    wenjuanxing,
)

DIALECTS = (
    *wenjuanxing.DIALECTS,
    *tengxun.DIALECTS,
    *jinshuju.DIALECTS,
    *qualtrics.DIALECTS,
    *limesurvey.DIALECTS,
    *google_forms.DIALECTS,
    *kobo.DIALECTS,
    *redcap.DIALECTS,
    *surveymonkey.DIALECTS,
)
