"""CONTRIBUTING.md: its pictures are true and described, its example is true, its commands exist."""

import re
import shlex
import shutil
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from macros.commands.cli import COMMANDS, main
from macros.data.checking import check_data
from macros.data.layout import format_text
from macros.data.model import Measure
from macros.data.validation import build_record
from macros.data.yaml_reader import YamlDocument, parse_text
from tests.nightly import STEPS
from tests.projects import ROOT

PICTURES = ROOT / "pictures" / "contribuer"
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("picture", sorted(PICTURES.iterdir()), ids=lambda path: path.name)
def test_each_picture_is_shown_and_described(picture: Path) -> None:
    [_] = re.findall(rf"!\[[^\]]{{40,}}\]\(pictures/contribuer/{re.escape(picture.name)}\)", GUIDE)


def read_example() -> YamlDocument:
    [example] = re.findall(r"```yaml\n(number: 15.*?)```", GUIDE, re.DOTALL)
    return parse_text(example, "exemple")[0]


def test_the_pictures_show_the_example_of_the_guide() -> None:
    shown = [
        "".join(text.itertext())
        for path in PICTURES.iterdir()
        for text in ET.parse(path).iter("{http://www.w3.org/2000/svg}text")  # noqa: S314 (ours)
    ]
    title = read_example().value["title"]
    assert {title, f"- {title}"} <= set(shown)
    assert f"title: {title}"[:73] in {words[:73] for words in shown}


def test_the_example_is_a_measure_whose_words_are_official() -> None:
    said = read_example()
    record, problems = build_record(said, Measure, (), said.value)
    assert problems == []
    assert record is not None
    official = " ".join((ROOT / "data/source/plan-50-mesures.txt").read_text("utf-8").split())
    for words in (record.text.removesuffix("…"), *(one.quote for one in record.deadlines)):
        assert words in official


def test_a_follow_up_and_a_search_written_as_told_pass_the_check(tmp_path: Path) -> None:
    follow_up, search = re.findall(r"```yaml\n((?:# yaml|searches:).*?)```", GUIDE, re.DOTALL)
    [name] = re.findall(r"`(\d\d-[a-z0-9-]+\.yml)`\. Ce nom", GUIDE)
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    (data / "follow_up" / name).write_text(follow_up, encoding="utf-8")
    measure = data / "measures" / "04.yml"
    text = re.sub(r"^searches:\n(?: .*\n)*", "", measure.read_text("utf-8"), flags=re.MULTILINE)
    measure.write_text(text + search, encoding="utf-8")
    assert check_data(data).problems == ()


def test_what_the_guide_tells_to_write_is_as_the_layout_wants_it() -> None:
    for example in re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL):
        assert format_text(example) == example


def test_every_command_of_the_guide_does_what_it_says(tmp_path: Path) -> None:
    """On the data as they are; where it only shows, or where there is nothing to do, nothing changes."""
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "docs" / "guide.md").write_text("# Guide\n", encoding="utf-8")
    told = re.findall(r"`make ([a-z]+) ARGS='([^'…]+)'`", GUIDE)
    assert {name for name, _ in told} >= {"new", "rename", "move", "withdraw"}
    for name, arguments in told:
        words = [name, *shlex.split(arguments)]
        actors = (tmp_path / "data" / "actors.yml").read_text(encoding="utf-8")
        done = name == "rename" and f"slug: {words[2]}\n" not in actors  # as the guide says
        if name in COMMANDS and name != "archive" and "ANCIENNE" not in arguments and not done:
            assert main(["--data", str(tmp_path / "data"), *words]) == 0, words
            if name == "new":  # a record to fill: the data have a problem until then
                shutil.rmtree(tmp_path / "data")
                shutil.copytree(ROOT / "data", tmp_path / "data")
    assert main(["--data", str(tmp_path / "data"), "check"]) == 0, told


def test_what_the_guides_tell_to_run_and_read_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(" ".join(re.findall(r"^([a-z ]+):", makefile, re.MULTILINE)).split())
    for guide in (GUIDE, (ROOT / "MAINTAINING.md").read_text(encoding="utf-8")):
        assert set(re.findall(r"`make ([a-z]+)", guide)) <= targets
        assert set(re.findall(r"(?:-m |`)macros ([a-z]+)", guide)) <= set(COMMANDS)
        for step in re.findall(r"make nightly ARGS='?([a-z ]+)", guide):
            assert set(step.split()) <= set(STEPS)
        for name in re.findall(r"tests\.[a-z_.]+[a-z]", guide):
            assert find_spec(name), name
    assert len(re.findall(r"^\t  '  make [a-z]+  +", makefile, re.MULTILINE)) == 9
    for path in re.findall(r"`((?:data|tests|\.github)/[a-zA-Z0-9_./-]+|\.[a-z-]+\.yml)`", GUIDE):
        assert (ROOT / path).exists(), path
    headings = {
        re.sub(r"[^\w-]", "", heading.lower().replace(" ", "-"))
        for heading in re.findall(r"^## (.+)$", GUIDE, re.MULTILINE)
    }
    for anchor in re.findall(r"\]\(#([^)]+)\)", GUIDE):
        assert anchor in headings


def test_no_page_keeps_the_marks_of_a_merge() -> None:
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob(".git*/**/*.md")):
        marks = re.findall(r"^(?:<{7}|>{7}) .*", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert not marks, path
