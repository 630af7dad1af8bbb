from benchmarks.report import Figure, read, written

ENGINE = {"size": 100_000, "engine": "sqlite"}


def lines_of(*figures):
    return written(figures, {"Processor": "a slow one"}, "## By hand\n\nWords.").splitlines()


def test_a_peer_is_shown_as_a_ratio_with_its_own_figure_beside_it():
    ours = Figure("facets", "three facets", 0.5, **ENGINE)
    theirs = Figure("facets", "three facets", 50.0, who="SQL GROUP BY", note="one query", **ENGINE)
    assert (
        "| 100 k SQLite | three facets | 0.5 ms | yes | **100×** (50 ms) | — | — | — | SQL GROUP BY: one query |"
        in lines_of(ours, theirs)
    )


def test_what_is_not_reached_is_said():
    assert "| 100 k SQLite | index built | 3.5 s | **no** |  |" in lines_of(
        Figure("start", "index built", 3.5, "s", **ENGINE)
    )


def test_what_was_not_promised_is_neither_met_nor_missed():
    line = "| 10 k SQLite | index built | 3.5 s | — |  |"
    assert line in lines_of(Figure("start", "index built", 3.5, "s", size=10_000, engine="sqlite"))


def test_a_share_of_a_peer_is_met_or_missed_by_that_peer():
    fast = Figure("throughput", "a page", 95.0, "replies/s", size=10_000)
    empty = Figure("throughput", "a page", 100.0, "replies/s", "an empty WSGI reply", 10_000)
    assert any("| 95 replies/s | yes | **1.05×** (100 replies/s) |" in line for line in lines_of(fast, empty))
    slow = Figure("throughput", "a page", 80.0, "replies/s", size=10_000)
    assert any("| 80 replies/s | **no** |" in line for line in lines_of(slow, empty))


def test_a_row_that_was_not_measured_says_why():
    line = "| 100 k PostgreSQL | all | not measured | — | — | — | — | — | no PostgreSQL answered |"
    assert line in lines_of(
        Figure("facets", "all", None, size=100_000, engine="postgresql", note="no PostgreSQL answered")
    )


def test_the_machine_and_the_words_by_hand_come_last():
    lines = lines_of(Figure("start", "index built", 3.5, "s", **ENGINE))
    assert lines[-5:] == ["- Processor: a slow one", "", "## By hand", "", "Words."]


def test_figures_are_read_back_from_what_a_child_printed():
    figure = Figure("start", "index built", 3.5, "s", **ENGINE)
    assert read(["a warning", figure.line()]) == [figure]
