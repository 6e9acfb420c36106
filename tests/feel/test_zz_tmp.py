from test_to_python import *
from test_to_python import _apart
from hypothesis import settings
from engine.feel.values import Unknown
@given(CONDITIONS | NUMBERS, knowledge())
@settings(max_examples=1500, deadline=None)
def test_unknowns_agree(tree, known):
    now, _ = known
    now = {**now, "申请日期": D(2026, 1, 31)}
    assume(not _apart(tree))
    a = run(tree, now); b = evaluate(tree, now, setting=Setting(calendar=add_workdays))
    if a.__class__ is Unknown or b.__class__ is Unknown:
        assert a.__class__ is b.__class__, (a, b)
        assert a.names == b.names, (a, b)
    else:
        assert same(a, b), (a,b)
