"""The sums of the benchmark by other tools: for 39 tables the cells (answer, group, stratum, PSU) with n and Σw.

Each function returns {(question, banner): table}, a table being a frame with the columns answer, group, stratum, psu,
n, w. They get the labels of the questionnaire for nothing, as partysurvey does. Also tried, and slower than these:
one DuckDB query with 39 GROUPING SETS; polars with Enum types, or with a frame in memory.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from questions import AGE, BANNERS, CHANNELS, CHOICES, EMPTY, PSU, STRATA, STRATUM, WEIGHT

COLUMNS = {choice.id: choice.text for choice in (*CHOICES, CHANNELS)} | {"age": AGE}
USED = (*COLUMNS.values(), WEIGHT, STRATUM, PSU)
Tables = Mapping[tuple[str, str], "object"]


def pairs() -> Iterator[tuple[str, str]]:
    """Question × banner, but no question by itself."""
    return ((question, banner) for question in COLUMNS for banner in BANNERS if question != banner)


def _duckdb_scan(path: Path) -> str:
    if path.suffix == ".parquet":
        return f"read_parquet('{path}')"
    return f"read_csv('{path}', header = true, all_varchar = true, quote = '\"', escape = '\"', delim = ',')"


def _duckdb_group(source: str, question: str, banner: str) -> str:
    return (
        f'SELECT "{COLUMNS[question]}" answer, "{COLUMNS[banner]}" "group", "{STRATUM}" stratum, "{PSU}" psu, '
        f'count(*) n, sum("{WEIGHT}") w FROM {source} GROUP BY ALL'
    )


def duckdb_temporary(path: Path) -> Tables:
    """DuckDB: the used columns into a temporary table, then 39 GROUP BYs."""
    import duckdb

    connection = duckdb.connect()
    columns = ", ".join(f'"{name}"' for name in USED if name != WEIGHT)
    weight = f'CAST("{WEIGHT}" AS DOUBLE) "{WEIGHT}"'
    connection.sql(f"CREATE TEMP TABLE answers AS SELECT {columns}, {weight} FROM {_duckdb_scan(path)}")
    return {
        (question, banner): connection.sql(_duckdb_group("answers", question, banner)).to_arrow_table()
        for question, banner in pairs()
    }


def duckdb_enums(path: Path) -> Tables:
    """DuckDB: like the temporary table, with the known labels as ENUM types, which are grouped by their numbers."""
    import duckdb

    connection = duckdb.connect()
    connection.sql("SET perfect_ht_threshold = 20")
    casts = []
    for choice in CHOICES:
        labels = ", ".join(f"'{label}'" for label in (*choice.labels, EMPTY))
        connection.sql(f"CREATE TYPE {choice.id}_labels AS ENUM ({labels})")
        casts.append(f'CAST("{choice.text}" AS {choice.id}_labels) "{choice.text}"')
    connection.sql(f"CREATE TYPE strata AS ENUM ({', '.join(repr(name) for name in STRATA)})")
    casts += [f'"{CHANNELS.text}"', f'TRY_CAST("{AGE}" AS TINYINT) "{AGE}"', f'CAST("{WEIGHT}" AS DOUBLE) "{WEIGHT}"']
    casts += [f'CAST("{STRATUM}" AS strata) "{STRATUM}"', f'CAST("{PSU}" AS SMALLINT) "{PSU}"']
    connection.sql(f"CREATE TEMP TABLE answers AS SELECT {', '.join(casts)} FROM {_duckdb_scan(path)}")
    return {
        (question, banner): connection.sql(_duckdb_group("answers", question, banner)).to_arrow_table()
        for question, banner in pairs()
    }


def duckdb_direct(path: Path) -> Tables:
    """DuckDB: 39 GROUP BYs on the file itself (Parquet only: of CSV each would parse the file again)."""
    import duckdb

    connection = duckdb.connect()
    return {
        (question, banner): connection.sql(_duckdb_group(_duckdb_scan(path), question, banner)).to_arrow_table()
        for question, banner in pairs()
    }


def polars_streaming(path: Path) -> Tables:
    """polars: one lazy scan, 39 group_bys, collect_all with the streaming engine; texts as Categorical."""
    import polars as pl

    texts = [name for name in USED if name not in (WEIGHT, AGE)]
    scan = pl.scan_parquet(path) if path.suffix == ".parquet" else pl.scan_csv(path, infer_schema=False)
    frame = scan.select(
        *(pl.col(name).cast(pl.Categorical) for name in texts),
        pl.col(AGE).cast(pl.Int16, strict=False),
        pl.col(WEIGHT).cast(pl.Float64),
    )
    queries = [
        frame.group_by(
            pl.col(COLUMNS[question]).alias("answer"),
            pl.col(COLUMNS[banner]).alias("group"),
            pl.col(STRATUM).alias("stratum"),
            pl.col(PSU).alias("psu"),
        ).agg(pl.len().alias("n"), pl.col(WEIGHT).sum().alias("w"))
        for question, banner in pairs()
    ]
    return dict(zip(pairs(), pl.collect_all(queries, engine="streaming"), strict=True))


def pandas_category(path: Path) -> Tables:
    """pandas: the used columns as category, 39 groupbys of observed cells."""
    import pandas as pd

    kinds = {name: "category" for name in USED if name not in (WEIGHT, AGE)}
    if path.suffix == ".parquet":
        frame = pd.read_parquet(path, columns=list(USED))
    else:
        frame = pd.read_csv(
            path, usecols=list(USED), dtype=kinds | {AGE: "float64"}, keep_default_na=False, na_values={AGE: [""]}
        )
    tables = {}
    for question, banner in pairs():
        keys = [COLUMNS[question], COLUMNS[banner], STRATUM, PSU]
        found = frame.groupby(keys, observed=True, sort=False, dropna=False)[WEIGHT].agg(["size", "sum"]).reset_index()
        tables[question, banner] = found.set_axis(["answer", "group", "stratum", "psu", "n", "w"], axis=1)
    return tables


PEERS: Mapping[str, Callable[[Path], Tables]] = {
    "duckdb-temporary": duckdb_temporary,
    "duckdb-enums": duckdb_enums,
    "duckdb-direct": duckdb_direct,
    "polars": polars_streaming,
    "pandas": pandas_category,
}


def duckdb_toplines(path: Path) -> "object":
    """DuckDB: the frequencies of all questions in one query, with GROUPING SETS; the file is read once."""
    import duckdb

    names = [f'"{name}"' for name in COLUMNS.values()]
    sets = ", ".join(f"({name})" for name in names)
    listed = ", ".join(names)
    weight = f'sum(CAST("{WEIGHT}" AS DOUBLE))'
    query = (
        f"SELECT {listed}, grouping_id({listed}) place, count(*) n, {weight} w "
        f"FROM {_duckdb_scan(path)} GROUP BY GROUPING SETS ({sets})"
    )
    return duckdb.connect().sql(query).to_arrow_table()


def polars_toplines(path: Path) -> "object":
    """polars: one lazy scan, 14 group_bys, collect_all with the streaming engine."""
    import polars as pl

    scan = pl.scan_parquet(path) if path.suffix == ".parquet" else pl.scan_csv(path, infer_schema=False)
    texts = [name for name in COLUMNS.values() if name != AGE]
    frame = scan.select(
        *(pl.col(name).cast(pl.Categorical) for name in texts),
        pl.col(AGE).cast(pl.Int16, strict=False),
        pl.col(WEIGHT).cast(pl.Float64),
    )
    queries = [
        frame.group_by(pl.col(name).alias("answer")).agg(pl.len().alias("n"), pl.col(WEIGHT).sum().alias("w"))
        for name in COLUMNS.values()
    ]
    return dict(zip(COLUMNS, pl.collect_all(queries, engine="streaming"), strict=True))


def pandas_toplines(path: Path) -> "object":
    """pandas: the used columns as category, 14 groupbys."""
    import pandas as pd

    used = [*COLUMNS.values(), WEIGHT]
    kinds = {name: "category" for name in COLUMNS.values() if name != AGE} | {AGE: "float64"}
    if path.suffix == ".parquet":
        frame = pd.read_parquet(path, columns=used)
    else:
        frame = pd.read_csv(path, usecols=used, dtype=kinds, keep_default_na=False, na_values={AGE: [""]})
    return {
        question: frame.groupby(name, observed=True, sort=False, dropna=False)[WEIGHT].agg(["size", "sum"])
        for question, name in COLUMNS.items()
    }


def duckdb_scan(path: Path) -> int:
    """DuckDB: nothing but reading and parsing the used columns; the longest text, so that none can be left out."""
    import duckdb

    lengths = ", ".join(f'max(strlen(CAST("{name}" AS VARCHAR)))' for name in USED)
    (row,) = duckdb.connect().sql(f"SELECT {lengths} FROM {_duckdb_scan(path)}").fetchall()
    return max(row)


def duckdb_count(path: Path) -> int:
    """DuckDB: how many rows the file has."""
    import duckdb

    ((rows,),) = duckdb.connect().sql(f"SELECT count(*) FROM {_duckdb_scan(path)}").fetchall()
    return int(rows)


def all_bytes(path: Path) -> int:
    """The bytes of the file, read and forgotten."""
    total = 0
    with path.open("rb", buffering=0) as file:
        while chunk := file.read(1 << 22):
            total += len(chunk)
    return total
