"""Workbooks: one sheet as columns of text, the way a person reads its cells."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import python_calamine as calamine

from partysurvey.errors import SourceError
from partysurvey.sources import hand_kept
from partysurvey.sources.hand_kept import Range, Row, header_of_rows, layout_of
from partysurvey.sources.rows import RowSource, text_of
from partysurvey.sources.source import SourceInfo
from partysurvey.survey import Column, Text
from partysurvey.survey.suggestion import chinese_listing, did_you_mean, listing

START = 12  # rows among which the header stands


class SheetSource(RowSource):
    """One sheet of a workbook: below its titles one or two header rows, then respondents.

    Merged cells are filled; blank rows and rows of sums and remarks are no respondents.

    Whole numbers read as `1`, dates in ISO form, truth as TRUE and FALSE, an empty cell or a cell with an Excel
    error as the empty text.
    """

    def __init__(self, path: Path, sheet: str | None = None, *, container: str = "xlsx") -> None:
        """Load the sheet (the first visible one with data if None) and read its header."""
        found, notes = _chosen(_workbook(path), sheet, path)
        self._sheet = found
        start = list(islice(found.iter_rows(), START))
        if not any(cell != "" for row in start for cell in row):
            raise SourceError(f"the sheet {found.name!r} is empty", "name another with --sheet", path)
        layout = layout_of(start, _merged(found))
        super().__init__(str(path), layout, header_of_rows([[*map(text_of, row)] for row in start], layout))
        if next(self._rows(), None) is None:
            what = f"the sheet {found.name!r} has a header but no rows"
            raise SourceError(what, "name another with --sheet", path)
        header = self._named()
        self.columns: tuple[Column, ...] = tuple(Column(name) for name in header.names)
        kept = None if layout.is_plain else hand_kept.NAME
        told = {"layout": hand_kept.note(layout)} if kept else {}
        size = path.stat().st_size
        self.info = SourceInfo(str(path), container, dialect=kept, size=size, notes=told | header.notes | notes)

    def _every_row(self) -> Iterator[Row]:
        """All rows of the sheet."""
        return self._sheet.iter_rows()


def _merged(sheet: calamine.CalamineSheet) -> tuple[Range, ...]:
    """The merged cells by row and column, as the rows of the sheet are read: without columns before the first used."""
    left = sheet.start[1] if sheet.start else 0
    found = sheet.merged_cell_ranges or ()
    return tuple(((top, low - left), (bottom, high - left)) for (top, low), (bottom, high) in found)


def _workbook(path: Path) -> calamine.CalamineWorkbook:
    """The opened workbook; raises SourceError where it is locked or none."""
    try:
        return calamine.CalamineWorkbook.from_path(str(path))
    except calamine.PasswordError as error:
        raise SourceError("the workbook is locked with a password", "save a copy without one", path) from error
    except (calamine.CalamineError, OSError) as error:
        what = f"this is no workbook that can be read ({error})"
        raise SourceError(what, "save it again as .xlsx or .csv", path) from error


def _chosen(
    workbook: calamine.CalamineWorkbook, sheet: str | None, path: Path
) -> tuple[calamine.CalamineSheet, dict[str, Text]]:
    """The named sheet, else the first visible one with data, and a note where there was a choice."""
    if sheet is not None:
        return _named_sheet(workbook, sheet, path), {}
    hidden = {about.name for about in workbook.sheets_metadata if about.visible != calamine.SheetVisibleEnum.Visible}
    names = sorted(workbook.sheet_names, key=lambda name: name in hidden)
    for name in names:
        found = _loaded(workbook, name, path)
        if found is not None and found.height:
            many = Text(
                f"工作簿有 {len(names)} 个工作表（{chinese_listing(names)}），读取了第一个有数据的“{name}”",
                f"the first sheet with data, {name!r}, was read; there are {len(names)} sheets: {listing(names)}",
            )
            return found, {"sheet": many} if len(names) > 1 else {}
    raise SourceError("the workbook is empty", "export the answers again", path)


def _named_sheet(workbook: calamine.CalamineWorkbook, sheet: str, path: Path) -> calamine.CalamineSheet:
    """The sheet of this name; raises SourceError where there is none."""
    names = workbook.sheet_names
    found = _loaded(workbook, sheet, path) if sheet in names else None
    if found is None:
        raise SourceError(f"there is no sheet {sheet!r}", did_you_mean(sheet, names), path)
    return found


def _loaded(workbook: calamine.CalamineWorkbook, name: str, path: Path) -> calamine.CalamineSheet | None:
    """The sheet, None for one that holds a chart instead of cells."""
    try:
        return workbook.get_sheet_by_name(name)
    except calamine.WorksheetNotFound:
        return None
    except calamine.CalamineError as error:
        what = f"the sheet {name!r} is damaged ({error})"
        raise SourceError(what, "save the workbook again", path) from error
