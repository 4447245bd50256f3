"""An analysis of scales as files: JSON, Markdown, CSV."""

from partysurvey.pipeline.scales import ScaleAnalysis
from partysurvey.render.csv_files import tables_csv
from partysurvey.render.markdown import document_markdown
from partysurvey.render.scale_files import scales_csv, scales_json
from partysurvey.survey import Language


def written_form(analysis: ScaleAnalysis, form: str, language: Language) -> bytes:
    """The analysis as json, csv or md."""
    match form:
        case "json":
            head = {
                "source": {"file": analysis.file, "rows": analysis.rows, "counted": analysis.counted},
                "questionnaire": analysis.questionnaire.id,
                "level": analysis.level,
                "weighted": analysis.weighted,
                "census": analysis.census,
                "ignored_design": list(analysis.ignored_design),
            }
            return scales_json(head, analysis.scales, language).encode()
        case "csv":
            return scales_csv(analysis.scales, language)
        case _:
            return document_markdown(analysis.document(language), figures=None).encode()


def scale_files(analysis: ScaleAnalysis, language: Language) -> dict[str, bytes]:
    """The content of every file by its path within the output directory."""
    tables = tables_csv(analysis.document(language))
    whole = {f"scales.{form}": written_form(analysis, form, language) for form in ("json", "md", "csv")}
    return {**whole, **{f"tables/{name}": content for name, content in tables.items()}}
