"""What plug-ins are told of a case: each thing once, and nothing personal."""

from __future__ import annotations

import json
from pathlib import Path

from engine.center import Center
from engine.center.inform import informer
from tests.case.bench import RENTED
from tests.case.office import office_in

TELLS = """
import json
from engine.hookspecs import hookimpl

def hear(*what):
    with open({path!r}, "a", encoding="utf-8") as file:
        file.write(json.dumps(what, ensure_ascii=False, default=list) + chr(10))

@hookimpl
def event_recorded(event):
    hear(event.kind, event.stage, dict(event.data))

@hookimpl
def correction_told(correction):
    hear(correction.correction, correction.round, correction.findings, str(correction.correct_by))
"""


def test_plug_ins_learn_what_happened_once_and_nothing_personal(office_folder: Path, tmp_path: Path) -> None:
    heard = tmp_path / "heard.jsonl"
    (tmp_path / "plugins").mkdir()
    text = TELLS.replace("{path!r}", repr(str(heard)))
    (tmp_path / "plugins" / "listener.py").write_text(text, encoding="utf-8")
    center = Center(files=tmp_path / "plugins", installed=False)
    assert not center.faults
    with office_in(office_folder, inform=informer(center)) as desk:
        desk.receive(facts=RENTED)
        desk.ask("tell", "clerk", key="k")
        desk.ask("tell", "clerk", key="k")
    lines = [json.loads(line) for line in heard.read_text(encoding="utf-8").splitlines()]
    kinds = ["opened", "original_seen", "received", "checked", "told"]
    assert [line[0] for line in lines] == [*kinds, "市场监督管理局补告〔2026〕0001号"]
    assert lines[4][1] == "correct"
    assert lines[5][1:] == [1, ["租赁合同"], "2026-03-23"]
    assert "示例" not in heard.read_text(encoding="utf-8")
