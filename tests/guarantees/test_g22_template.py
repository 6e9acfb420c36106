"""G22: a paper made anew for a package is the paper that was given out, by the template of its plug-in."""

from __future__ import annotations

from pathlib import Path

from engine.archive.check import check_package
from engine.archive.collect import Asked
from engine.archive.write import write_package
from engine.center.papers import ours, printer
from tests.case.bench import who
from tests.case.office import founded_in, office_in
from tests.center.plugin_files import center_with
from tests.guarantees.packages import archived

TEMPLATE = """
@hookimpl
def templates():
    return {{"decision": {place!r}}}
"""


def test_pages_that_no_longer_lie_there_are_made_by_the_template_they_had(tmp_path: Path) -> None:
    page = tmp_path / "decision.html"
    page.write_text(
        '{% extends "paper.html" %}{% block after %}<p>投诉请打 12345。</p>{% endblock %}', "utf-8"
    )
    (tmp_path / "plugins").mkdir()
    center = center_with(tmp_path / "plugins", house=TEMPLATE.format(place=str(page)))
    founded_in(tmp_path / "office")
    with office_in(tmp_path / "office", render=printer(written=center.written)) as desk:
        archived(desk, upload=False)
        asked = Asked(case=desk.case, actor=who("archivist"), at=desk.now)
        files = write_package(desk.office, asked, tmp_path / "out", written=center.written).files
        bare = write_package(desk.office, asked, tmp_path / "bare", written=ours).files
    assert not center.faults
    name = next(each for each in files if each.endswith("-decision.html"))
    assert "投诉请打 12345。" in files[name].decode() and "12345。" not in bare[name].decode()
    standing = {line.check.key: line.standing for line in check_package(files)}
    assert standing["pages"] == "passed"
    assert {line.check.key: line.standing for line in check_package(bare)}["pages"] == "failed"
