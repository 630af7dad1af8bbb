import gzip
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from gsx_site.staticfiles import without_comments


@pytest.fixture
def collect(tmp_path, settings):
    """Collects the given source files ({name: text}); gives the folder where they went."""
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "collected"

    def collect(sources):
        for name, source in sources.items():
            file = tmp_path / "source" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(source)
        call_command("collectstatic", interactive=False, verbosity=0)
        return tmp_path / "collected"

    return collect


SOURCES = {
    "css/site.css": """@layer base, parts;
@import url("base.css") layer(base);
@import url("card.css") layer(parts);
""",
    "css/base.css": "/* the ground */\nbody {\n    background: url(../paper.svg);\n}\n" + "p { margin: 0 }\n" * 50,
    "css/card.css": '.card::before { content: "/* kept */" }\n',
    "paper.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "leave.js": "history.replaceState(null, '', '/');\n",
}


def stored_name(collected, name):
    return json.loads((collected / "staticfiles.json").read_text())["paths"][name]


def test_the_style_sheet_becomes_one_file_with_every_part_in_its_layer(collect):
    collected = collect(SOURCES)
    css = (collected / stored_name(collected, "css/site.css")).read_text()
    assert "@import" not in css
    assert css.startswith("@layer base,parts;@layer base {\nbody{background:url(")
    assert css.endswith('@layer parts {\n.card::before{content:"/* kept */"}\n}')


def test_addresses_in_a_part_lead_to_hashed_files(collect):
    collected = collect(SOURCES)
    css_file = collected / stored_name(collected, "css/site.css")
    paper = re.search(r"url\(\"(.+?)\"\)", css_file.read_text())[1]
    assert re.fullmatch(r"\.\./paper\.[0-9a-f]{12}\.svg", paper)
    assert (css_file.parent / paper).resolve().exists()


def test_only_hashed_files_are_kept_and_no_part_is_stored_twice(collect):
    collected = collect(SOURCES)
    names = {path.name for path in collected.rglob("*") if path.is_file()} - {"staticfiles.json"}
    assert all(re.match(r"\w+\.[0-9a-f]{12}\.\w+(\.gz|\.br)?$", name) for name in names)
    assert {name.split(".")[0] for name in names} == {"site", "paper", "leave"}


def test_the_bundle_is_compressed_both_ways(collect):
    collected = collect(SOURCES)
    css_file = collected / stored_name(collected, "css/site.css")
    assert gzip.decompress(css_file.with_name(css_file.name + ".gz").read_bytes()) == css_file.read_bytes()
    assert css_file.with_name(css_file.name + ".br").stat().st_size < css_file.stat().st_size


def test_a_change_in_a_part_changes_the_name_of_the_bundle(collect):
    collected = collect(SOURCES)
    before = stored_name(collected, "css/site.css")
    collect({"css/card.css": ".card { border: 0 }"})
    assert stored_name(collected, "css/site.css") != before


def test_collecting_again_without_a_change_gives_the_same_names(collect):
    collected = collect(SOURCES)
    before = (collected / "staticfiles.json").read_text()
    collect({})
    assert (collected / "staticfiles.json").read_text() == before


def test_a_missing_part_is_named(collect):
    with pytest.raises(CommandError, match=r"^css/site.css imports card.css, but there is no css/card.css.$"):
        collect({name: source for name, source in SOURCES.items() if name != "css/card.css"})


@pytest.mark.parametrize(
    "line",
    ['@import "card.css";', '@import url("card.css");', '@import url("https://example.org/x.css") layer(parts);'],
)
def test_an_import_that_would_be_lost_in_silence_is_refused(collect, line):
    with pytest.raises(CommandError, match="has “@import"):
        collect(SOURCES | {"css/site.css": line})


def test_an_import_inside_a_part_is_refused(collect):
    with pytest.raises(CommandError, match="has “@import"):
        collect(SOURCES | {"css/card.css": '@import url("base.css") layer(base);'})


@pytest.mark.parametrize(
    ("css", "shorter"),
    [
        ("a /* b */ c", "a c"),
        ("a/**/b", "a/**/b"),
        ("a {\n    b: c;\n\n    /* d\n e */\n}", "a{b:c;}"),
        ("a :hover, b > c { d: e, f }", "a :hover,b > c{d:e,f}"),
        ("@media (a: b) and (c) {\n  d\n  e { f: g }\n}", "@media (a:b) and (c){d e{f:g}}"),
        ("a { content: '/* b */  c' }", "a{content:'/* b */  c'}"),
        ('a { content: "\\"  /* b */" }', 'a{content:"\\"  /* b */"}'),
        ("a { b: url(x/*y*/  ) }", "a{b:url(x/*y*/  )}"),
        (".\\31  b { c: d }", ".\\31  b{c:d}"),
        ("/* only */\n", ""),
    ],
)
def test_comments_and_indentation_go_and_nothing_else(css, shorter):
    assert without_comments(css) == shorter


def test_the_real_style_sheet_is_collected_in_one_file(static_files):
    collected = Path(settings.STATIC_ROOT)
    assert "@import" not in (collected / stored_name(collected, "css/site.css")).read_text()


SCRIPTS = {
    "js/site.js": '// All of them.\nimport "./leave.js";\nimport "./print.js";\n',
    "js/list.js": '// One of them.\nimport "./leave.js";\n',
    "js/leave.js": '// Away.\n(() => {\n  const kept = "// kept"; // and this\n})();\n',
    "js/print.js": "(() => {\n  // Nothing yet.\n})();\n",
}


def test_a_part_may_stand_in_two_bundles(collect):
    collected = collect(SCRIPTS)
    assert "kept" in (collected / stored_name(collected, "js/list.js")).read_text()
    assert (collected / stored_name(collected, "js/list.js")).read_text().count("=>") == 1


def test_the_scripts_become_one_file_without_remarks(collect):
    collected = collect(SCRIPTS)
    script = (collected / stored_name(collected, "js/site.js")).read_text()
    assert script == '(() => {\nconst kept = "// kept"; // and this\n})();\n\n(() => {\n})();\n\n'
    kept = {Path(stored_name(collected, f"js/{name}.js")).name for name in ("site", "list")}
    assert {path.name for path in (collected / "js").glob("*.js")} == kept


def test_a_script_that_is_missing_is_named(collect):
    with pytest.raises(CommandError, match=r"js/site.js imports print.js, but there is no js/print.js"):
        collect({name: text for name, text in SCRIPTS.items() if name != "js/print.js"})


@pytest.mark.parametrize("line", ['import { leave } from "./leave.js";', "export const a = 1;"])
def test_a_script_imported_in_another_form_is_refused(collect, line):
    with pytest.raises(CommandError, match="js/site.js or a part of it has"):
        collect(SCRIPTS | {"js/print.js": line + "\n"})
