"""Commands of forges and pre-commit: they are the Makefile's, and harmless."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.pages.feedback import ERROR_FORM, GITLAB_TEMPLATES, SOURCE_FORM
from tests.projects import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))


def read(path: str | Path) -> Any:
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


def list_steps(workflow: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, job in read(workflow)["jobs"].items():
        for step in job.get("steps", ()):
            yield name, step


def list_commands() -> Iterator[str]:
    """Yield every command line that a forge or pre-commit runs."""
    for workflow in WORKFLOWS:
        for _, step in list_steps(workflow):
            yield from step.get("run", "").splitlines()
    for job in read(".gitlab-ci.yml").values():
        if isinstance(job, dict):
            yield from job.get("script", ())
    for hook in read(".pre-commit-config.yaml")["repos"][0]["hooks"]:
        yield hook["entry"]


def test_forges_run_targets_of_the_makefile() -> None:
    made = {name for line in list_commands() for name in re.findall(r"^\s*make ([a-z]+)", line)}
    assert made <= TARGETS
    assert {"check", "diff", "site", "lint", "test", "publish", "nightly"} <= made


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_and_rights_are_given_job_by_job(workflow: Path) -> None:
    content = read(workflow)
    assert content["permissions"] == {}
    for name, job in content["jobs"].items():
        assert job["permissions"], name
        assert job["timeout-minutes"] <= 40, name
    for _, step in list_steps(workflow):
        if "uses" in step:
            assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"])
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


def test_no_job_that_runs_a_proposal_may_write() -> None:
    for name, job in read(".github/workflows/verifier.yml")["jobs"].items():
        if "vars.PUBLIER" in job.get("if", "") or name == "mettre-en-ligne":
            continue
        assert job["permissions"] == {"contents": "read"}, name
        assert "secrets" not in yaml.safe_dump(job), name


def test_only_the_main_branch_is_published() -> None:
    condition = read(".github/workflows/verifier.yml")["jobs"]["construire"]["if"]
    assert condition.split(" && ")[0] == "vars.PUBLIER == 'oui'"
    assert "github.ref == 'refs/heads/main'" in condition
    [rule] = read(".gitlab-ci.yml")["pages"]["rules"]
    assert "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH" in rule["if"]


def test_gitlab_takes_the_names_of_what_is_shown() -> None:
    jobs = [job for job in read(".gitlab-ci.yml").values() if isinstance(job, dict)]
    names = [
        job["artifacts"]["expose_as"] for job in jobs if "expose_as" in job.get("artifacts", ())
    ]
    assert len(names) == 2
    for name in names:  # its own rule: with anything else, no job runs at all
        assert re.fullmatch(r"[A-Za-z0-9_][-A-Za-z0-9_ ]*", name)


def test_the_job_that_comments_runs_nothing_of_the_proposal() -> None:
    path = ROOT / ".github/workflows/commenter.yml"
    condition = read(path)["jobs"]["commenter"]["if"]
    assert "github.event.workflow_run.event == 'pull_request'" in condition
    # A run that was cancelled left no report.
    assert """contains(fromJSON('["success", "failure"]'), """ in condition
    for _, step in list_steps(path):
        assert "uses" not in step
        assert "make" not in shlex.split(step["run"], comments=True)
        # What the proposal says never stands in the text of a script.
        assert "${{" not in step["run"]


@pytest.fixture
def forge(tmp_path: Path) -> Path:
    """A folder with what the untrusted job left, and a `gh` that notes what it is asked."""
    (tmp_path / "proposition").mkdir()
    (tmp_path / "proposition" / "numero").write_text("7\n", encoding="utf-8")
    (tmp_path / "proposition" / "changements.md").write_text("### Titre\n", encoding="utf-8")
    gh = tmp_path / "gh"
    gh.write_text(
        "#!/bin/bash\n"
        'case "$*" in\n'
        '  *pulls*) echo "$HEAD" ;;\n'
        '  *--paginate*) printf "%s" "$OLD" ;;\n'
        '  *--method*) echo "$*" >> asked ;;\n'
        "esac\n",
        encoding="utf-8",
    )
    gh.chmod(0o755)
    return tmp_path


def comment(forge: Path, *, head: str = "abc", old: str = "") -> tuple[int, list[str], str]:
    """Run the step that comments; return its code, what it wrote to the forge, and the comment."""
    steps = list_steps(ROOT / ".github/workflows/commenter.yml")
    [script] = [step["run"] for _, step in steps if step["name"] == "Écrire le commentaire"]
    environment = {"PATH": f"{forge}:{os.environ['PATH']}", "GH_REPO": "a/b", "COMMIT": "abc",
                   "RUN_URL": "https://forge.test/run", "HEAD": head, "OLD": old}  # fmt: skip
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    ran = subprocess.run(command, cwd=forge, env=environment, capture_output=True, check=False)
    asked, written = (
        path.read_text(encoding="utf-8") if path.exists() else ""
        for path in (forge / "asked", forge / "commentaire.md")
    )
    (forge / "asked").unlink(missing_ok=True)
    return ran.returncode, asked.splitlines(), written


POST = "api --method POST repos/a/b/issues/7/comments -F body=@commentaire.md --silent"
PATCH = "api --method PATCH repos/a/b/issues/comments/42 -F body=@commentaire.md --silent"


def test_the_comment_is_posted_once_then_kept_up_to_date(forge: Path) -> None:
    code, asked, text = comment(forge)
    assert (code, asked) == (0, [POST])
    mark, warning, *rest = text.splitlines()
    assert mark == "<!-- ce-que-change-cette-proposition -->"
    # First: an unclosed comment or block of code in the report would hide what follows it.
    assert warning.startswith("*Écrit par le code de la proposition elle-même.")
    assert "(https://forge.test/run)" in warning
    assert rest == ["", "### Titre"]
    assert comment(forge, old="42\n")[:2] == (0, [PATCH])


def test_nothing_is_posted_of_a_proposal_that_moved_or_lied(forge: Path) -> None:
    assert comment(forge, head="def") == (0, [], "")
    for number in ("7; rm -rf ~", "../../1", "", "$(id)", "7/merge"):
        (forge / "proposition" / "numero").write_text(number, encoding="utf-8")
        assert comment(forge) == (1, [], "")


def test_a_report_that_is_a_link_is_not_read(forge: Path) -> None:
    report = forge / "proposition" / "changements.md"
    report.unlink()
    report.symlink_to("/proc/self/environ")
    assert comment(forge) == (1, [], "")


def test_a_report_that_is_empty_or_too_long_is_not_posted(forge: Path) -> None:
    report = forge / "proposition" / "changements.md"
    report.write_text("", encoding="utf-8")
    assert comment(forge) == (0, [], "")
    _, asked, text = comment(forge, old="42")  # nothing to say replaces what was said
    assert asked == [PATCH]
    assert "Plus rien ne change dans les données." in text
    report.write_text("x" * 70_000, encoding="utf-8")
    _, asked, text = comment(forge)
    assert (asked, len(text) < 1000) == ([POST], True)


def test_the_links_of_the_pages_open_forms_that_exist() -> None:
    for form in (ERROR_FORM, SOURCE_FORM):
        fields = read(f".github/ISSUE_TEMPLATE/{form}")["body"]
        assert "page" in {field.get("id") for field in fields}
        assert (ROOT / f".gitlab/issue_templates/{GITLAB_TEMPLATES[form]}.md").is_file()


def test_both_forges_have_the_same_templates() -> None:
    folder = ROOT / ".github" / "PULL_REQUEST_TEMPLATE"
    own = [*folder.glob("*.md"), ROOT / ".github" / "pull_request_template.md"]
    assert len(own) == 4
    for mine in own:
        theirs = mine.name.capitalize() if mine.parent == folder else "Default.md"
        other = ROOT / ".gitlab" / "merge_request_templates" / theirs
        assert mine.read_text(encoding="utf-8") == other.read_text(encoding="utf-8")


def test_the_hooks_run_and_download_nothing() -> None:
    [repository] = read(".pre-commit-config.yaml")["repos"]
    assert repository["repo"] == "local"
    for hook in repository["hooks"]:
        assert hook["language"] == "system"
        if hook["id"] in ("donnees", "forme"):
            command = shlex.split(hook["entry"])
            ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize(
    ("code", "verbose", "shown"), [(0, "", False), (1, "", True), (0, "1", True)]
)
def test_pip_speaks_only_if_it_fails(tmp_path: Path, code: int, verbose: str, shown: bool) -> None:
    (tmp_path / "requirements.txt").touch()
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    pip = f"PIP=sh -c 'echo WARNING >&2; exit {code}' --"
    ran = subprocess.run(
        ["make", "-f", ROOT / "Makefile", f"VERBOSE={verbose}", pip, ".venv/.build"],
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if not name.startswith("MAKE")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode == 0, "WARNING" in ran.stderr) == (code == 0, shown)
