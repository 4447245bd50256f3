from collections import Counter

import numpy as np
import pytest

from partysurvey.errors import RequestError
from partysurvey.tally.kernel import Accumulators, Chunk, DenseCells, Sizes, SparseCells, packs_of
from partysurvey.tally.levels import grid_width, on_grid
from partysurvey.tally.needs import counted_cells, counted_moments
from partysurvey.tally.plan import Cells, Moments, Plan
from partysurvey.tally.tables import grouped, moved_keys, table_size
from partysurvey.tally.unknown import UNKNOWN_LIMIT, added, kept_texts


def chunk(rng, rows, sizes):
    w = rng.uniform(0.5, 2.0, rows)
    codes = {name: rng.integers(0, size, rows).astype(np.uint8) for name, size in sizes.variables.items()}
    return Chunk(rows, codes, rng.integers(0, sizes.units, rows).astype(np.uint16), w, w * w)


SIZES = Sizes({"a": 3, "b": 4, "c": 5}, 7)
NEEDS = (Cells(("a", "c"), by_unit=True), Cells(("b", "c"), by_unit=True), Cells(("a",)), Cells((), by_unit=True))


def by_hand(chunks, need):
    n, w = Counter(), Counter()
    for part in chunks:
        for row in range(part.rows):
            key = (
                *(int(part.codes[name][row]) for name in need.variables),
                *([int(part.units[row])] if need.by_unit else []),
            )
            place = int(np.ravel_multi_index(key, SIZES.shape(need)))
            n[place] += 1
            w[place] += part.w[row]
    return n, w


@pytest.mark.parametrize("need", NEEDS)
@pytest.mark.parametrize("sparse", [False, True])
def test_packed_and_sparse_counts_agree_with_a_loop_over_rows(need, sparse):
    rng = np.random.default_rng(0)
    chunks = [chunk(rng, rows, SIZES) for rows in (50, 1, 200, 30)]
    sums = Accumulators.zeros(NEEDS, (), SIZES)
    if sparse:
        sums.cells = [SparseCells(pack) for pack in packs_of([need], SIZES)]
    for part in chunks:
        sums.add(part)
    table = dict(sums.tables(weighted=True))[need]
    n, w = by_hand(chunks, need)
    assert dict(zip(table.keys.tolist(), table.n.tolist(), strict=True)) == n
    np.testing.assert_allclose(table.w, [w[key] for key in table.keys.tolist()], rtol=1e-12)


@pytest.mark.parametrize("into", [(3, 4), (30, 400)])
def test_keys_move_alike_whether_cells_are_few_or_many(into):
    maps = [np.array([2, 0]), None]
    keys = np.array([0, 2, 3])
    expected = np.array([2 * into[1], 2 * into[1] + 2, 0])
    assert moved_keys(keys, (2, 3), maps, into).tolist() == expected.tolist()
    far = np.array([0, 2, 900])
    wide = moved_keys(far, (2, 900), maps, (into[0], 900))
    assert wide.tolist() == [2 * 900, 2 * 900 + 2, 0]


def test_tables_with_the_same_banner_share_one_pass():
    packs = packs_of(NEEDS, SIZES)
    assert sorted(len(pack.needs) for pack in packs) == [1, 1, 2]
    assert all(isinstance(sums, DenseCells) for sums in Accumulators.zeros(NEEDS, (), SIZES).cells)


def test_tables_that_are_sums_of_others_are_not_counted():
    plan = Plan(
        frozenset(
            {
                Cells(("a", "c"), by_unit=True),
                Cells(("c", "a")),
                Cells(("a",), by_unit=True),
                Cells(("b", "c")),
                Cells(()),
            }
        ),
        frozenset({Moments("x"), Moments("x", ("a",)), Moments("y", (), by_unit=True)}),
    )
    assert counted_cells(plan) == (Cells(("a", "c"), by_unit=True), Cells(("b", "c")))
    assert counted_moments(plan) == (Moments("x", ("a",)), Moments("y", (), by_unit=True))


def test_keys_are_grouped_alike_whether_few_or_many():
    keys = np.array([5, 1, 5, 9, 1])
    for size in (10, 10**9):
        distinct, groups = grouped(keys, size)
        assert distinct.tolist() == [1, 5, 9]
        assert groups.tolist() == [1, 0, 1, 2, 0]


def test_a_table_of_too_many_variables_is_refused(snapshot):
    with pytest.raises(RequestError) as caught:
        table_size([10**6] * 4)
    assert str(caught.value) == snapshot


def test_the_grid_is_the_finest_power_of_two_that_holds_the_values():
    values = np.array([0.0, 0.25, 0.5, 3.0, 1e6])
    assert grid_width(values, 5) == 0.0
    assert grid_width(values, 4) == 0.5
    assert grid_width(values, 3) == 1.0
    assert grid_width(values, 2) == 4.0
    assert on_grid(np.array([-0.5, 0.0, 7.9]), 4.0).tolist() == [-4.0, 0.0, 4.0]
    assert grid_width(np.array([1e-300, 2e-300, 3e300]), 2) == 2.0**-995


def test_kept_texts_do_not_depend_on_the_order_of_adding():
    texts = [{f"text {n}": n % 7 + 1 for n in range(start, start + 900)} for start in (0, 300, 1200)]
    a, b, c = (kept_texts(part) for part in texts)
    left = kept_texts(added(kept_texts(added(a, b)), c))
    right = kept_texts(added(a, kept_texts(added(b, c))))
    assert left == right
    assert len(left) == UNKNOWN_LIMIT
