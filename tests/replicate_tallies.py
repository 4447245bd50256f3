"""Samples of the reference data under replicate weights: the data joined with the weights that R made."""

import csv
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from design_tallies import FOLDER, reference_tally

from partysurvey.estimates.designs import sampling_of
from partysurvey.estimates.sample import sample_needs, sample_of
from partysurvey.survey import Design, Replicates
from partysurvey.tally.plan import Plan

WEIGHTS = FOLDER.parent / "weights"
TYPES = {"subbootstrap": "bootstrap", "mrbbootstrap": "other"}


def replicate_design(described, **changes):
    """The design of a reference entry: replicate weights `rw*` beside the weight `weight`."""
    own = described["rscales"]
    given = {
        "columns": ("rw*",),
        "type": TYPES.get(described["type"], described["type"]),
        "rho": 0.3 if described["type"] == "Fay" else None,
        "scale": described["scale"],
        "rscales": tuple(own) if isinstance(own, list) else (own,),
        "mse": described["mse"],
    }
    return Design(weight="weight", replicates=Replicates(**{**given, **changes}))


@cache
def joined_file(data, weights):
    """A file of the data with the weight of each row as `weight`, and its replicate weights."""
    rows = _rows(FOLDER / data)
    extra = _rows(WEIGHTS / weights)
    path = Path(mkdtemp()) / weights
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0], "weight", *extra[0]])
        writer.writeheader()
        for row, weight, more in zip(rows, _weights(rows, data), extra, strict=True):
            writer.writerow({**row, "weight": repr(weight), **more})
    return path


@cache
def _rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _weights(rows, data):
    """Column pw; of the two-stage sample N/n of both stages, as R makes it from the fpc."""
    if data != "apiclus2.csv":
        return [float(row["pw"]) for row in rows]
    drawn, districts = Counter(row["dnum"] for row in rows), len({row["dnum"] for row in rows})
    return [float(row["fpc1"]) / districts * float(row["fpc2"]) / drawn[row["dnum"]] for row in rows]


def replicate_tally(entry, plan, **changes):
    """The tally of an entry's data under its replicate weights, and its sampling."""
    described = entry["design"]
    file = joined_file(entry["data"], Path(described["replicate_file"]).name)
    design = replicate_design(described, **changes).in_file(_rows(file)[0])
    tally = reference_tally(entry["data"].removesuffix(".csv"), design, plan, file=file)
    return tally, sampling_of(design, tally.spine)


def replicate_sample(entry, *variables, **changes):
    """The sample of an entry's data under its replicate weights, with the joint answers to the variables."""
    tally, sampling = replicate_tally(entry, Plan(frozenset([sample_needs(*variables)])), **changes)
    return sample_of(tally, sampling, *variables)
