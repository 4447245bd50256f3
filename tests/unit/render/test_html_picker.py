"""The table that the reader of a page picks, in a real browser, beside what results.json has.

Every question by every banner is picked, in every form; each number must be the one at its address in the results,
rounded with Python's decimals. What is hidden there must not be in the page at all.
"""

import json
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

import pandas as pd
import pytest
from browser import needs_browser, told
from every_number import SAMPLES, STYLE
from msgspec.structs import replace

from partysurvey.pipeline.analysis import Request, run
from partysurvey.render.html import document_html

SAMPLE = Request(file=SAMPLES / "organ_cadres.csv", by=("part_time", "rank"), min_group=20)
SURVEYS = {
    "all kinds of questions": Request(file=SAMPLES / "county_grassroots.csv", by=("gender",)),
    "hidden groups": replace(SAMPLE, questions=("rank", "17", "21", "23", "age")),
    "weights": replace(SAMPLE, questions=("17", "22", "age"), targets=SAMPLES / "organ_cadres_targets.yaml"),
}
PICK_ALL = """
  const control = (name) => page.getElementById(`pick-${name}`);
  const set = (name, value) => { control(name)[typeof value === "boolean" ? "checked" : "value"] = value;
    control(name).dispatchEvent(new Event("change")); };
  const values = (name) => [...control(name)?.options ?? []].filter((each) => !each.disabled).map((each) => each.value);
  const found = {};
  for (const name of ["counts", "intervals", "letters"]) set(name, true);
  for (const question of values("question")) {
    set("question", question);
    for (const by of values("by")) {
      set("by", by);
      for (const value of values("value")) {
        set("value", value);
        for (const base of [...values("base"), ""]) {
          if (base) set("base", base);
          for (const cell of page.querySelectorAll("#pick-table [data-cell]")) {
            (found[cell.dataset.cell] ??= new Set()).add(cell.textContent);
          }
        }
      }
      set("value", "share");
    }
  }
  return { found: Object.fromEntries(Object.entries(found).map(([key, texts]) => [key, [...texts]])) };
"""


@cache
def analysis(survey):
    return run(SURVEYS[survey])


@cache
def page_of(survey):
    return document_html(analysis(survey).document(STYLE))


def expected(content) -> dict[str, float | str | None]:
    """Every number that can be picked by its address, from the JSON; "*" where it is hidden."""
    numbers = {}
    for result in content["results"]:
        of = result["question"] + (f".{result['item']}" if result["item"] else "")
        of += f"[{result['by']}={result['by_option']}]" if result["by"] else ""
        base = {"base": "n", "weighted_base": "weighted", "effective_base": "effective"}
        numbers |= {f"{of} {stat}": "*" if result["hidden"] else result["base"][key] for stat, key in base.items()}
        for share in (*result["options"], *result["nets"]):
            for stat in ("n", "weighted", "share", "row_share", "total_share", "low", "high"):
                numbers[f"{of} {share['option']} {stat}"] = "*" if share["hidden"] else share.get(stat)
        for stat in ("mean", "sd", "total", "low", "high"):
            numbers[f"{of} {stat}"] = (result["statistics"] or {}).get(stat)
        numbers[f"{of} median"] = ((result["statistics"] or {}).get("quantiles") or {}).get("0.5")
    return numbers


def matches(text: str, number: float | str | None, *, is_share: bool) -> bool:
    """Whether the text is the number, in as many decimals as it shows."""
    if isinstance(number, str) or number is None:
        return text == (number or "–")
    plain = text.removesuffix("%").replace(",", "")
    exact = Decimal(format(number, ".15g")) * (100 if is_share else 1)
    return Decimal(plain) == exact.quantize(Decimal(1).scaleb(-len(plain.partition(".")[2])), ROUND_HALF_UP)


def parts(address: str, text: str) -> Iterator[tuple[str, str]]:
    """The addresses of a cell with their texts: two of an interval."""
    addresses = address.split("; ")
    is_pair = len(addresses) == 2 and text not in {"*", "–"}
    yield from zip(addresses, re.split(r"(?<=\d) ?– ?", text) if is_pair else [text] * len(addresses), strict=True)


@needs_browser
@pytest.mark.parametrize("survey", SURVEYS)
def test_every_table_that_can_be_picked_has_the_numbers_of_the_results(tmp_path, survey):
    picked = told(page_of(survey), tmp_path, PICK_ALL)["found"]
    numbers = expected(json.loads(analysis(survey).to_json(STYLE)))
    shown = {each: text for cell, texts in picked.items() for shown in texts for each, text in parts(cell, shown)}
    wrong = {
        each: (text, numbers[each])
        for each, text in shown.items()
        if not matches(
            text, numbers[each], is_share=len(each.split(" ")) == 3 and each.split(" ")[2] not in {"n", "weighted"}
        )
    }
    assert wrong == {}
    wanted = {each for each, number in numbers.items() if len(each.split(" ")) == 3 and number not in {"*", None}}
    missing = {each.split(" ")[2] for each in wanted - set(shown)}
    assert missing <= ({"weighted"} if survey != "weights" else set())
    assert len(shown) > 700


@pytest.mark.parametrize("survey", SURVEYS)
def test_what_is_hidden_stands_in_the_page_as_its_mark_alone(survey):
    """Of hidden groups and options the results have no number; the data of the page neither, cell by cell."""
    data = json.loads(re.search(r'id="cells">(.*?)</script>', page_of(survey).decode(), re.DOTALL)[1])
    groups = {
        group["of"]: (group, [code for code, _, _ in question["rows"]])
        for question in data["questions"]
        for pick in question["by"].values()
        for group in pick["groups"]
    }
    for result in analysis(survey).estimates.results:
        of = f"{result.question}{f'.{result.item}' if result.item else ''}[{result.by}={result.by_option}]"
        group, codes = groups.get(of, ({}, []))
        hidden = [share.option for share in (*result.options, *result.nets) if share.hidden] if group else []
        assert [code for code, cell in zip(codes, group.get("cells", ()), strict=True) if cell == "*"] == hidden
        assert not result.hidden or not group or (group["base"], {*group["statistics"]}) in [("*", set()), ("*", {"*"})]


def test_labels_cannot_leave_the_data_and_every_choice_has_a_label():
    answers = pd.DataFrame({"a": ["</script><b>", "x"] * 20, "b": ["<i>&", "y", "y", "y"] * 10})
    page = document_html(run(Request(file=answers, by=("b",), questions=("a",))).document(STYLE)).decode()
    assert page.count("<script") == page.count("</script>") == 2
    assert "<b>" not in page
    data = json.loads(re.search(r'id="cells">(.*?)</script>', page, re.DOTALL)[1])
    assert data["questions"][0]["rows"][0][1] == "</script><b>"
    section = re.search(r'<section id="pick".*?</section>', page, re.DOTALL)[0]
    assert len(re.findall("<(?:select|input) ", section)) == section.count("<label>") == 6
